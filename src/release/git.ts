import { spawnSync } from 'node:child_process';
import { ReleaseError } from './release-error';

/**
 * Runs git in a folder and returns what it printed, without the last line break.
 * @throws ReleaseError with git's own message where it fails.
 */
export function git(root: string, ...args: readonly string[]): string {
  const run = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (run.status !== 0) throw new ReleaseError(`git ${args[0] ?? ''} failed: ${run.stderr.trim()}`);
  return run.stdout.replace(/\n$/, '');
}

/** The text of a file at a commit; undefined where the commit has no such file. */
export function fileAt(root: string, commit: string, path: string): string | undefined {
  if (git(root, 'ls-tree', '--name-only', commit, '--', path) === '') return undefined;
  return git(root, 'show', `${commit}:${path}`);
}

/** The full name of a commit. @throws ReleaseError where this clone has no such commit. */
export function commitOf(root: string, revision: string): string {
  if (!/^[0-9a-zA-Z][0-9a-zA-Z._/^~-]*$/.test(revision)) {
    throw new ReleaseError(`"${revision}" is not the name of a commit`);
  }
  return git(root, 'rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`);
}

/**
 * A history cut short would say "never ran" of a digest that did.
 * @throws ReleaseError in a shallow clone.
 */
export function needFullHistory(root: string): void {
  if (git(root, 'rev-parse', '--is-shallow-repository') === 'true') {
    throw new ReleaseError('this clone is shallow: fetch the whole history (fetch-depth: 0)');
  }
}

/** Paths that a commit changes against its first parent (all of them for the first commit), sorted. */
export function changedPaths(root: string, base: string, head: string): readonly string[] {
  const out = git(root, 'diff', '--name-only', '--no-renames', '-z', base, head);
  return out
    .split('\0')
    .filter(path => path !== '')
    .sort();
}
