import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { breaks, type Break } from './breaks';

// Plants each break into a copy of the repository and runs the proof there, which has to be red for it:
// `npx ts-node test/e2e/breaks/run.ts [number…]`. What never comes is waited for: each takes one to fifteen minutes.

const ROOT = resolve(__dirname, '../../..');
/** What is planted into. */
const TREES = ['dist', 'argocd'];
/** What else a proof reads, as it lies in the tree. */
const REST = ['bin', 'crds', 'imports', 'schemas', 'src', 'test', 'tools', 'jest.config.js', 'tsconfig.json'];

/** HEAD's history with the tree's files, so that the last release is found as in the repository itself. */
function copyOfRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'garam-breaks-'));
  execFileSync('git', ['clone', '--quiet', ROOT, copy]);
  for (const name of REST) {
    rmSync(join(copy, name), { recursive: true, force: true });
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** @throws Error when the break changes nothing: then it proves nothing */
function plant(copy: string, { name, folder, file, change }: Break): void {
  for (const tree of TREES) {
    rmSync(join(copy, tree), { recursive: true, force: true });
    cpSync(join(ROOT, tree), join(copy, tree), { recursive: true });
  }
  const found = readdirSync(join(copy, folder)).filter(each => file.test(each));
  if (found.length !== 1) throw new Error(`${name}: ${folder} has ${found.length} of ${file}`);
  const path = join(copy, folder, found[0] ?? '');
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error(`${name}: ${path} is not changed`);
  if (changed === undefined) rmSync(path);
  else writeFileSync(path, changed);
}

/** @returns what is wrong with the proof; nothing when it is red for this break */
function complaint(copy: string, each: Break): string | undefined {
  plant(copy, each);
  const [file, tests] = each.proof;
  const words = ['--config', 'test/e2e/jest.config.js', '--runInBand', `test/e2e/${file}.e2e.ts`, '-t', tests];
  const { status, stdout, stderr } = spawnSync(join(copy, 'node_modules/.bin/jest'), words, {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const said = `${stdout}${stderr}`;
  if (status === 0) return 'the proof is green';
  return each.seen.test(said) ? undefined : `the proof is red for something else:\n${said.slice(0, 4000)}`;
}

function run(numbers: readonly string[]): number {
  const copy = copyOfRepository();
  let wrong = 0;
  for (const [index, each] of breaks.entries()) {
    if (numbers.length > 0 && !numbers.includes(String(index + 1))) continue;
    const start = Date.now();
    const words = complaint(copy, each);
    if (words !== undefined) wrong++;
    const verdict = words === undefined ? `seen by ${each.proof[0]}` : `NOT SEEN: ${words}`;
    process.stdout.write(`${index + 1}. ${each.name}: ${verdict} (${Math.round((Date.now() - start) / 1000)} s)\n`);
  }
  rmSync(copy, { recursive: true });
  return wrong;
}

process.exitCode = run(process.argv.slice(2)) === 0 ? 0 : 1;
