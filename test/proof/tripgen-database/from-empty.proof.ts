import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { sampleDataLoad, schemaInit, validation } from '../../../src/systems/tripgen/data';
import { catalog, fingerprint, HASH, MARK, RECOVERY, SECRETS } from './content';
import { jobOf, JobRunner, JOBS, shippedJob, type Outcome } from './jobs';
import { hasClients, machinePrograms, startServer, type Server } from './server';
import { TENTH } from '../tenth';

const ROUNDS = TENTH ? 5 : 50;

/** Each of the document's figures, and the query that finds it. */
const FIGURES: readonly (readonly [string, number, string])[] = [
  ['accounts (TG-08)', 4, 'SELECT count(*) FROM users'],
  ['trips (TG-08)', 17, 'SELECT count(*) FROM trips'],
  ['cities (TG-09)', 53, 'SELECT count(*) FROM cities'],
  ['locations (TG-09)', 530, 'SELECT count(*) FROM locations'],
  ['preference profiles (TG-10)', 50, 'SELECT count(*) FROM user_preferences'],
  ['itinerary templates (TG-10)', 30, 'SELECT count(*) FROM itinerary_templates'],
  ['reviews (TG-10)', 500, 'SELECT count(*) FROM reviews'],
  ['months (TG-10)', 12, 'SELECT count(*) FROM seasonal_patterns'],
];

const suite = hasClients() ? describe : describe.skip;

suite('TripGen’s database from empty, with the Jobs of dist/ (TG-07)', () => {
  let server: Server;
  let runner: JobRunner;

  beforeAll(async () => {
    server = await startServer();
    runner = new JobRunner(server, SECRETS);
  });
  afterAll(() => server.stop());
  beforeEach(() => server.query(RECOVERY));

  /** All three Jobs one after the other, as their waves run them. */
  async function chain(by = runner): Promise<readonly Outcome[]> {
    const outcomes = new Array<Outcome>();
    for (const name of JOBS) outcomes.push(await by.run(shippedJob(name)));
    return outcomes;
  }

  const codes = (outcomes: readonly Outcome[]): readonly (number | null)[] => outcomes.map(({ code }) => code);

  test('every figure of the document is there, and the validation says so (TG-11)', async () => {
    const outcomes = await chain();
    expect(codes(outcomes)).toEqual([0, 0, 0]);
    for (const [figure, count, query] of FIGURES)
      expect([figure, server.query(query)]).toEqual([figure, String(count)]);
    const report = outcomes[2]?.output ?? '';
    expect(report).toContain('data are complete');
    expect(report).toContain('tripgen_app logs in');
    expect(outcomes.map(({ output }) => output).join()).not.toMatch(/error|warning|notice|FAULT/i);
  });

  test('ten more runs leave every row, every time and the whole catalog as they were', async () => {
    await chain();
    const before = [fingerprint(server, { times: true }), catalog(server)];
    for (let run = 0; run < 10; run++) {
      expect(codes(await chain())).toEqual([0, 0, 0]);
      expect([fingerprint(server, { times: true }), catalog(server)]).toEqual(before);
    }
  });

  test(`8 of each Job at once, ${ROUNDS} rounds: none fails`, async () => {
    const outputs = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      server.query(RECOVERY);
      for (const name of JOBS) {
        const job = shippedJob(name);
        const eight = await Promise.all(Array.from({ length: 8 }, () => runner.run(job)));
        expect([round, name, ...eight.filter(({ code }) => code !== 0)]).toEqual([round, name]);
      }
      outputs.add(fingerprint(server, { times: false }));
    }
    expect(outputs.size).toBe(1);
  }, 1_800_000);

  test('the document’s recovery rebuilds everything (TG-20)', async () => {
    await chain();
    const before = [fingerprint(server, { times: false }), catalog(server)];
    server.query(RECOVERY);
    expect(fingerprint(server, { times: false })).toBe('');
    expect(codes(await chain())).toEqual([0, 0, 0]);
    expect([fingerprint(server, { times: false }), catalog(server)]).toEqual(before);
  });

  test('the accounts are locked, unless the Secret has a hash; without it they are locked again (TG-13)', async () => {
    const accounts = (): string =>
      server.query("SELECT string_agg(DISTINCT status || ' ' || coalesce(password_hash, 'no hash'), ', ') FROM users");
    await chain();
    expect(accounts()).toBe('LOCKED no hash');
    const open = new JobRunner(server, { ...SECRETS, SAMPLE_USERS_PASSWORD_HASH: HASH });
    expect(codes(await chain(open))).toEqual([0, 0, 0]);
    expect(accounts()).toBe(`ACTIVE ${HASH}`);
    await chain();
    expect(accounts()).toBe('LOCKED no hash');
  });

  test('what is no bcrypt hash is refused and not printed', async () => {
    await chain();
    const wrong = new JobRunner(server, { ...SECRETS, SAMPLE_USERS_PASSWORD_HASH: 'hunter2-in-clear' });
    const { code, output } = await wrong.run(shippedJob('sample-data-load'));
    expect([code, output]).toEqual([3, expect.stringContaining('SAMPLE_USERS_PASSWORD_HASH is no bcrypt hash')]);
    expect(output + (await server.log())).not.toContain('hunter2');
  });

  test('the role of the services gets in with its password only, and changes rows, but no table', async () => {
    await chain();
    const as = (sql: string, password: string = SECRETS.DATABASE_PASSWORD): string => {
      try {
        return execFileSync('psql', ['-X', '-q', '-A', '-t', '-c', sql], {
          encoding: 'utf8',
          env: { ...process.env, ...server.access, PGUSER: 'tripgen_app', PGPASSWORD: password },
          stdio: 'pipe',
        }).trim();
      } catch (error) {
        return String((error as { stderr: unknown }).stderr);
      }
    };
    expect(as("UPDATE users SET locale = 'en-US' WHERE username = 'admin' RETURNING username")).toBe('admin');
    expect(as('SELECT 1', 'another')).toContain('password authentication failed');
    expect(as('CREATE TABLE mine (id integer)')).toContain('permission denied');
    expect(as("INSERT INTO schema_history VALUES ('x', 1, 'x')")).toContain('permission denied');
    expect(as('DROP TABLE reviews')).toContain('must be owner');
  });

  test('passwords stand in no log, not even where the server writes every statement down', async () => {
    const open = new JobRunner(server, { ...SECRETS, SAMPLE_USERS_PASSWORD_HASH: HASH });
    const PGOPTIONS = '-c log_statement=all -c log_min_duration_statement=0 -c log_min_error_statement=debug5';
    const outputs = new Array<string>();
    for (const name of JOBS) outputs.push((await open.run(shippedJob(name), { PGOPTIONS })).output);
    // The server does write: without begin.sql's care the password would be there.
    const log = await server.log();
    if (log !== '') expect(log).toContain('data-init');
    for (const secret of [MARK, HASH]) expect(outputs.join() + log).not.toContain(secret);
  });

  test('a database that does not answer fails the Job at its deadline, and says where it looked', async () => {
    const { code, output } = await runner.run(shippedJob('database-schema-init'), { PGPORT: '1', WAIT_SECONDS: '3' });
    expect([code, output]).toEqual([1, expect.stringMatching(/no answer within 3 s: .*port 1 failed/s)]);
  });

  test('a Job waits for a database that comes later', async () => {
    const late = shippedJob('database-schema-init');
    server.query('ALTER DATABASE ' + server.access.PGDATABASE + ' RENAME TO not_yet', 'postgres');
    const running = runner.start(late);
    await new Promise(done => setTimeout(done, 3_000));
    server.query('ALTER DATABASE not_yet RENAME TO ' + server.access.PGDATABASE, 'postgres');
    expect((await running.ended).code).toBe(0);
  });
});

const programs = hasClients() ? machinePrograms() : undefined;
if (programs === undefined)
  process.stderr.write(
    'no server of the version of this machine’s pg_dump is here: its dump is not compared (apt-get install postgresql)\n',
  );

(programs === undefined ? describe.skip : describe)('with the server of this machine’s pg_dump', () => {
  const INTO = { host: 'postgresql.tripgen-dev.svc.cluster.local', user: 'postgres', database: 'tripgen' };
  const samples = sampleDataLoad(INTO);
  // Without the role of what watches it: one older than 16 keeps no places, and pg_dump shows no roles.
  const jobs = [
    jobOf(schemaInit(INTO, 'application')),
    jobOf(samples),
    jobOf(validation(INTO, 'application'), [samples]),
  ];

  test('a dump after a second run is the dump after the first, byte for byte (TG-17)', async () => {
    const server = await startServer(programs);
    try {
      const runner = new JobRunner(server, SECRETS);
      const dump = (): string =>
        execFileSync(join(programs as string, 'pg_dump'), [], {
          encoding: 'utf8',
          env: { ...process.env, ...server.access },
          maxBuffer: 64 * 1024 * 1024,
        }).replaceAll(/^\\(?:un)?restrict .*$/gm, '');
      const dumps = new Array<string>();
      for (let run = 0; run < 2; run++) {
        for (const job of jobs) expect((await runner.run(job)).code).toBe(0);
        dumps.push(dump());
      }
      expect(dumps[0]).toContain('gyeongbokgung');
      expect(dumps[1] === dumps[0]).toBe(true);
    } finally {
      await server.stop();
    }
  });
});
