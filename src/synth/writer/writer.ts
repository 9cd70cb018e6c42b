import { join } from 'node:path';
import type { OutputFile } from '../../model';
import { compare, type Difference } from './comparison';
import { attempt, nodeFileSystem, type FileSystem } from './file-system';
import { locked } from './lock';
import { requireSafePaths, treeOf, TREES } from './output-path';
import { stage } from './staging';
import { settle, swap } from './swap';
import { Workplace } from './workplace';
import { reported } from './write-error';

/** What a run changed on disk: paths from the repository's root, sorted. */
export type WriteResult = Difference;

/** How a run writes. */
export interface WriteOptions {
  /** @default the machine's */
  readonly fileSystem?: FileSystem;
  /** Milliseconds to wait for another run that writes. @default 30,000 */
  readonly wait?: number;
}

const WAIT = 30_000;

/**
 * Completes or undoes a swap that was interrupted. Every command calls it before anything else; it touches nothing
 * where nothing was interrupted.
 * @throws WriteError where the disk does not let it
 */
export function recover(root: string, options: WriteOptions = {}): void {
  const place = new Workplace(options.fileSystem ?? nodeFileSystem, root);
  reported(root, () => {
    if (!place.isClear()) locked(place, options.wait ?? WAIT, () => settle(place));
  });
}

/**
 * What `write` would change.
 * @throws WriteError for an impossible path, or where the disk cannot be read
 */
export function plan(root: string, files: readonly OutputFile[], options: WriteOptions = {}): Difference {
  requireSafePaths(files);
  return reported(root, () => compare(options.fileSystem ?? nodeFileSystem, root, files));
}

/**
 * Makes dist/ and argocd/ hold exactly these files: both trees change together or not at all, also when the process is
 * killed. Where nothing differs, nothing is touched.
 * @param files all files of both trees
 * @throws WriteError where it cannot be done; both trees are then as they were
 */
export function write(root: string, files: readonly OutputFile[], options: WriteOptions = {}): WriteResult {
  recover(root, options);
  const difference = plan(root, files, options);
  if (isNothing(difference)) return difference;
  const place = new Workplace(options.fileSystem ?? nodeFileSystem, root);
  return reported(root, () => locked(place, options.wait ?? WAIT, () => update(place, files)));
}

/** Under the lock, everything is looked at anew: another run may have written or died since. */
function update(place: Workplace, files: readonly OutputFile[]): WriteResult {
  settle(place);
  const difference = compare(place.fs, place.root, files);
  if (isNothing(difference)) return difference;
  try {
    replace(place, files, difference);
  } finally {
    attempt(() => settle(place));
  }
  return difference;
}

function replace(place: Workplace, files: readonly OutputFile[], { changed, added, removed }: Difference): void {
  const only = changed.length === 1 && added.length + removed.length === 0 ? changed[0] : undefined;
  if (only !== undefined) return replaceOne(place, files, only);
  const differing = [...changed, ...added, ...removed].map(treeOf);
  const trees = TREES.filter(tree => differing.includes(tree));
  stage(
    place,
    files.filter(({ path }) => trees.some(tree => tree === treeOf(path))),
    trees,
  );
  swap(place, trees);
}

/** One file needs no swap: its rename is atomic. */
function replaceOne(place: Workplace, files: readonly OutputFile[], path: string): void {
  stage(
    place,
    files.filter(file => file.path === path),
    [],
  );
  place.fs.rename(join(place.staging, path), join(place.root, path));
}

const isNothing = ({ changed, added, removed }: Difference): boolean =>
  changed.length + added.length + removed.length === 0;
