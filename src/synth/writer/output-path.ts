import type { OutputFile, Tree } from '../../model';
import { WriteError } from './write-error';

/** The two trees that the writer owns, in the order in which they are swapped. */
export const TREES: readonly Tree[] = ['dist', 'argocd'];

/** Bytes that a name may have on every common file system. */
const LONGEST_NAME = 255;

/** Tree that an output path lies in. */
export function treeOf(path: string): Tree | undefined {
  return TREES.find(tree => path.startsWith(`${tree}/`));
}

/**
 * Refuses paths that would leave the two trees or would not be one file each on every file system.
 * @throws WriteError for the first one
 */
export function requireSafePaths(files: readonly OutputFile[]): void {
  const spelling = new Map<string, string>();
  const folders = new Set<string>();
  const seen = new Set<string>();
  for (const { path } of files) {
    requireShape(path);
    if (seen.has(path)) refuse(path, 'it is written twice', 'one object, one file', 'rename one of the two objects');
    seen.add(path);
    for (const prefix of prefixes(path)) {
      requireOneSpelling(spelling, prefix, path);
      if (prefix !== path) folders.add(prefix);
    }
  }
  const both = [...seen].find(path => folders.has(path));
  if (both) refuse(both, 'it is a file and a folder', 'a file or a folder', 'rename the object or the folder');
}

/** Refuses what is no plain relative path below a tree. */
function requireShape(path: string): void {
  const expected = 'a path below dist/ or argocd/ with forward slashes, without "." and ".."';
  const names = path.split('/');
  const odd = names.some(name => name === '' || name === '.' || name === '..' || /[\\\p{Cc}]/u.test(name));
  const mend = 'mend the name that the path is made of';
  if (odd || treeOf(path) === undefined) refuse(path, 'it is no path of the output', expected, mend);
  if (names.some(name => Buffer.byteLength(name) > LONGEST_NAME))
    refuse(path, 'a name in it is too long', `names of at most ${LONGEST_NAME} bytes`, 'shorten the name');
}

/** Refuses `dist/A` beside `dist/a`: one of them is lost where upper and lower case are the same. */
function requireOneSpelling(spelling: Map<string, string>, prefix: string, path: string): void {
  const folded = prefix.normalize('NFC').toLowerCase();
  const other = spelling.get(folded) ?? prefix;
  if (other !== prefix)
    refuse(path, `it differs from ${other} in upper and lower case only`, 'paths that differ in letters', 'rename one');
  spelling.set(folded, prefix);
}

/** `dist/a/b` → `dist`, `dist/a`, `dist/a/b`. */
function prefixes(path: string): readonly string[] {
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

function refuse(path: string, why: string, expected: string, mend: string): never {
  throw new WriteError({ message: `cannot write ${JSON.stringify(path)}: ${why}`, where: path, expected, mend });
}
