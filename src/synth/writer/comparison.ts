import { join } from 'node:path';
import type { OutputFile } from '../../model';
import { unless, type Entry, type FileSystem } from './file-system';
import { TREES } from './output-path';
import { WriteError } from './write-error';

/** Failures of reading what was there a moment ago: nothing is now, or something of another kind. */
const VANISHED = ['ENOENT', 'ENOTDIR', 'EISDIR'];

/** Paths, sorted by code unit, in which the output differs from what lies on disk. */
export interface Difference {
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Compares both trees with the files that they should hold, byte for byte. Links, sockets and whatever else is no plain
 * file differ, and so does what vanishes while it is read, because another run swaps the trees. Mode bits and empty
 * folders do not: a checkout sets the first by its umask and cannot carry the second.
 * @throws WriteError where dist/ or argocd/ itself is no folder
 */
export function compare(fs: FileSystem, root: string, files: readonly OutputFile[]): Difference {
  const missing = new Map(files.map(file => [file.path, file.text]));
  const changed: string[] = [];
  const removed: string[] = [];
  for (const { path, kind } of TREES.flatMap(tree => entriesOf(fs, root, tree))) {
    const text = missing.get(path);
    if (text === undefined) removed.push(path);
    else if (kind !== 'file' || !bytesOf(fs, join(root, path))?.equals(Buffer.from(text))) changed.push(path);
    missing.delete(path);
  }
  return { changed: changed.sort(), added: [...missing.keys()].sort(), removed: removed.sort() };
}

function bytesOf(fs: FileSystem, file: string): Buffer | undefined {
  return unless(VANISHED, () => fs.read(file), undefined);
}

/** Everything below a tree that is no folder; links are not followed. */
function entriesOf(fs: FileSystem, root: string, tree: string): readonly PathEntry[] {
  const kind = fs.kind(join(root, tree));
  if (kind === undefined) return [];
  if (kind === 'folder') return walk(fs, root, tree);
  throw new WriteError({
    message: `cannot write the output: ${tree} is no folder (${kind})`,
    where: tree,
    expected: 'a folder, which is replaced as a whole, or nothing',
    mend: `move ${tree} away and run again`,
  });
}

interface PathEntry extends Pick<Entry, 'kind'> {
  readonly path: string;
}

function walk(fs: FileSystem, root: string, folder: string): readonly PathEntry[] {
  const entries = unless(VANISHED, () => fs.list(join(root, folder)), []);
  return entries.flatMap(({ name, kind }) => {
    const path = `${folder}/${name}`;
    return kind === 'folder' ? walk(fs, root, path) : [{ path, kind }];
  });
}
