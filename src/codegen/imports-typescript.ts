import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { type Files, readFolder } from './generated-folder';

interface Version {
  readonly name: string;
  readonly storage: boolean;
}
interface Crd {
  readonly spec: { readonly versions: readonly Version[] };
}

/** Only the version that a server stores becomes a class: old versions would double the typings and tempt to use them. */
const withStoredVersion = (text: string): Crd => {
  const crd = parse(text) as Crd;
  return { ...crd, spec: { ...crd.spec, versions: crd.spec.versions.filter(version => version.storage) } };
};

/**
 * Generates one TypeScript module for each API group with cdk8s-cli.
 * @param crds files of crds/
 * @param scratch an empty folder, used for the program's input and output
 */
export const generateTypeScript = (crds: Files, scratch: string): Files => {
  const input = join(scratch, 'crds.yaml');
  const output = join(scratch, 'typescript');
  mkdirSync(output, { recursive: true });
  // One file for all: cdk8s-cli groups by API group itself, but of two files of one group it keeps only the last.
  const documents = [...crds].filter(([name]) => name.endsWith('.yaml')).map(([, text]) => withStoredVersion(text));
  writeFileSync(input, documents.map(document => `---\n${JSON.stringify(document)}\n`).join(''));
  const args = [
    join(dirname(require.resolve('cdk8s-cli/package.json')), 'bin/cdk8s'),
    'import',
    input,
    '--language',
    'typescript',
    '--output',
    output,
  ];
  // What the program says on its way stays unseen unless it fails: then it is part of the error.
  execFileSync(process.execPath, [...args, '--no-save', '--no-check-upgrade'], { stdio: 'pipe' });
  return readFolder(output);
};
