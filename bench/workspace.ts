import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { readFolder } from '../src/codegen/generated-folder';
import { generateTypeScript } from '../src/codegen/imports-typescript';

const ROOT = resolve(__dirname, '..');
const PARTS = ['src', 'bench', 'schemas', 'imports', 'docs', 'package.json', 'tsconfig.json'];

/** How a workspace brings the typings of CRDs: compiled once, as here, or as the TypeScript that `cdk8s import` writes. */
export type Typings = 'compiled' | 'typescript';

/**
 * A repository of its own below `.cache/bench`, in which every environment stands `count` times: as files, the way a
 * repository of that size has them, each copy with a name of its own.
 * @param names names of the real environments
 * @returns its folder
 */
export function workspace(typings: Typings, names: readonly string[], count: number): string {
  const folder = join(ROOT, '.cache', 'bench', `${typings}-${count}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  if (typings === 'typescript') replaceTypings(folder);
  copyEnvironments(join(folder, 'src', 'environments'), names, count);
  return folder;
}

function replaceTypings(folder: string): void {
  const typings = join(ROOT, '.cache', 'bench', 'typings');
  if (!existsSync(typings)) generateTypings(typings);
  rmSync(join(folder, 'imports'), { recursive: true });
  cpSync(typings, join(folder, 'imports'), { recursive: true });
}

/** Generated once a run of the bench: `forgetTypings` clears it. */
function generateTypings(folder: string): void {
  const scratch = `${folder}-scratch`;
  mkdirSync(folder, { recursive: true });
  mkdirSync(scratch);
  for (const [name, text] of generateTypeScript(readFolder(join(ROOT, 'crds')), scratch)) {
    writeFileSync(join(folder, name), text);
  }
  rmSync(scratch, { recursive: true });
}

/** Removes what runs before have left. */
export function forgetWorkspaces(): void {
  rmSync(join(ROOT, '.cache', 'bench'), { recursive: true, force: true });
}

/** An environment as the list imports it: `import { fablinkDev } from './fablink-dev';`. */
const IMPORTED = /^import \{ (\w+) \} from '\.\/([\w-]+)';$/gm;

function copyEnvironments(folder: string, names: readonly string[], count: number): void {
  const list = join(folder, 'index.ts');
  const all = [...readFileSync(list, 'utf8').matchAll(IMPORTED)].map(([, variable = '', module = '']) => ({
    variable,
    module,
  }));
  if (all.length !== names.length) throw new Error(`${list}: found ${all.length} imports, expected ${names.length}`);
  const copies = Array.from({ length: count }, (_, copy) =>
    all.map(({ variable, module }) => {
      for (const entry of readdirSync(folder)) {
        if (entry !== module && !entry.startsWith(`${module}.`)) continue;
        copyRenamed(join(folder, entry), join(folder, entry.replace(module, `${module}-${copy}`)), names, copy);
      }
      return { as: `${variable}${copy}`, variable, from: `./${module}-${copy}` };
    }),
  ).flat();
  const imports = copies.map(({ as, variable, from }) => `import { ${variable} as ${as} } from '${from}';`);
  writeFileSync(
    list,
    [
      "import type { Environment } from './environment';",
      ...imports,
      `export const environments: readonly Environment[] = [${copies.map(({ as }) => as).join(', ')}];\n`,
    ].join('\n'),
  );
}

/** A copy in which the environment's name, and that of its release file, end with the copy's number. */
function copyRenamed(from: string, to: string, names: readonly string[], copy: number): void {
  if (statSync(from).isDirectory()) {
    mkdirSync(to);
    for (const entry of readdirSync(from)) copyRenamed(join(from, entry), join(to, entry), names, copy);
    return;
  }
  const text = readFileSync(from, 'utf8')
    .replace(/^( {2}name: ')([\w-]+)',$/gm, (line, before: string, name: string) =>
      names.includes(name) ? `${before}${name}-${copy}',` : line,
    )
    .replace(/(from '\.\.?\/[\w/-]+)(\.release\.json')/g, `$1-${copy}$2`);
  writeFileSync(to, text);
}
