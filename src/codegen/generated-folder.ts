import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Files of a generated folder: name to text. */
export type Files = ReadonlyMap<string, string>;

/** Name of the list of checksums, in the format of `sha256sum`, that lies in a generated folder. */
export const SUMS = 'SUMS';

/** SHA-256 of bytes or of UTF-8 text, in lower-case hexadecimal. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/**
 * Adds the list of checksums, so that `sha256sum -c SUMS` and a clean clone notice an edit by hand.
 * @param inputs checksums of what the files were made from, by path relative to the folder: a list that does not
 * fit the input any more is out of date. @default none
 */
export const withSums = (files: Files, inputs: ReadonlyMap<string, string> = new Map()): Files => {
  const sums = new Map([...inputs, ...[...files].map(([name, text]) => [name, sha256(text)] as const)]);
  const lines = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sum]) => `${sum}  ${name}\n`);
  return new Map([...files, [SUMS, lines.join('')]]);
};

/** Reads every file of a flat folder. A folder that does not exist has no files. */
export const readFolder = (folder: string): Files => {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(names.map(name => [name, readFileSync(join(folder, name), 'utf8')]));
};

/** What differs from the checksums that lie in the folder, as sentences; empty when nothing does. */
export const sumsFaults = (folder: string): readonly string[] => {
  const { [SUMS]: list, ...files } = Object.fromEntries(readFolder(folder));
  if (list === undefined) return [`${join(folder, SUMS)} is missing`];
  const expected = new Map(list.split('\n').filter(Boolean).map(parseSum));
  const unlisted = Object.keys(files).filter(name => !expected.has(name));
  return [
    ...[...expected].flatMap(([name, sum]) => sumFault(folder, name, sum)),
    ...unlisted.map(name => `${join(folder, name)} is not in ${SUMS}: it is stale or was put there by hand`),
  ];
};

const parseSum = (line: string): readonly [name: string, sum: string] => [line.slice(66), line.slice(0, 64)];

const sumFault = (folder: string, name: string, sum: string): readonly string[] => {
  const file = join(folder, name);
  if (!existsSync(file)) return [`${file} is missing`];
  const got = sha256(readFileSync(file));
  return got === sum ? [] : [`${file} has SHA-256 ${got}, expected ${sum}`];
};

/** What differs between a folder and the files it should hold, as sentences; empty when nothing does. */
export const folderFaults = (folder: string, expected: Files): readonly string[] => {
  const found = readFolder(folder);
  const names = [...new Set([...expected.keys(), ...found.keys()])].sort();
  return names.flatMap(name => {
    if (!found.has(name)) return [`${join(folder, name)} is missing`];
    if (!expected.has(name)) return [`${join(folder, name)} is stale`];
    return found.get(name) === expected.get(name) ? [] : [`${join(folder, name)} differs from what is generated`];
  });
};

/**
 * Replaces a generated folder: writes the files in `.cache` beside it and swaps by two renames, so that a
 * failure leaves the old folder or the new one, never a mixture. Files that are not listed are gone. Writes nothing if nothing differs.
 */
export const replaceFolder = (folder: string, files: Files): void => {
  if (folderFaults(folder, files).length === 0) return;
  const staged = (suffix: string): string => join(dirname(folder), '.cache', `${basename(folder)}.${suffix}`);
  const [next, old] = [staged('next'), staged('old')] as const;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(next, name), text);
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(next, folder);
  rmSync(old, { recursive: true, force: true });
};
