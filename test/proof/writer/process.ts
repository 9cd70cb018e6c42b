import { transformSync } from '@swc/core';
import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import * as fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { newRoot } from './fixture';
import type { Order, Outcome } from './child';

const REPOSITORY = resolve(__dirname, '../../..');
const ENTRY = 'test/proof/writer/child.ts';

/**
 * Compiles the writer and the children's entry once, so that a child starts as fast as Node does.
 * @returns the entry; any user may read it
 */
export function compileChild(): string {
  const target = newRoot();
  fs.chmodSync(target, 0o755);
  const writer = 'src/synth/writer';
  const sources = fs.readdirSync(join(REPOSITORY, writer)).map(name => `${writer}/${name}`);
  for (const source of [...sources, ENTRY, 'test/proof/writer/fixture.ts', 'test/seeded.ts']) {
    const file = join(target, source.replace(/\.ts$/, '.js'));
    fs.mkdirSync(dirname(file), { recursive: true });
    fs.writeFileSync(file, compiled(fs.readFileSync(join(REPOSITORY, source), 'utf8')));
  }
  return join(target, ENTRY.replace(/\.ts$/, '.js'));
}

function compiled(source: string): string {
  const jsc = { parser: { syntax: 'typescript' }, target: 'es2022' } as const;
  return transformSync(source, { jsc, module: { type: 'commonjs' }, configFile: false, swcrc: false }).code;
}

/** A child that runs. */
export interface Child {
  readonly process: ChildProcess;
  /** When it runs, and waits for its signal if it has one. */
  readonly ready: Promise<void>;
  /** When it is about to carry out its order. */
  readonly begun: Promise<void>;
  /** How it ended; `undefined` when it was killed. */
  readonly ended: Promise<Outcome | undefined>;
}

/** Starts a child, through another command if one is named (`sh -c …`, which finds the command in "$@"). */
export function start(entry: string, order: Order, options: SpawnOptions = {}, through: readonly string[] = []): Child {
  const [command = '', ...args] = [...through, process.execPath, entry, JSON.stringify(order)];
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout?.on('data', chunk => (output += String(chunk)));
  const said = (word: string): Promise<void> =>
    new Promise(done => {
      child.stdout?.on('data', () => {
        if (output.includes(`${word}\n`)) done();
      });
      child.on('close', () => done());
    });
  const ended = new Promise<Outcome | undefined>(done => {
    child.on('close', () => {
      const outcome = output.split('begun\n')[1]?.trim();
      done(outcome ? (JSON.parse(outcome) as Outcome) : undefined);
    });
  });
  return { process: child, ready: said('ready'), begun: said('begun'), ended };
}

/** Runs a child to its end. */
export async function outcomeOf(...args: Parameters<typeof start>): Promise<Outcome> {
  const outcome = await start(...args).ended;
  if (!outcome) throw new Error('the child ended without an outcome');
  return outcome;
}
