import * as fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { recover } from '../../../src/synth/writer';
import { TENTH } from '../tenth';
import { contents, lay, leftovers, newRoot, print, removeRoot, treesOf } from './fixture';
import { compileChild, outcomeOf, start, type Child } from './process';

const ROUNDS = TENTH ? 1 : 5;
const RUNS = Array.from({ length: 20 }, (_, seed) => seed);
const SIZE = 200;

const entry = compileChild();
let root = '';
beforeEach(() => (root = newRoot()));
afterEach(() => removeRoot(root));
afterAll(() => removeRoot(resolve(dirname(entry), '../../..')));

/** Gives children that wait for it their signal, when all of them do. */
async function begin(children: readonly Child[], signal: string): Promise<void> {
  await Promise.all(children.map(({ ready }) => ready));
  fs.writeFileSync(signal, '');
}

/** Leaves the lock of a process that was killed while it held it. */
async function leaveStaleLock(): Promise<void> {
  const holder = start(entry, { root, verb: 'hold' });
  await holder.begun;
  while (!fs.existsSync(join(root, '.garam/lock'))) await new Promise(done => setTimeout(done, 1));
  holder.process.kill('SIGKILL');
  await holder.ended;
}

test(`20 runs at once leave exactly one of their contents, in each of ${ROUNDS} rounds`, async () => {
  const signal = `${root}-go`;
  lay(root, contents(100, SIZE));
  for (let round = 0; round < ROUNDS; round++) {
    await leaveStaleLock();
    const children = RUNS.map(run => start(entry, { root, verb: 'write', seed: 20 * round + run, size: SIZE, signal }));
    await begin(children, signal);
    const outcomes = await Promise.all(children.map(child => child.ended));
    fs.rmSync(signal);
    expect(outcomes.map(outcome => outcome?.error)).toEqual(RUNS.map(() => undefined));
    const valid = RUNS.map(run => print(contents(20 * round + run, SIZE)));
    expect(valid.includes(treesOf(root))).toBe(true);
    expect(leftovers(root)).toEqual([]);
  }
});

test('a stale lock is taken over by one of 20 contenders at a time', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    await leaveStaleLock();
    const signal = join(root, 'go');
    const children = RUNS.map(() => start(entry, { root, verb: 'take turns', signal }));
    await begin(children, signal);
    expect((await Promise.all(children.map(child => child.ended))).filter(outcome => outcome?.error)).toEqual([]);
    const log = fs.readFileSync(join(root, 'log'), 'utf8').trim().split('\n');
    expect(log).toHaveLength(RUNS.length * 10 * 2);
    const nested = log.filter((line, at) => at % 2 === 1 && line !== log[at - 1]?.replace('in', 'out'));
    expect(nested).toEqual([]);
    [signal, join(root, 'log')].forEach(removeRoot);
  }
});

test('a run that waits in vain ends with the number of the process that writes', async () => {
  const holder = start(entry, { root, verb: 'hold' });
  await holder.begun;
  while (!fs.existsSync(join(root, '.garam/lock'))) await new Promise(done => setTimeout(done, 1));
  const { error } = await outcomeOf(entry, { root, verb: 'hold' });
  expect(error).toMatchObject({
    name: 'WriteError',
    message: `another run of garam is writing here (process ${holder.process.pid})`,
    where: '.garam/lock',
  });
  holder.process.kill('SIGKILL');
  await holder.ended;
  recover(root);
  expect(leftovers(root)).toEqual([]);
});
