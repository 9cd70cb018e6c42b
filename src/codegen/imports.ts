import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type Files,
  folderFaults,
  readFolder,
  replaceFolder,
  sha256,
  sumsFaults,
  SUMS,
  withSums,
} from './generated-folder';
import { compile } from './imports-compile';
import { generateTypeScript } from './imports-typescript';

const ROOT = resolve(__dirname, '../..');
const CRDS = join(ROOT, 'crds');
const IMPORTS = join(ROOT, 'imports');

/** Every file of imports/, made from the files of crds/. The list of checksums also holds that of crds/SUMS. */
export const renderImports = (crds: Files, folder: string): Files => {
  const scratch = mkdtempSync(join(tmpdir(), 'garam-imports-'));
  try {
    const compiled = compile(generateTypeScript(crds, scratch), folder);
    return withSums(compiled, new Map([['../crds/SUMS', sha256(crds.get(SUMS) ?? '')]]));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

const refuse = (folder: string, command: string, faults: readonly string[]): void => {
  if (faults.length === 0) return;
  const remedy = `run \`npm run ${command}\`, or take the committed files back`;
  throw new Error(`${folder} is not what \`npm run ${command}\` makes:\n  ${faults.join('\n  ')}\n  ${remedy}`);
};

/** `npm run import [-- --check]`: makes imports/ from crds/, or tells whether the committed one is what it would make. */
const main = (): void => {
  refuse('crds/', 'crds', sumsFaults(CRDS));
  const files = renderImports(readFolder(CRDS), IMPORTS);
  if (!process.argv.includes('--check')) return replaceFolder(IMPORTS, files);
  refuse('imports/', 'import', folderFaults(IMPORTS, files));
};

if (require.main === module) {
  try {
    main();
  } catch (reason) {
    console.error(`import: ${reason instanceof Error ? reason.message : String(reason)}`);
    process.exitCode = 1;
  }
}
