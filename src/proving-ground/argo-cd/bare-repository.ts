import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/**
 * Makes, or brings up to date, a bare repository whose branch `main` is the HEAD of a checkout: what Argo CD reads in place of the remote.
 * Nothing that is not committed is in it.
 * @returns the folder
 */
export function bareRepository(checkout: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  git('init', '--quiet', '--bare', '--initial-branch=main', folder);
  // A checkout of CI has no history; it may hand on what it has.
  git('-C', folder, 'config', 'receive.shallowUpdate', 'true');
  git('-C', checkout, 'push', '--quiet', '--no-verify', folder, '+HEAD:refs/heads/main');
  return folder;
}

/** Clones a bare repository into a folder. @returns the folder, and the revision that it holds */
export function cloneOf(bare: string, folder: string): { readonly folder: string; readonly revision: string } {
  git('clone', '--quiet', bare, folder);
  return { folder, revision: git('-C', folder, 'rev-parse', 'HEAD') };
}

function git(...words: readonly string[]): string {
  return execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}
