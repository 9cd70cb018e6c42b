import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './generated-folder';
import type { CrdSource } from './sources';

/** Reads the bytes of one source; throws with a sentence that says what to do when it cannot. */
export type ReadSource = (source: CrdSource) => Promise<Uint8Array>;

/** Where a source is published. */
export const upstreamUrl = ({ repository, tag, path }: CrdSource): string =>
  `https://raw.githubusercontent.com/${repository}/${tag}/${path}`;

/** Reads sources from a folder that holds `<plural>.<group>.yaml`, stand-ins also below `derived/`. */
export const fromFolder =
  (folder: string): ReadSource =>
  async ({ name }) => {
    const places = [join(folder, `${name}.yaml`), join(folder, 'derived', `${name}.yaml`)];
    const found = places.find(place => existsSync(place));
    if (found === undefined) throw new Error(`${name}: there is no ${places[0]}; put the upstream file there`);
    return readFileSync(found);
  };

/** Milliseconds after which a download is given up. */
const PATIENCE_MS = 60_000;

/** Downloads sources from where they are published. */
export const fromUpstream: ReadSource = async source => {
  const elsewhere = `or set GARAM_CRDS to a folder that holds ${source.name}.yaml`;
  if (source.standIn !== undefined) throw new Error(`${source.name}: a stand-in is published nowhere; ${elsewhere}`);
  const url = upstreamUrl(source);
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((reason: unknown) => {
    throw new Error(`${source.name}: cannot reach ${url} (${reasonOf(reason)}); connect to the internet, ${elsewhere}`);
  });
  if (!answer.ok) throw new Error(`${source.name}: ${url} answers ${answer.status}; correct its source, ${elsewhere}`);
  return new Uint8Array(await answer.arrayBuffer());
};

const reasonOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

const checksumFault = (source: CrdSource, got: string): Error =>
  new Error(
    `${source.name}: wrong checksum of ${source.repository} ${source.tag} ${source.path}\n` +
      `    expected ${source.sha256}\n    got      ${got}\n` +
      '    take the file of exactly that tag; if upstream really changed it, review the change and correct sha256 ' +
      'in src/codegen/sources/',
  );

const readVerified = async (source: CrdSource, read: ReadSource): Promise<string> => {
  const bytes = await read(source);
  const got = sha256(bytes);
  if (got !== source.sha256) throw checksumFault(source, got);
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
};

/**
 * Reads all sources and verifies every checksum before it gives out any text.
 * @throws one error that names every source that cannot be read or has the wrong checksum
 */
export const readSources = async (
  sources: readonly CrdSource[],
  read: ReadSource,
): Promise<ReadonlyMap<CrdSource, string>> => {
  const results = await Promise.allSettled(sources.map(source => readVerified(source, read)));
  const faults = results.flatMap(result => (result.status === 'rejected' ? [reasonOf(result.reason)] : []));
  if (faults.length > 0) throw new Error(`nothing was written:\n  ${faults.join('\n  ')}`);
  const texts = results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
  return new Map(sources.map((source, index) => [source, texts[index] ?? '']));
};
