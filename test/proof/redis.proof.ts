import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { RedisCache } from '../../src/constructs/data-store';
import { fixed } from '../../src/constructs/scaling';
import { size } from '../../src/constructs/workload';
import { freePorts } from '../../src/proving-ground/process';
import { objectsOf, TEST_CLUSTER, testSystem, WATCHER } from '../constructs/place';
import { folder, killHard, processesOf, removeFolders, startPod, type PodSpec, type Running } from './backup/pod';
import { PASSWORD } from './backup/server';

const MAX = 512 * 1024 * 1024; // TG-04

/** How many keys there are from one number to another. */
const COUNT = `local n = 0
  for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do n = n + redis.call('exists', 'key-' .. i) end
  return n`;

const objects = (() => {
  const system = testSystem(TEST_CLUSTER, WATCHER);
  new RedisCache(system.app, 'redis', {
    namespace: 'shop',
    image: { repository: 'docker.io/library/redis', tag: '7.2.11-bookworm' },
    size: size('100m', '256Mi', '500m', '1Gi'),
    replicas: fixed(1),
    maxMemory: '512mb',
    eviction: 'allkeys-lru',
    password: { secret: 'redis', key: 'password' },
    watched: { password: { secret: 'redis-exporter', key: 'password' }, requirements: ['MM-08'] },
  });
  return objectsOf(system);
})();

const pod = (
  objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'redis') as unknown as {
    readonly spec: { readonly template: { readonly spec: PodSpec } };
  }
).spec.template.spec;

/** Password of the account that watches: quotes, backslash, spaces, Hangul. */
const WATCHING = `an"other's \\x41 >비밀 `;

interface Redis {
  readonly running: Running;
  /** What redis-cli prints, with the password unless told otherwise. */
  readonly ask: (words: readonly string[], password?: string, user?: string) => string;
  /** Sends commands without waiting for each answer. */
  readonly pour: (commands: Iterable<string>) => Promise<void>;
}

/** The Deployment's pod with its own command and files; the port is the only thing changed: 6379 may be taken. */
async function start(password: string, claims: Readonly<Record<string, string>> = {}): Promise<Redis> {
  const [port = 0] = await freePorts(1);
  const changed = objects.map(object =>
    object.kind === 'ConfigMap'
      ? { ...object, data: { 'redis.conf': textOf(object).replace('port 6379', `port ${port}`) } }
      : object,
  );
  const running = startPod(pod, {
    objects: changed,
    claims,
    values: { 'redis/password': password, 'redis-exporter/password': WATCHING },
  });
  let early: string | undefined;
  void running.ended.then(({ output }) => (early = output));
  const ask: Redis['ask'] = (words, own = password, user) =>
    execFileSync('redis-cli', ['-e', '-p', String(port), ...(user ? ['--user', user] : []), ...words], {
      encoding: 'utf8',
      stdio: 'pipe',
      env: { PATH: process.env['PATH'], ...(own !== '' && { REDISCLI_AUTH: own }) },
    });
  for (const end = Date.now() + 90_000; ;) {
    if (early !== undefined) throw new Error(early);
    try {
      if (ask(['ping']).includes('PONG')) break;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return { running, ask, pour: commands => pour(port, password, commands) };
}

function textOf(object: object): string {
  return (object as { readonly data: Readonly<Record<string, string>> }).data['redis.conf'] as string;
}

const words = (...parts: readonly string[]): string =>
  `*${parts.length}\r\n${parts.map(part => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`;

async function pour(port: number, password: string, commands: Iterable<string>): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const errors: string[] = [];
  socket.on('data', data => errors.push(...(data.toString().match(/^-.*$/gm) ?? [])));
  socket.write(words('AUTH', password));
  for (const command of commands) {
    if (!socket.write(command)) await new Promise(resolve => socket.once('drain', resolve));
  }
  socket.write(words('QUIT'));
  await new Promise(resolve => socket.once('close', resolve));
  expect(errors).toEqual([]);
}

const info = (redis: Redis, name: string): number =>
  Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(redis.ask(['info', 'everything']))?.[1]);

afterAll(removeFolders);

describe('a redis with the manifest’s own command and configuration', () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = await start(PASSWORD);
  });
  afterAll(async () => {
    await killHard(redis.running);
  });

  test('asks for the password, whatever characters it has, and takes no other', () => {
    expect(redis.ask(['ping'])).toBe('PONG\n');
    expect(() => redis.ask(['get', 'a'], '')).toThrow(/NOAUTH/);
    expect(() => redis.ask(['get', 'a'], PASSWORD.trim())).toThrow(/WRONGPASS|NOAUTH/);
  });

  test('shows the password neither in its command line nor in its files', () => {
    const [server] = processesOf(redis.running, 'redis-server');
    expect(readFileSync(`/proc/${server}/cmdline`, 'utf8')).toMatch(/^redis-server/);
    expect(readFileSync(`/proc/${server}/cmdline`, 'utf8')).not.toContain(PASSWORD.slice(0, 8));
    expect(objects.map(object => JSON.stringify(object)).join('')).not.toContain(PASSWORD.slice(0, 8));
  });

  test('tells the account that watches whatever its exporter asks, and neither keys nor what others do', () => {
    const watching = (...words: readonly string[]): string => {
      try {
        return redis.ask(words, WATCHING, 'exporter');
      } catch (error) {
        return String((error as { stderr: unknown }).stderr);
      }
    };
    redis.ask(['set', 'secret', 'value']);
    const told = watching('info', 'all');
    for (const field of [
      'connected_clients',
      'rejected_connections',
      'used_memory_rss',
      'used_memory',
      'evicted_keys',
      'maxmemory',
    ])
      expect(told).toMatch(new RegExp(`^${field}:\\d+\\r?$`, 'm'));
    expect(watching('ping')).toBe('PONG\n');
    for (const words of [
      ['get', 'secret'],
      ['set', 'secret', 'mine'],
      ['keys', '*'],
      ['scan', '0'],
      ['config', 'get', 'requirepass'],
      ['slowlog', 'get'],
      ['client', 'list'],
      ['acl', 'list'],
      ['monitor'],
      ['flushall'],
      ['shutdown'],
    ])
      expect([words, watching(...words)]).toEqual([words, expect.stringContaining('NOPERM')]);
    expect(redis.ask(['get', 'secret'])).toBe('value\n');
  });

  test('knows the account that watches by its own password alone', () => {
    for (const password of [PASSWORD, 'another', WATCHING.trim()])
      expect(() => redis.ask(['ping'], password, 'exporter')).toThrow(/WRONGPASS|NOAUTH/);
    expect(() => redis.ask(['ping'], WATCHING)).toThrow(/WRONGPASS|NOAUTH/);
    const [server] = processesOf(redis.running, 'redis-server');
    expect(readFileSync(`/proc/${server}/cmdline`, 'utf8')).not.toContain('other');
  });

  test('keeps to its memory when more is written than it holds, and evicts what was not used for longest', async () => {
    const value = 'x'.repeat(64 * 1024);
    function* written(from: number, to: number): Iterable<string> {
      for (let key = from; key < to; key++) yield words('SET', `key-${key}`, value);
    }
    function* used(count: number): Iterable<string> {
      for (let key = 0; key < count; key++) yield words('GET', `key-${key}`);
    }
    await redis.pour(written(0, 4000));
    expect(info(redis, 'evicted_keys')).toBe(0);
    // The clock of the eviction counts seconds.
    await new Promise(resolve => setTimeout(resolve, 2500));
    await redis.pour(used(1000));
    await new Promise(resolve => setTimeout(resolve, 1500));
    let highest = 0;
    for (let from = 4000; from < 9000; from += 500) {
      await redis.pour(written(from, from + 500));
      highest = Math.max(highest, info(redis, 'used_memory'));
    }
    expect(info(redis, 'maxmemory')).toBe(MAX);
    expect(highest).toBeLessThanOrEqual(MAX);
    expect(info(redis, 'evicted_keys')).toBeGreaterThan(2000);
    const left = (from: number, to: number): number =>
      Number(redis.ask(['eval', COUNT, '0', String(from), String(to - 1)]));
    const share = { used: left(0, 1000) / 1000, unused: left(1000, 4000) / 3000 };
    console.log(
      `redis: used_memory at most ${highest} of ${MAX}, evicted ${info(redis, 'evicted_keys')}, left ${JSON.stringify(share)}`,
    );
    expect(redis.ask(['config', 'get', 'maxmemory-policy'])).toContain('allkeys-lru');
    // It looks at five keys each time and evicts the oldest: not exactly LRU, and far from random, which would leave as many.
    expect(share.used).toBeGreaterThan(2 * share.unused);
  });
});

describe('its start', () => {
  test('is refused without a password in the Secret', async () => {
    await expect(start('')).rejects.toThrow(/the password is empty/);
  });

  test.each(['with a newline\n', '"; #', '한글 🔑', '\\x41', `'`])('takes the password %j', async password => {
    const redis = await start(password);
    expect(redis.ask(['set', 'a', 'b'])).toBe('OK\n');
    expect(() => redis.ask(['get', 'a'], 'another')).toThrow(/WRONGPASS|NOAUTH/);
    await killHard(redis.running);
  });

  test('finds nothing of what was there before: nothing is on disk, not even after a polite end', async () => {
    const tmp = folder('tmp');
    const redis = await start('one', { tmp });
    expect(redis.ask(['config', 'get', 'dir'])).toBe('dir\n/tmp\n');
    expect(redis.ask(['config', 'get', 'save'])).toBe('save\n\n');
    expect(redis.ask(['config', 'get', 'appendonly'])).toBe('appendonly\nno\n');
    redis.ask(['set', 'a', 'b']);
    process.kill(processesOf(redis.running, 'redis-server')[0] as number, 'SIGTERM');
    const ended = await redis.running.ended;
    expect(ended.output).toMatch(/bye bye/);
    expect(readdirSync(tmp)).toEqual([]);
  });
});
