import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/**
 * Makes a bare repository whose branch `main` is the HEAD of a checkout: what Argo CD reads in place of the remote.
 * Nothing that is not committed is in it.
 * @returns the folder
 */
export function bareRepository(checkout: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  git('init', '--quiet', '--bare', '--initial-branch=main', folder);
  // A checkout of CI has no history; it may hand on what it has.
  git('-C', folder, 'config', 'receive.shallowUpdate', 'true');
  git('-C', checkout, 'push', '--quiet', '--no-verify', folder, 'HEAD:refs/heads/main');
  return folder;
}

function git(...words: readonly string[]): void {
  execFileSync('git', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}
