import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { POSTGRESQL_METRICS } from '../../../src/constructs/monitoring';
import { schemaInit, schemaVersions } from '../../../src/systems/tripgen/data';
import { differences, valuesOf, type Told } from '../../told';
import { MARK, RECOVERY, SECRETS } from './content';
import { removeFolders } from '../backup/pod';
import { RunningExporter } from '../exporters/running-exporter';
import { EXPORTER_PROGRAM, startExporter } from './exporter';
import { jobOf, JobRunner, JOBS, shippedJob, shippedSettings } from './jobs';
import { hasClients, startOwnServer, type OwnServer } from './server';

const suite = EXPORTER_PROGRAM !== undefined && hasClients() ? describe : describe.skip;

/** Connections of the server in the proof, those that are kept among them. */
const MOST = 20;

const EXPORTER = { PGUSER: 'exporter', PGPASSWORD: SECRETS.EXPORTER_PASSWORD, PGDATABASE: 'postgres' } as const;
const APPLICATION = { PGUSER: 'tripgen_app', PGPASSWORD: SECRETS.DATABASE_PASSWORD, PGDATABASE: 'tripgen' } as const;

const { up, connections } = POSTGRESQL_METRICS;

const valueOf = (told: Told, name: string): number | undefined => valuesOf(told, { name })[0];

/** How many connections are open, as the alert adds them up. */
const open = (told: Told): number => valuesOf(told, connections).reduce((sum, value) => sum + value, 0);

suite('the account by which TripGen’s PostgreSQL is watched, and what its exporter tells (TG-14, decision 174)', () => {
  let server: OwnServer;
  let runner: JobRunner;
  let exporter: RunningExporter;

  type Login = Readonly<Record<'PGUSER' | 'PGPASSWORD' | 'PGDATABASE', string>>;

  /** What somebody is answered, or why he is not. */
  const as = (login: Login, sql: string): string => {
    try {
      return execFileSync('psql', ['-X', '-q', '-A', '-t', '-c', sql], {
        encoding: 'utf8',
        env: { ...process.env, ...server.access, ...login },
        stdio: 'pipe',
      }).trim();
    } catch (error) {
      return String((error as { stderr: unknown }).stderr);
    }
  };

  /** Sessions that stay open, once each of them has been answered. */
  async function held(login: Login, count: number): Promise<() => Promise<void>> {
    const sessions = Array.from({ length: count }, (): ChildProcessByStdio<Writable, Readable, null> =>
      spawn('psql', ['-X', '-q', '-A', '-t'], {
        env: { ...process.env, ...server.access, ...login },
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    await Promise.all(
      sessions.map(session => {
        const answered = new Promise((resolve, reject) => {
          session.stdout.once('data', resolve);
          session.once('close', () => reject(new Error(`${login.PGUSER} is not let in`)));
        });
        session.stdin.write('SELECT 1;\n');
        return answered;
      }),
    );
    return async () => {
      const ended = sessions.map(session => new Promise(resolve => session.once('close', resolve)));
      for (const session of sessions) session.stdin.end();
      await Promise.all(ended);
      while (server.query(`SELECT count(*) FROM pg_stat_activity WHERE usename = '${login.PGUSER}'`) !== '0')
        await new Promise(resolve => setTimeout(resolve, 50));
    };
  }

  const job = (name: (typeof JOBS)[number], changes: Readonly<Record<string, string>> = {}) =>
    runner.run(shippedJob(name), changes);

  beforeAll(async () => {
    const { superuser_reserved_connections = '', reserved_connections = '' } = shippedSettings();
    const settings = { max_connections: String(MOST), superuser_reserved_connections, reserved_connections };
    server = await startOwnServer(settings);
    runner = new JobRunner(server, SECRETS);
    for (const name of JOBS) expect((await job(name)).code).toBe(0);
    exporter = await startExporter(server.access, SECRETS.EXPORTER_PASSWORD);
  });
  afterAll(async () => {
    await RunningExporter.endAll();
    removeFolders();
    await server.stop();
  });

  test('TG-14 the real exporter tells every metric of the catalogue with its type and labels, and hardly another', async () => {
    const reading = await exporter.told();
    expect(differences({ metrics: Object.values(POSTGRESQL_METRICS) }, reading)).toEqual([]);
    expect(valueOf(reading, up.name)).toBe(1);
    const databases = reading.samples
      .filter(({ name }) => name === connections.name)
      .map(each => each.labels['datname']);
    expect(databases.sort()).toEqual(['postgres', 'template0', 'template1', 'tripgen']);
    const others = [...reading.types.keys()].filter(
      name => /^pg_/.test(name) && !/^pg_(?:stat_database|up$)/.test(name),
    );
    expect(others.filter(name => !/^pg_(?:exporter|scrape)_/.test(name))).toEqual([]);
    expect(reading.samples.filter(({ name }) => name.startsWith('pg_')).length).toBeLessThan(100);
    console.log(`postgres_exporter: ${exporter.peakMiB.toFixed(1)} MiB, ${reading.samples.length} series`);
    expect(exporter.peakMiB).toBeLessThan(48);
  });

  test('TG-14 the account sees neither rows nor what others ask, and changes nothing', async () => {
    for (const sql of ['SELECT 1', 'SELECT * FROM users'])
      expect([sql, as({ ...EXPORTER, PGDATABASE: 'tripgen' }, sql)]).toEqual([
        sql,
        expect.stringContaining('permission denied for database "tripgen"'),
      ]);
    for (const sql of [
      'SELECT * FROM pg_authid',
      'CREATE TABLE mine (id integer)',
      'CREATE DATABASE mine',
      'CREATE ROLE mine',
      'ALTER ROLE exporter CONNECTION LIMIT -1',
      'ALTER SYSTEM SET max_connections = 1000',
      'SET ROLE pg_use_reserved_connections',
      'SET ROLE tripgen_app',
      "SELECT pg_read_file('postgresql.conf')",
      "SELECT pg_database_size('tripgen')",
      "COPY (SELECT 1) TO PROGRAM 'true'",
    ])
      expect([sql, as(EXPORTER, sql)]).toEqual([sql, expect.stringMatching(/permission denied/)]);
    const release = await held(APPLICATION, 1);
    const asked = "SELECT query FROM pg_stat_activity WHERE usename = 'tripgen_app'";
    const cancelled = as(EXPORTER, "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'tripgen_app'");
    expect(cancelled).toContain('permission denied');
    expect([as(EXPORTER, asked), server.query(asked)]).toEqual(['<insufficient privilege>', 'SELECT 1;']);
    await release();
    expect(
      server.query(
        "SELECT string_agg(roleid::regrole::text, ', ') FROM pg_auth_members WHERE member = 'exporter'::regrole",
      ),
    ).toBe('pg_use_reserved_connections');
  });

  test('TG-13 each role gets in with its own password alone', async () => {
    for (const password of [SECRETS.DATABASE_PASSWORD, 'another', ''])
      expect(as({ ...EXPORTER, PGPASSWORD: password }, 'SELECT 1')).toMatch(/password/);
    expect(as(EXPORTER, 'SELECT 1')).toBe('1');
    expect(as({ ...APPLICATION, PGPASSWORD: SECRETS.EXPORTER_PASSWORD }, 'SELECT 1')).toMatch(/password/);
    expect(as(APPLICATION, 'SELECT count(*) FROM users')).toBe('4');
    const stranger = await startExporter(server.access, 'another');
    expect(valueOf(await stranger.told(), up.name)).toBe(0);
    expect(stranger.log).toMatch(/password authentication failed/);
    await stranger.end();
  });

  test('TG-13 without a password of its own the Job fails, and never takes the application’s', async () => {
    const empty = await job('database-schema-init', { EXPORTER_PASSWORD: '' });
    expect([empty.code, empty.output]).toEqual([3, expect.stringContaining('EXPORTER_PASSWORD is empty')]);
    const { EXPORTER_PASSWORD, ...others } = SECRETS;
    const none = await new JobRunner(server, others).run(shippedJob('database-schema-init'));
    expect([none.code, none.output]).toEqual([3, expect.stringContaining('EXPORTER_PASSWORD is empty')]);
    expect(as({ ...EXPORTER, PGPASSWORD: EXPORTER_PASSWORD }, 'SELECT 1')).toBe('1');
  });

  test('TG-14 a server that is full refuses the application and lets the exporter in, which tells how full it is', async () => {
    const others = MOST - 3 - 2;
    await exporter.told(); // it keeps one connection
    const release = await held(APPLICATION, others - 1);
    try {
      expect(as(APPLICATION, 'SELECT 1')).toMatch(/remaining connection slots are reserved/);
      for (let reading = 0; reading < 3; reading++) {
        const told = await exporter.told();
        expect(valueOf(told, up.name)).toBe(1);
        expect(open(told)).toBeGreaterThanOrEqual(others);
      }
      // An exporter that comes anew has not kept a connection from better times.
      const anew = await startExporter(server.access, SECRETS.EXPORTER_PASSWORD);
      expect(valueOf(await anew.told(), up.name)).toBe(1);
      await anew.end();
    } finally {
      await release();
    }
    expect(as(APPLICATION, 'SELECT 1')).toBe('1');
  });

  test('TG-13 its password, whatever signs it has, stands in no log', async () => {
    await exporter.told();
    expect(exporter.log).toContain('exporter');
    for (const text of [exporter.log, await server.log()]) expect(text).not.toContain(MARK);
  });

  test('TG-14 the account has three connections at most, so that a loop of it fills no server', async () => {
    await exporter.end();
    const release = await held(EXPORTER, 3);
    expect(as(EXPORTER, 'SELECT 1')).toMatch(/too many connections for role/);
    await release();
    exporter = await startExporter(server.access, SECRETS.EXPORTER_PASSWORD);
  });

  test('TG-14 pg_up is 0 while the server is away, and 1 when it is back; the exporter answers all the time', async () => {
    expect(valueOf(await exporter.told(), up.name)).toBe(1);
    await server.leave();
    const away = await exporter.told();
    expect([valueOf(away, up.name), open(away)]).toEqual([0, 0]);
    await server.comeBack();
    const back = await exporter.told();
    expect(valueOf(back, up.name)).toBe(1);
    expect(open(back)).toBeGreaterThan(0);
  });

  test('TG-11 what somebody else granted is named by the validation, and is gone after the next run', async () => {
    server.query(
      'GRANT CONNECT ON DATABASE tripgen TO exporter; GRANT USAGE ON SCHEMA public TO exporter; GRANT SELECT (username) ON users TO exporter;' +
        'GRANT DELETE ON trips TO exporter; GRANT pg_monitor TO exporter WITH ADMIN TRUE; ALTER ROLE exporter CREATEROLE CONNECTION LIMIT -1;' +
        'REVOKE pg_use_reserved_connections FROM exporter',
    );
    const { code, output } = await job('data-validation');
    expect(code).toBe(3);
    for (const fault of [
      'exporter may enter tripgen',
      'exporter may use public',
      'exporter has a right on users',
      'exporter has a right on trips',
      'exporter is a member of pg_monitor',
      'exporter may make roles',
      'exporter may have -1 connections, expected 3',
      'exporter may not come into a full server',
    ])
      expect(output).toContain(fault);
    expect((await job('database-schema-init')).code).toBe(0);
    expect((await job('data-validation')).code).toBe(0);
    server.query('DROP OWNED BY exporter; DROP ROLE exporter');
    expect((await job('data-validation')).output).toContain('exporter is missing');
  });

  test('TG-07 the account is made in a database that is there already, once the version is raised', async () => {
    server.query(RECOVERY);
    const before = schemaInit(INTO, 'application', schemaVersions().slice(0, 3));
    expect((await runner.run(jobOf(before))).code).toBe(0);
    const same = await runner.run(jobOf(schemaInit(INTO, 'and-exporter', schemaVersions().slice(0, 3))));
    expect([same.code, same.output]).toEqual([3, expect.stringContaining('raise the version of the step in git')]);
    expect((await job('database-schema-init')).code).toBe(0);
    expect(as(EXPORTER, 'SELECT 1')).toBe('1');
  });
});

const INTO = { host: 'postgresql.tripgen-dev.svc.cluster.local', user: 'postgres', database: 'tripgen' };
