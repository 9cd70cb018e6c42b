import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { folder, postgresPrograms } from './pod';

/** Writes the checksum that a backup of this content would have. */
export const sealed = (path: string): void =>
  writeFileSync(
    `${path}.sha256`,
    `${createHash('sha256').update(readFileSync(path)).digest('hex')}  ${path.split('/').at(-1)}\n`,
  );

/** A folder of programs that come before the machine's. */
export function programs(scripts: Readonly<Record<string, string>>): string {
  const path = folder('programs');
  for (const [name, text] of Object.entries(scripts)) writeFileSync(join(path, name), text, { mode: 0o755 });
  return `${path}:${postgresPrograms()}:/usr/bin`;
}

/** Changes one bit in the middle of a file. */
export function flip(path: string): void {
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(path, bytes);
}

/** Gives a backup the checksum of another file. */
export function other(path: string): void {
  const another = path.replace(/\d{8}T/, '20200101T');
  writeFileSync(another, 'another');
  sealed(another);
  copyFileSync(`${another}.sha256`, `${path}.sha256`);
}

/** Leaves half of a dump in a file that is whole as a file. */
export function cut(path: string): void {
  const text = gunzipSync(readFileSync(path)).toString();
  writeFileSync(path, gzipSync(text.slice(0, text.length / 2)));
}

/** Names and contents of a folder, but for the lock. */
export function listing(store: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(store)
      .filter(name => name !== '.lock')
      .sort()
      .map(name => [
        name,
        createHash('sha256')
          .update(readFileSync(join(store, name)))
          .digest('hex'),
      ]),
  );
}

/** Waits until something is so. */
export async function eventually(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 90_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error('not within 90 s');
    await new Promise(resolve => setTimeout(resolve, 1));
  }
}
