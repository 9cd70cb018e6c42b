import { join } from 'node:path';
import type { Tree } from '../../model';
import { attempt, type FileSystem } from './file-system';
import { TREES } from './output-path';
import type { Workplace } from './workplace';

/*
 * How both trees change together. A folder's rename is atomic, and what stands in .garam/ tells how far a run came:
 *
 *   staging/                 the new trees are being written   → removed by the next command: old
 *   next/  (was staging/)    the new trees are complete        → moved into place by the next command: new
 *   old/   without next/     the new trees are in place        → removed by the next command: new
 *
 * Until next/ is gone, the replaced trees lie complete in old/ or in their place, so that a failure can be undone.
 * Nothing is flushed to the disk (fsync), which kill -9 does not need: after a power cut both trees are in git, and
 * the next synthesis compares every byte.
 */

/**
 * Replaces the trees by the ones in `.garam/staging`: all of them, or on a failure none.
 * Clears nothing away: `settle` does.
 */
export function swap(place: Workplace, trees: readonly Tree[]): void {
  const { fs } = place;
  fs.requireWritable(place.root);
  trees.forEach(tree => requireReplaceable(fs, join(place.root, tree)));
  place.createFolder(place.old);
  fs.rename(place.staging, place.next);
  try {
    trees.forEach(tree => exchange(place, tree));
    fs.removeFolder(place.next);
  } catch (error) {
    attempt(() => undo(place, trees)); // Where that fails too, next/ still stands and `settle` goes on from there.
    throw error;
  }
}

/** Completes or undoes what an interrupted run left, and clears `.garam/` of it. Can itself be interrupted and repeated. */
export function settle(place: Workplace): void {
  const { fs } = place;
  if (fs.kind(place.next) !== undefined) {
    if (fs.kind(place.old) === undefined) place.createFolder(place.old);
    TREES.forEach(tree => exchange(place, tree));
  }
  place.discard(place.next);
  place.discard(place.staging);
  place.discard(place.old);
}

/** Moves a tree to `old/` and the one in `next/` to its place, as far as that is not done yet. */
function exchange(place: Workplace, tree: Tree): void {
  const { fs } = place;
  const { current, next, old } = stations(place, tree);
  if (fs.kind(next) === undefined) return;
  if (fs.kind(current) !== undefined) {
    place.discard(old); // There only if somebody restored the tree by hand after an interruption.
    fs.rename(current, old);
  }
  fs.rename(next, current);
}

/** Puts every tree back, the last one first, and takes the decision to swap back. */
function undo(place: Workplace, trees: readonly Tree[]): void {
  const { fs } = place;
  for (const tree of [...trees].reverse()) {
    const { current, next, old } = stations(place, tree);
    if (fs.kind(next) === undefined) fs.rename(current, next);
    if (fs.kind(old) !== undefined) fs.rename(old, current);
  }
  fs.rename(place.next, place.staging);
}

/** The three places that a version of a tree can stand in. */
function stations(place: Workplace, tree: Tree): { current: string; next: string; old: string } {
  return { current: join(place.root, tree), next: join(place.next, tree), old: join(place.old, tree) };
}

/** Finds out, before anything moves, that a replaced folder could not be removed afterwards. */
function requireReplaceable(fs: FileSystem, folder: string, kind = fs.kind(folder)): void {
  if (kind !== 'folder') return;
  fs.requireWritable(folder);
  fs.list(folder).forEach(entry => requireReplaceable(fs, join(folder, entry.name), entry.kind));
}
