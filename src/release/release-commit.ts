import { finish, options, outcomeOf, type Outcome } from './command';
import { changedPaths, commitOf, git } from './git';
import { environmentOf } from './release-file';

/**
 * Answers whether a change is a release and nothing else: exactly one release file, and what synthesis makes of it.
 * A release can be reverted on its own and reviewed at a glance (FD-13). Options: `--base`, `--head`.
 * Prints `environment=…` (a line for `$GITHUB_OUTPUT`); exit code 1 where anything else changed.
 * @param root The repository's root.
 */
export function releaseCommit(root: string, argv: readonly string[]): Outcome {
  const asked = options(argv, ['base', 'head']);
  const head = commitOf(root, asked.head);
  const paths = changedPaths(root, git(root, 'merge-base', commitOf(root, asked.base), head), head);
  const environments = paths.flatMap(path => environmentOf(path) ?? []);
  const [environment] = environments;
  if (environment === undefined || environments.length > 1) {
    return { code: 1, text: `a release edits exactly one release file, this edits ${environments.length}` };
  }
  const foreign = paths.filter(path => environmentOf(path) === undefined && !isOutput(path, environment));
  if (foreign.length > 0) return { code: 1, text: `not part of a release: ${foreign.join(', ')}` };
  return { code: 0, text: `environment=${environment}` };
}

function isOutput(path: string, environment: string): boolean {
  return path.startsWith(`dist/${environment}/`) || path.startsWith(`argocd/${environment}/`);
}

if (require.main === module) finish(outcomeOf(() => releaseCommit(process.cwd(), process.argv.slice(2))));
