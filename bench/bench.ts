import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deliver } from '../src/delivery';
import { environments } from '../src/environments';
import { stockWorkspace } from './stock-workspace';

/** One way to make the manifests: `bench/<name>.ts`, run by ts-node under `bench/tsconfig.<name>.json`. */
interface Way {
  readonly name: 'ours' | 'stock';
  /** Where its sources are. */
  readonly root: string;
  /** Where the way puts its manifests. */
  readonly output: (folder: string) => string;
}

interface Run {
  readonly seconds: number;
  readonly mebibytes: number;
}

const ROOT = resolve(__dirname, '..');
const OURS: Way = { name: 'ours', root: ROOT, output: folder => join(folder, 'dist') };
const STOCK: Way = { name: 'stock', root: stockWorkspace(), output: folder => folder };

/** Runs one way once, in a process and a folder of its own. */
function run(way: Way, count: number, read?: (folder: string) => void): Run {
  const folder = mkdtempSync(join(tmpdir(), 'garam-bench-'));
  const args = ['-r', 'ts-node/register', join(way.root, 'bench', `${way.name}.ts`), String(count), folder];
  const started = performance.now();
  const env = { ...process.env, TS_NODE_PROJECT: join(way.root, 'bench', `tsconfig.${way.name}.json`) };
  const child = spawnSync(process.execPath, ['--max-old-space-size=8192', ...args], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  const seconds = (performance.now() - started) / 1000;
  if (child.status !== 0) throw new Error(`${way.name} × ${count} failed:\n${child.stderr}`);
  read?.(way.output(folder));
  rmSync(folder, { recursive: true });
  const { kibibytes } = JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as { kibibytes: number };
  return { seconds, mebibytes: kibibytes / 1024 };
}

/** Texts of all objects below a folder, sorted: the two ways lay files out differently. */
function texts(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.yaml') && entry.name !== 'kustomization.yaml')
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .sort();
}

function sameTexts(count: number): number {
  const seen: string[][] = [];
  for (const way of [OURS, STOCK]) run(way, count, folder => seen.push(texts(folder)));
  const [ours = [], stock = []] = seen;
  const differing = ours.filter((text, index) => text !== stock[index]).length;
  if (ours.length !== stock.length || differing > 0) {
    throw new Error(`ours has ${ours.length} objects, stock ${stock.length}; ${differing} texts differ`);
  }
  return ours.length;
}

/** Both ways in turn, so that a busy machine hits both; the medians. */
function paired(count: number, rounds: number): Record<Way['name'], Run> {
  const runs = { ours: [] as Run[], stock: [] as Run[] };
  for (let round = 0; round < rounds; round++) {
    for (const way of [OURS, STOCK]) runs[way.name].push(run(way, count));
  }
  return { ours: median(runs.ours), stock: median(runs.stock) };
}

function median(runs: readonly Run[]): Run {
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  return { seconds: middle(runs.map(each => each.seconds)), mebibytes: middle(runs.map(each => each.mebibytes)) };
}

const perCopy = deliver(environments).manifests.filter(manifest => manifest.tree === 'dist').length;
const copiesFor = (objects: number): number => Math.max(1, Math.round(objects / perCopy));

function compare(objects: number, rounds: number): Record<Way['name'], Run> {
  const count = copiesFor(objects);
  const result = paired(count, rounds);
  const { ours, stock } = result;
  const row = [
    `${count * perCopy} objects`.padStart(14),
    `ours ${ours.seconds.toFixed(2)} s, ${ours.mebibytes.toFixed(0)} MiB`.padStart(24),
    `stock ${stock.seconds.toFixed(2)} s, ${stock.mebibytes.toFixed(0)} MiB`.padStart(26),
    `${(stock.seconds / ours.seconds).toFixed(1)} × faster`.padStart(15),
    `${(ours.mebibytes / stock.mebibytes).toFixed(2)} of the memory`,
  ];
  console.log(row.join('  '));
  return result;
}

console.log(`${sameTexts(3)} objects: every text the same in both ways`);
compare(perCopy, 3);
const thousand = compare(1000, 3);
const tenThousand = compare(10_000, 1);
const growth = (tenThousand.ours.seconds / thousand.ours.seconds).toFixed(1);
console.log(`from 1,000 to 10,000 objects: ours × ${growth}`);
