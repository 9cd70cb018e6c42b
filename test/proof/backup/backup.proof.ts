import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { cut, eventually, flip, listing, other, programs, sealed } from './damage';
import { folder, removeFolders, runPod, startPod, type Ended, type Surroundings } from './pod';
import { postgresPrograms } from './pod';
import { SECRETS, startServer, type TestServer } from './server';
import { content, DAMAGE, DATABASE, podOf, shop } from './shop';

const objects = shop({ type: 'pvc', storageClass: 'managed-csi', size: '4Gi' });
const ROWS = 30_000;
const NAME = /^shop-\d{8}T\d{6}Z\.sql\.gz$/;

let server: TestServer;
beforeAll(async () => {
  server = await startServer(objects, DATABASE);
  server.sql(content(ROWS));
});
afterAll(async () => {
  await server.kill();
  removeFolders();
});

function around(store: string, more: Partial<Surroundings> = {}): Surroundings {
  const env = { PGHOST: '127.0.0.1', PGPORT: String(server.port), ...more.env };
  return { objects, claims: { 'postgresql-backup': store }, values: SECRETS, ...more, env };
}

const backup = (store: string, more?: Partial<Surroundings>): Promise<Ended> =>
  runPod(podOf(objects, 'postgresql-backup'), around(store, more));
const restore = (store: string, more?: Partial<Surroundings>): Promise<Ended> =>
  runPod(podOf(objects, 'postgresql-restore'), around(store, more));
const backups = (store: string): readonly string[] =>
  readdirSync(store)
    .filter(name => NAME.test(name))
    .sort();

/** A folder with one good backup. */
async function oneGood(): Promise<{ readonly store: string; readonly name: string; readonly path: string }> {
  const store = folder('store');
  const ended = await backup(store);
  expect(ended).toEqual({ code: 0, output: expect.stringMatching(/^backup: shop-/) as string });
  const [name = ''] = backups(store);
  return { store, name, path: join(store, name) };
}

describe('a backup', () => {
  test('is put back by the restore whatever happened since: the dumps are equal, owners and rights among them', async () => {
    const before = server.dump();
    const { store } = await oneGood();
    server.sql(DAMAGE);
    server.sql("SELECT lo_from_bytea(4711, 'large')");
    expect(server.dump()).not.toBe(before);
    expect(await restore(store)).toEqual({
      code: 0,
      output: expect.stringMatching(/^restore: shop is as shop-/) as string,
    });
    expect(server.dump()).toBe(before);
  });

  test('is put back after the document’s own recovery, which makes the schema anew', async () => {
    const before = server.dump();
    const { store } = await oneGood();
    server.sql('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    expect((await restore(store)).code).toBe(0);
    expect(server.dump()).toBe(before);
  });

  test('is put back by its name, also where newer ones are there', async () => {
    const before = server.dump();
    const { store, name } = await oneGood();
    server.sql(DAMAGE);
    expect((await backup(store)).code).toBe(0);
    expect((await restore(store, { env: { BACKUP: name } })).code).toBe(0);
    expect(server.dump()).toBe(before);
  });

  test.each<readonly [string, (path: string) => void, RegExp]>([
    ['cut short', path => truncateSync(path, statSync(path).size - 100), /is not what was written/],
    ['changed in one bit', path => flip(path), /is not what was written/],
    ['longer than it was', path => appendFileSync(path, 'x'), /is not what was written/],
    ['without a checksum', path => rmSync(`${path}.sha256`), /has no checksum/],
    ['with an empty checksum', path => writeFileSync(`${path}.sha256`, ''), /is not what was written/],
    ['with the checksum of another file', path => other(path), /is not what was written/],
    [
      'sealed when it was cut short',
      path => {
        truncateSync(path, statSync(path).size - 100);
        sealed(path);
      },
      /ends too early/,
    ],
    [
      'whole as a file and cut short as a dump',
      path => {
        cut(path);
        sealed(path);
      },
      /ends too early/,
    ],
    ['gone', path => rmSync(path), /there is no backup/],
  ])('that is %s is refused, and nothing changes', async (_, spoil, said) => {
    const { store, name, path } = await oneGood();
    const before = server.dump();
    spoil(path);
    const ended = await restore(store, { env: { BACKUP: name } });
    expect(ended.code).toBe(1);
    expect(ended.output).toMatch(said);
    expect(server.dump()).toBe(before);
  });

  test('that stops while it is loaded changes nothing: neither a statement that fails nor a reader that dies', async () => {
    const { store, path } = await oneGood();
    const before = server.dump();
    const text = gunzipSync(readFileSync(path)).toString();
    writeFileSync(path, gzipSync(text.replace('CREATE VIEW', 'CREATE VIEWS')));
    sealed(path);
    expect((await restore(store)).output).toMatch(/syntax error[^]*nothing was changed[^]*could not be loaded/);
    expect(server.dump()).toBe(before);

    writeFileSync(path, gzipSync(text));
    sealed(path);
    // The third time that the file is read is for psql: some whole statements come, then the disk is gone.
    const dying = 'if [ "$*" = "--decompress --stdout '.concat(
      '$FOLDER/$(ls $FOLDER | grep gz$)" ] && [ -e /tmp/read ]; then /usr/bin/gzip "$@" | sed "/CREATE TABLE public/,\\$d"; exit 1; fi; ',
      '[ "$1" = --decompress ] && : >/tmp/read; exec /usr/bin/gzip "$@"\n',
    );
    const ended = await restore(store, { programs: { restore: programs({ gzip: `#!/bin/bash\n${dying}` }) } });
    expect(ended.code).toBe(1);
    expect(ended.output).toMatch(/could not be loaded/);
    expect(server.dump()).toBe(before);
  });
});

describe('a run that fails', () => {
  /** A program that is killed in the midst of its work: by itself, so that it is in the midst of it. */
  const killed = (name: string, work: string): Partial<Surroundings> => ({
    programs: { backup: programs({ [name]: `#!/bin/bash\n${work}; kill -KILL $$\n` }) },
  });

  test.each<readonly [string, () => Partial<Surroundings>, RegExp]>([
    [
      'the server does not answer',
      () => ({ env: { PGPORT: '1', WAIT_SECONDS: '2' } }),
      /no answer from the server of shop; the last good backup is kept/,
    ],
    [
      'the password is wrong',
      () => ({ env: { PGPASSWORD: 'wrong' } }),
      /password authentication failed[^]*the last good backup is kept/,
    ],
    [
      'the dump dies',
      () => killed('pg_dump', `${postgresPrograms()}/pg_dump "$@" | /usr/bin/head -n 1000`),
      /the dump of shop failed; the last good backup is kept/,
    ],
    [
      'the compressor dies',
      () => killed('gzip', '/usr/bin/head -c 100000 | /usr/bin/gzip "$@"'),
      /the dump of shop failed; the last good backup is kept/,
    ],
  ])('because %s says so by its exit code, and leaves the last good backup alone', async (_, how, said) => {
    const { store } = await oneGood();
    const before = listing(store);
    const ended = await backup(store, how());
    expect(ended.code).toBe(1);
    expect(ended.output).toMatch(said);
    expect(listing(store)).toEqual(before);
  });

  test('because the server is killed says so by its exit code, and leaves the last good backup alone', async () => {
    const { store } = await oneGood();
    const before = listing(store);
    // More than all buffers hold, of which some is taken before a pause: the server has not sent all of it when it dies.
    server.sql('CREATE TABLE public.big AS SELECT repeat(md5(n::text), 40) FROM generate_series(1, 30000) AS n');
    const signals = folder('signals');
    const [begun, dead] = [join(signals, 'begun'), join(signals, 'dead')];
    const pause = `/usr/bin/touch ${begun}; for n in {1..900}; do [ -e ${dead} ] && break; /usr/bin/sleep 0.1; done`;
    const slow = `#!/bin/bash\n{ /usr/bin/head -c 100000; ${pause}; /usr/bin/cat; } | /usr/bin/gzip "$@"\n`;
    const surroundings = around(store, { programs: { backup: programs({ gzip: slow }) }, outside: [signals] });
    const running = startPod(podOf(objects, 'postgresql-backup'), surroundings);
    await eventually(() => existsSync(begun));
    await server.kill();
    writeFileSync(dead, '');
    const ended = await running.ended;
    await server.start();
    server.sql('DROP TABLE public.big');
    expect(ended.code).toBe(1);
    expect(ended.output).toMatch(/the dump of shop failed; the last good backup is kept/);
    expect(listing(store)).toEqual(before);
  });

  test('because there are large objects, which no plain dump can put back in one transaction, says so', async () => {
    const { store } = await oneGood();
    server.sql("SELECT lo_from_bytea(4711, 'large')");
    const ended = await backup(store);
    server.sql('SELECT lo_unlink(4711)');
    expect(ended).toEqual({ code: 1, output: expect.stringContaining('shop has large objects') as string });
  });

  test('because the program ends well but too early says so, too', async () => {
    const { store } = await oneGood();
    const before = listing(store);
    const half = `#!/bin/bash\n${postgresPrograms()}/pg_dump "$@" | /usr/bin/head -n 40\nexit 0\n`;
    const ended = await backup(store, { programs: { backup: programs({ pg_dump: half }) } });
    expect(ended).toEqual({ code: 1, output: expect.stringContaining('ends too early') as string });
    expect(listing(store)).toEqual(before);
  });
});

describe('backups on a volume', () => {
  test('stay as many as are to be kept, each with its checksum; another database’s are not counted', async () => {
    const store = folder('store');
    const foreign = ['shop-eu-20200101T000000Z.sql.gz', 'shop-eu-20200101T000000Z.sql.gz.sha256', 'lost+found'];
    for (const name of foreign) mkdirSync(join(store, name));
    const made: string[] = [];
    for (let run = 0; run < 5; run++) {
      expect((await backup(store)).code).toBe(0);
      made.push(backups(store).at(-1) as string);
    }
    const kept = made.slice(-3).flatMap(name => [name, `${name}.sha256`]);
    expect(readdirSync(store).sort()).toEqual(['.lock', ...foreign, ...kept].sort());
  });

  test('are freed of what a killed run left', async () => {
    const { store, path } = await oneGood();
    const old = join(store, 'shop-20200101T000000Z.sql.gz');
    copyFileSync(path, `${old}.part`);
    writeFileSync(`${old}.sha256`, 'half a sum');
    expect((await backup(store)).code).toBe(0);
    expect(readdirSync(store).filter(name => name.includes('2020'))).toEqual([]);
  });

  test('of two runs at once are two, both whole', async () => {
    const before = server.dump();
    const store = folder('store');
    const ended = await Promise.all([backup(store), backup(store)]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    expect(backups(store)).toHaveLength(2);
    for (const name of backups(store)) {
      server.sql(DAMAGE);
      expect((await restore(store, { env: { BACKUP: name } })).code).toBe(0);
      expect(server.dump()).toBe(before);
    }
  });
});
