import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { OutputFile } from '../model';
import { reported } from '../synth/writer/write-error';

/** Where pages wait for their rename: beside the writer's own entries, which it leaves alone. */
const STAGING = join('.garam', 'pages');

/**
 * Makes the generated pages of docs/ what they should be, each by one rename, and leaves what is right untouched. Runs
 * after the trees: a killed run leaves each page old or new, and the next run writes the rest.
 * @returns paths that were written
 * @throws WriteError where the disk does not let it
 */
export function writePages(root: string, pages: readonly OutputFile[]): readonly string[] {
  const different = pages.filter(({ path, text }) => committedText(root, path) !== text);
  if (different.length === 0) return [];
  reported(root, () => {
    const staging = join(root, STAGING, String(process.pid));
    try {
      mkdirSync(staging, { recursive: true });
      for (const page of different) replace(root, staging, page);
    } finally {
      clear(join(root, STAGING), staging);
    }
  });
  return different.map(({ path }) => path);
}

/** Text of a file of the repository; `undefined` where there is none. */
export function committedText(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

function replace(root: string, staging: string, { path, text }: OutputFile): void {
  const waiting = join(staging, basename(path));
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(waiting, text);
  renameSync(waiting, join(root, path));
}

/** Removes this run's staging and what killed runs left; that of a living run stays. */
function clear(folder: string, own: string): void {
  try {
    rmSync(own, { recursive: true, force: true });
    for (const name of readdirSync(folder)) if (!lives(Number(name))) rmSync(join(folder, name), { recursive: true });
    rmdirSync(folder);
    rmdirSync(dirname(folder));
  } catch {
    // Another run works there, or has cleared the folder already.
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
