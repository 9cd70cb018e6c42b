import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readFolder } from '../src/codegen/generated-folder';
import { generateTypeScript } from '../src/codegen/imports-typescript';

const ROOT = resolve(__dirname, '..');

/**
 * A copy of the sources as a stock project has them: the typings of `cdk8s import` are TypeScript, which ts-node
 * checks and compiles at every start.
 */
export function stockWorkspace(): string {
  const folder = join(ROOT, '.cache', 'bench', 'stock');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'imports'), { recursive: true });
  for (const part of ['src', 'bench', 'schemas', 'tsconfig.json']) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  for (const [name, text] of generateTypeScript(readFolder(join(ROOT, 'crds')), scratch)) {
    writeFileSync(join(folder, 'imports', name), text);
  }
  rmSync(scratch, { recursive: true });
  return folder;
}
