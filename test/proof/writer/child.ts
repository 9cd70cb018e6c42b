import * as fs from 'node:fs';
import { locked } from '../../../src/synth/writer/lock';
import { nodeFileSystem } from '../../../src/synth/writer/file-system';
import { Workplace } from '../../../src/synth/writer/workplace';
import { WriteError } from '../../../src/synth/writer/write-error';
import { recover, write } from '../../../src/synth/writer/writer';
import { contents, watched } from './fixture';

/*
 * What a proof's child process does; its one argument is the order, its last line of output the outcome.
 */

/** What the child is to do. */
export interface Order {
  readonly root: string;
  readonly verb: 'write' | 'recover' | 'take turns' | 'hold';
  /** Of `contents`. @default 0 */
  readonly seed?: number;
  /** Of `contents`. @default 0 */
  readonly size?: number;
  /** Milliseconds that each rename takes longer, so that a kill finds the moments between two. @default 0 */
  readonly slow?: number;
  /** File to wait for, so that all children begin at once. @default none */
  readonly signal?: string;
  /** @default the shell's */
  readonly umask?: number;
}

/** How it went. */
export interface Outcome {
  readonly milliseconds: number;
  readonly error?: { readonly name: string; readonly message: string; readonly where: string; readonly mend: string };
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Milliseconds that a run waits for the others, and that one holds the lock which nobody kills: twenty of them write one after the other, beside whatever else there is. */
const TURN = 300_000;

/** Ten times in and out of the lock; the log shows whether two were in at once. */
function takeTurns(root: string): void {
  for (let turn = 0; turn < 10; turn++) {
    locked(new Workplace(nodeFileSystem, root), TURN, () => {
      fs.appendFileSync(`${root}/log`, `in ${process.pid}\n`);
      pause(1);
      fs.appendFileSync(`${root}/log`, `out ${process.pid}\n`);
    });
  }
}

function carryOut({ root, verb, seed = 0, size = 0, slow = 0 }: Order): void {
  const fileSystem = watched(method => {
    if (slow > 0 && method === 'rename') pause(slow);
  });
  if (verb === 'write') write(root, contents(seed, size), { fileSystem, wait: TURN });
  if (verb === 'recover') recover(root, { fileSystem, wait: TURN });
  if (verb === 'take turns') takeTurns(root);
  if (verb === 'hold') locked(new Workplace(nodeFileSystem, root), 0, () => pause(TURN));
}

function outcomeOf(order: Order): Outcome {
  const begin = performance.now();
  try {
    carryOut(order);
    return { milliseconds: performance.now() - begin };
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const { name, message, where, mend } = error;
    return { milliseconds: performance.now() - begin, error: { name, message, where, mend } };
  }
}

function main(): void {
  const order = JSON.parse(process.argv[2] ?? '') as Order;
  if (order.umask !== undefined) process.umask(order.umask);
  fs.writeSync(1, 'ready\n');
  while (order.signal !== undefined && !fs.existsSync(order.signal)) pause(1);
  fs.writeSync(1, 'begun\n');
  fs.writeSync(1, `${JSON.stringify(outcomeOf(order))}\n`);
}

if (require.main === module) main();
