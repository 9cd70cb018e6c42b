import { dirname, join } from 'node:path';
import type { OutputFile, Tree } from '../../model';
import type { Workplace } from './workplace';

/** Writes the files below `.garam/staging`, and a folder for every tree named, empty if need be. */
export function stage(place: Workplace, files: readonly OutputFile[], trees: readonly Tree[]): void {
  place.createFolder(place.staging);
  const made = new Set(['.']);
  const make = (folder: string): void => {
    if (made.has(folder)) return;
    make(dirname(folder));
    place.createFolder(join(place.staging, folder));
    made.add(folder);
  };
  trees.forEach(make);
  for (const { path, text } of files) {
    make(dirname(path));
    place.createFile(join(place.staging, path), text);
  }
}
