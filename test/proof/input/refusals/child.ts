import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { tell } from '../../../../src/cli/failure';
import { repository } from '../../../../src/cli/project';
import { Voice } from '../../../../src/cli/terminal';
import { isAssumed } from '../../../../src/constructs/structure';
import type { Environment } from '../../../../src/environments/environment';
import type { Fact } from '../../../../src/model';
import type { RefusedCall, Told } from './calls';

// Runs in a copy of the repository: loads the environments with each call in turn, and tells what people would read.
const ROOT = resolve(__dirname, '../../../..');
const ENVIRONMENTS = join(ROOT, 'src/environments');
const [input = '', output = ''] = process.argv.slice(2);

const again = createRequire(__filename);

/** ts-node keeps the map from emitted lines to written ones of a file's first text; each text here has its own. */
const maps = createRequire(again.resolve('ts-node'))('@cspotcode/source-map-support') as {
  install(options: { readonly environment: 'node'; readonly emptyCacheBetweenOperations: boolean }): void;
};
maps.install({ environment: 'node', emptyCacheBetweenOperations: true });

/** Reads the environments' files again, changed as they are. */
function load(): readonly Environment[] {
  for (const path of Object.keys(again.cache)) if (path.startsWith(ENVIRONMENTS)) delete again.cache[path];
  return (again(ENVIRONMENTS) as { readonly environments: readonly Environment[] }).environments;
}

/** Works while another text stands in the call's place. */
async function withCall<T>({ file, start, end }: RefusedCall, call: string, work: () => T | Promise<T>): Promise<T> {
  const path = join(ROOT, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, start) + call + text.slice(end));
  try {
    return await work();
  } finally {
    writeFileSync(path, text);
  }
}

/** Environment and path of every value that the marked call makes. */
function marked(environment: Environment): string[] {
  const found: string[] = [];
  const visit = (value: unknown, path: readonly string[]): void => {
    if (isAssumed(value as Fact<unknown>)) return visit((value as { readonly value: unknown }).value, path);
    if (typeof value !== 'object' || value === null) return;
    if (isMark(value)) found.push(`${environment.name}, ${path.join('.')}`);
    else for (const [key, member] of Object.entries(value)) visit(member, [...path, key]);
  };
  const { systems, ...rest } = environment;
  visit(rest, []);
  for (const { id, props } of systems) visit(props, ['systems', id]);
  return found;
}

const isMark = (value: object): boolean => {
  const { amount, count, min, requests } = value as Readonly<Record<string, unknown>>;
  const cpu = (requests as { readonly cpu?: unknown } | undefined)?.cpu;
  return amount === 977 || count === 977 || min === 977 || cpu === '977m';
};

async function toldOf(call: RefusedCall): Promise<Told> {
  const places = await withCall(call, call.mark, () => load().flatMap(marked));
  let text = '';
  const terminal = { out: () => {}, err: (part: string) => (text += part), colour: { out: false, err: false } };
  const exit = await withCall(call, call.spoilt, async () => {
    try {
      load();
      return 0;
    } catch (error) {
      // The types are right, and asking the compiler each time would take minutes.
      return tell(error, { ...repository, compileErrors: async () => [] }, new Voice(terminal, {}));
    }
  });
  return { exit, text, places };
}

async function main(): Promise<void> {
  const calls = JSON.parse(readFileSync(input, 'utf8')) as readonly RefusedCall[];
  const told: Told[] = [];
  for (const call of calls) told.push(await toldOf(call));
  writeFileSync(output, JSON.stringify(told));
}

void main();
