import { join, resolve } from 'node:path';
import { headerOf, renderCrds } from './crds-render';
import { fromFolder, fromUpstream, type ReadSource } from './crds-upstream';
import { folderFaults, readFolder, replaceFolder, sumsFaults, SUMS } from './generated-folder';
import { type CrdSource, sources } from './sources';

const FOLDER = resolve(__dirname, '../../crds');

/**
 * What is wrong with a committed crds/, told without the upstream files: edits by hand, stale files, and files made
 * from another source than the list names.
 */
export const crdsFaults = (folder: string, list: readonly CrdSource[]): readonly string[] => {
  const files = readFolder(folder);
  const named = new Map(list.map(source => [`${source.name}.yaml`, headerOf(source)]));
  return [
    ...sumsFaults(folder),
    ...[...named].flatMap(([name, header]) => {
      const text = files.get(name);
      if (text === undefined) return [`${join(folder, name)} is missing`];
      return text.startsWith(`${header}\n`)
        ? []
        : [`${join(folder, name)} was made from another source than the list's`];
    }),
    ...[...files.keys()]
      .filter(name => name !== SUMS && !named.has(name))
      .map(name => `${join(folder, name)} is not in the list`),
  ];
};

/**
 * Makes crds/: reads and verifies every source first, then writes the folder as a whole.
 * @throws when a source cannot be read or has the wrong checksum; the folder is then untouched
 */
export const makeCrds = async (folder: string, list: readonly CrdSource[], read: ReadSource): Promise<void> =>
  replaceFolder(folder, await renderCrds(list, read));

const check = async (upstream: string | undefined): Promise<void> => {
  const told = crdsFaults(FOLDER, sources);
  const faults =
    told.length > 0 || upstream === undefined
      ? told
      : folderFaults(FOLDER, await renderCrds(sources, fromFolder(upstream)));
  if (faults.length > 0)
    throw new Error(
      `crds/ is not what \`npm run crds\` makes:\n  ${faults.join('\n  ')}\n  run \`npm run crds\`, or take the committed files back`,
    );
};

/** `npm run crds [-- --check]`: makes crds/, or tells whether the committed one is what it would make. */
const main = (): Promise<void> => {
  const upstream = process.env['GARAM_CRDS'];
  if (process.argv.includes('--check')) return check(upstream);
  return makeCrds(FOLDER, sources, upstream === undefined ? fromUpstream : fromFolder(upstream));
};

if (require.main === module) {
  main().catch((reason: unknown) => {
    console.error(`crds: ${reason instanceof Error ? reason.message : String(reason)}`);
    process.exitCode = 1;
  });
}
