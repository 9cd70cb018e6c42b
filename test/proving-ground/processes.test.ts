import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  answersOk,
  crashProcess,
  endProcesses,
  freePorts,
  listens,
  lives,
  records,
  restartDead,
  startProcess,
  waitUntilReady,
} from '../../src/proving-ground/process';
import { startFromStat } from '../../src/proving-ground/process/process-identity';
import { keepRecord, type Rank } from '../../src/proving-ground/process/process-record';

let state: string;

beforeEach(() => (state = mkdtempSync(join(tmpdir(), 'garam-processes-'))));
afterEach(async () => {
  await endProcesses(state);
  rmSync(state, { recursive: true });
});

const shell = (role: string, rank: Rank, script: string) =>
  startProcess(state, { role, rank, path: '/bin/sh', arguments: ['-c', script] });

test('a process is kept on disk with its id, and ended by it', async () => {
  const started = shell('sleeper', 'client', 'exec sleep 60');
  expect(records(state)).toEqual([started]);
  expect(lives(started)).toBe(true);
  expect((await endProcesses(state)).map(({ role }) => role)).toEqual(['sleeper']);
  expect(lives(started)).toBe(false);
  expect(records(state)).toEqual([]);
});

test('a process that has the id of one of ours by chance is left alone', async () => {
  const bystander = shell('bystander', 'client', 'exec sleep 60');
  const other = mkdtempSync(join(tmpdir(), 'garam-processes-'));
  keepRecord(other, { ...bystander, start: `${bystander.start}0` });
  expect(await endProcesses(other)).toEqual([]);
  expect(lives(bystander)).toBe(true);
  rmSync(other, { recursive: true });
});

test('a process that crashes is started again as it was', async () => {
  const launch = { role: 'sleeper', rank: 'client', path: '/bin/sh', arguments: ['-c', 'echo "$WORD"; exec sleep 60'] };
  const first = startProcess(state, { ...launch, rank: 'client', env: { WORD: 'here' } });
  const told = (count: number) => async () => readFileSync(first.log, 'utf8') === 'here\n'.repeat(count);
  await waitUntilReady(first, told(1));
  const second = await crashProcess(state, 'sleeper');
  await waitUntilReady(second, told(2));
  expect([lives(first), lives(second)]).toEqual([false, true]);
  expect(records(state)).toEqual([second]);
  await expect(crashProcess(state, 'slepper')).rejects.toThrow('no slepper runs');
});

test('a process that crashes is back once it listens, however long it takes to start', async () => {
  const [port] = (await freePorts(1)) as [number];
  const script = `setTimeout(() => require('net').createServer().listen(${port}, '127.0.0.1'), 1500)`;
  const first = startProcess(state, {
    role: 'server',
    rank: 'client',
    path: process.execPath,
    arguments: ['-e', script],
    port,
  });
  await waitUntilReady(first, () => listens(port));
  await crashProcess(state, 'server');
  await expect(listens(port)).resolves.toBe(true);
}, 60_000);

test('what has died is started again, and what lives is left alone', async () => {
  const living = shell('sleeper', 'client', 'exec sleep 60');
  const dead = shell('dying', 'client', 'test -e died && exec sleep 60; touch died');
  await expect(waitUntilReady(dead, async () => false)).rejects.toThrow('dying has died');
  restartDead(state);
  const [again, left] = ['dying', 'sleeper'].map(role => records(state).find(each => each.role === role));
  expect(again && [again.pid === dead.pid, lives(again)]).toEqual([false, true]);
  expect(left).toEqual(living);
});

test('clients end before controllers, those before the API server, the store last', async () => {
  const log = join(state, 'ends');
  const ending = (role: string, rank: Rank) =>
    shell(role, rank, `trap 'echo ${role} >> ${log}; exit' TERM; echo up; while :; do sleep 0.05; done`);
  const started = [
    ending('etcd', 'store'),
    ending('server', 'api-server'),
    ending('kwok', 'client'),
    ending('manager', 'controller'),
  ];
  for (const each of started) await waitUntilReady(each, async () => readFileSync(each.log, 'utf8').includes('up'));
  await endProcesses(state);
  expect(readFileSync(log, 'utf8')).toBe('kwok\nmanager\nserver\netcd\n');
});

test('a process that dies before it is ready is told with the end of its log', async () => {
  const dying = shell('dying', 'client', 'echo the port is taken; exit 1');
  await expect(waitUntilReady(dying, async () => false)).rejects.toThrow(/dying has died\.[^]*the port is taken/);
});

test('a process that is never ready is told so', async () => {
  const slow = shell('slow', 'client', 'exec sleep 60');
  await expect(waitUntilReady(slow, async () => false, 0.2)).rejects.toThrow('slow is not ready after 0.2 s');
});

test('a program that does not exist is told', () => {
  const missing = () => startProcess(state, { role: 'none', rank: 'client', path: join(state, 'none'), arguments: [] });
  expect(missing).toThrow('does not start');
});

test('the start of a process is read behind any name, and a dead one has none', () => {
  const stat = (status: string, threads: number): string => {
    const fields = Array.from({ length: 40 }, (_, index) => (index === 16 ? threads : index + 4));
    return `42 (a) b (c) ${status} ${fields.join(' ')}`;
  };
  expect(startFromStat(stat('S', 1))).toBe('22');
  expect(startFromStat(stat('Z', 1))).toBeUndefined();
  // Its ports are free when the last of its threads has ended.
  expect(startFromStat(stat('Z', 2))).toBe('22');
});

test('free ports are different, also from those that were given just before', async () => {
  const ports: number[] = [];
  for (let round = 0; round < 25; round++) ports.push(...(await freePorts(8)));
  expect(new Set(ports).size).toBe(200);
});

test('who accepts and says nothing is not ready', async () => {
  const mute = createServer().listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const { port } = mute.address() as AddressInfo;
  await expect(answersOk(port, '/healthz', 200)).rejects.toThrow('no answer');
  mute.close();
});
