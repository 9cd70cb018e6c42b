import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from '../src/delivery';
import { environments } from '../src/environments';
import { forgetWorkspaces, workspace, type Typings } from './workspace';

/** One way to make the manifests, as a command in a workspace. */
interface Way {
  readonly name: 'ours' | 'stock';
  /** Program, from the workspace's root. */
  readonly program: string;
  readonly project: string;
  readonly typings: Typings;
}

/** What one run took. */
interface Run {
  readonly seconds: number;
  /** Seconds of processor time, of the system's calls too: steadier than the wall's on a busy machine. */
  readonly cpu: number;
  /** Highest resident memory. */
  readonly mebibytes: number;
}

type Runs = Record<Way['name'], Run>;

/** `npm start`: model, gates, both trees, generated pages. */
const OURS: Way = { name: 'ours', program: 'src/main.ts', project: 'tsconfig.json', typings: 'compiled' };
const STOCK: Way = {
  name: 'stock',
  program: 'bench/stock.ts',
  project: 'bench/tsconfig.stock.json',
  typings: 'typescript',
};
const SAME_WORK: Way = { ...OURS, program: 'bench/same-work.ts' };

const OUTPUT = ['dist', 'argocd', '.garam'];

/** Runs a way once, cold: nothing of a run before lies there. */
function run({ name, program, project }: Way, root: string): Run {
  for (const output of OUTPUT) rmSync(join(root, output), { recursive: true, force: true });
  const env = { ...process.env, TS_NODE_PROJECT: join(root, project) };
  const args = ['-r', 'ts-node/register', '-r', './bench/measure.ts', program];
  const started = performance.now();
  const child = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const seconds = (performance.now() - started) / 1000;
  if (child.status !== 0) throw new Error(`${name} in ${root} failed:\n${child.stderr || child.stdout}`);
  return { seconds, ...(JSON.parse(child.output[3] ?? '') as Pick<Run, 'cpu' | 'mebibytes'>) };
}

/** Texts of all objects of dist/, sorted: the two ways lay files out differently. */
function texts(root: string): string[] {
  return readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.yaml') && entry.name !== 'kustomization.yaml')
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .sort();
}

function requireSameTexts([ours = [], stock = []]: readonly string[][]): void {
  const differing = ours.filter((text, index) => text !== stock[index]).length;
  if (ours.length === stock.length && differing === 0) return;
  throw new Error(`ours has ${ours.length} objects, stock ${stock.length}; ${differing} texts differ`);
}

/** Both ways in turn, so that a busy machine hits both, after every object's text was compared; the medians. */
function paired(ways: readonly [Way, Way], roots: Readonly<Record<Typings, string>>, rounds: number): Runs {
  const runs = { ours: [] as Run[], stock: [] as Run[] };
  for (let round = 0; round < rounds; round++) {
    const written = ways.map(way => {
      runs[way.name].push(run(way, roots[way.typings]));
      return round === 0 ? texts(roots[way.typings]) : [];
    });
    requireSameTexts(written);
  }
  return { ours: median(runs.ours), stock: median(runs.stock) };
}

function median(runs: readonly Run[]): Run {
  const middle = (of: keyof Run): number =>
    runs.map(each => each[of]).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? NaN;
  return { seconds: middle('seconds'), cpu: middle('cpu'), mebibytes: middle('mebibytes') };
}

const names = environments.map(({ name }) => name);
const perCopy = deliver(environments).manifests.filter(({ tree }) => tree === 'dist').length;

/** Compares both ways over about so many objects of dist/. @returns seconds of our whole command */
function compare(objects: number, rounds: number): number {
  const count = Math.max(1, Math.round(objects / perCopy));
  const roots = {
    compiled: workspace('compiled', names, count),
    typescript: workspace('typescript', names, count),
  };
  console.log(`\n${count * perCopy} objects of ${count * names.length} environments`);
  const whole = paired([OURS, STOCK], roots, rounds);
  tell('whole command', whole);
  const sameWork = paired([SAME_WORK, STOCK], roots, 1);
  tell('constructs to bytes', sameWork);
  tellPhases(roots.compiled);
  return whole.ours.cpu;
}

function tell(what: string, { ours, stock }: Runs): void {
  const figures = ({ seconds, cpu, mebibytes }: Run): string =>
    `${seconds.toFixed(1)} s (cpu ${cpu.toFixed(1)}), ${mebibytes.toFixed(0)} MiB`;
  const ratio = (of: keyof Run): string => (stock[of] / ours[of]).toFixed(1);
  console.log(
    `  ${what.padEnd(20)} ours ${figures(ours).padEnd(28)} stock ${figures(stock).padEnd(28)} ` +
      `${ratio('seconds')} × faster (cpu ${ratio('cpu')} ×), ${(ours.mebibytes / stock.mebibytes).toFixed(2)} of the memory`,
  );
}

/** Seconds of processor time of each part of the work, in our workspace. */
function tellPhases(root: string): void {
  const env = { ...process.env, TS_NODE_PROJECT: join(root, OURS.project) };
  const args = ['-r', 'ts-node/register', 'bench/phases.ts'];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`phases in ${root} failed:\n${stderr}`);
  const phases = Object.entries(JSON.parse(stdout) as Readonly<Record<string, number>>);
  console.log(`  cpu seconds: ${phases.map(([name, seconds]) => `${name} ${seconds.toFixed(2)}`).join('; ')}`);
}

forgetWorkspaces();
console.log('ours: npm start. stock: ts-node with type checks and App.synth(). Every object’s text is compared.');
compare(perCopy, 3);
const thousand = compare(1000, 3);
const tenThousand = compare(10_000, 1);
console.log(`\nfrom 1,000 to 10,000 objects: ours × ${(tenThousand / thousand).toFixed(1)} processor time`);
forgetWorkspaces();
