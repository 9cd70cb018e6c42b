import { schemaInit, validation } from '../../../src/systems/memo/data';
import { removeFolders } from '../backup/pod';
import { Cluster, EXPORTER_PASSWORD, INTO, MARK, objects, PASSWORD } from './jobs';
import { hasMariaDb, quiet, reset, startServer, type Server } from './server';
import { openSession } from './session';

const suite = hasMariaDb() ? describe : describe.skip;

suite('the account by which Memo’s database is watched (MM-08, decision 155)', () => {
  const watched = [schemaInit(INTO, 'and-exporter'), validation(INTO, 'schema', 'and-exporter')];
  let server: Server;
  let cluster: Cluster;

  /** The Jobs of production, one after the other, until their sessions are gone: some tests count sessions. */
  const filled = async (): Promise<void> => {
    for (const { name } of watched) expect((await cluster.job(name)).output).not.toContain('FAULT');
    expect((await cluster.job('data-validation')).code).toBe(0);
    await quiet(server);
  };
  const as = (sql: string, password = EXPORTER_PASSWORD): string => {
    try {
      return server.query(sql, { user: 'exporter', password });
    } catch (error) {
      return String((error as { stderr: unknown }).stderr);
    }
  };
  const grants = (): string => server.query("SHOW GRANTS FOR exporter@'%'").replace(/'\*[0-9A-F]{40}'/, 'HASH');

  /** What it is granted: to log in, three times at once. */
  const LOG_IN = 'GRANT USAGE ON *.* TO `exporter`@`%` IDENTIFIED BY PASSWORD HASH WITH MAX_USER_CONNECTIONS 3';

  beforeAll(async () => {
    server = await startServer();
    cluster = new Cluster(server, objects(watched));
  });
  afterAll(async () => {
    await server.stop();
    removeFolders();
  });
  beforeEach(() => reset(server));

  test('answers all that the exporter asks: whether it lives, connections, their most, and those it refused', async () => {
    await filled();
    expect(grants()).toBe(LOG_IN);
    expect(as('SELECT @@version')).toMatch(/^\d+\.\d+\.\d+-MariaDB/);
    const figures = Object.fromEntries(
      [...as('SHOW GLOBAL STATUS').split('\n'), ...as('SHOW GLOBAL VARIABLES').split('\n')].map(line =>
        line.toLowerCase().split('\t'),
      ),
    ) as Record<string, string>;
    expect(Number(figures['threads_connected'])).toBeGreaterThan(0);
    expect(Number(figures['max_connections'])).toBe(100);
    expect(figures['connection_errors_max_connections']).toMatch(/^\d+$/);
  });

  test('sees neither memos nor accounts nor what others ask, and changes nothing', async () => {
    await filled();
    server.query("INSERT INTO memo_app.memos (title, content) VALUES ('t', 'c')");
    for (const sql of [
      'SELECT * FROM memo_app.memos',
      'SELECT * FROM memo_app.schema_history',
      'SELECT * FROM mysql.user',
      'CREATE DATABASE mine',
      'SET GLOBAL max_connections = 1',
      'SHOW SLAVE STATUS',
    ])
      expect([sql, as(sql)]).toEqual([sql, expect.stringMatching(/denied/)]);
    expect(as('SHOW DATABASES')).toBe('information_schema');
    expect(as('SELECT DISTINCT user FROM information_schema.processlist')).toBe('exporter');
  });

  test('gets in with its own password alone, and the application with its own', async () => {
    await filled();
    for (const password of [PASSWORD, '', 'another']) expect(as('SELECT 1', password)).toContain('Access denied');
    const application = { user: 'memo_user', password: PASSWORD };
    expect(server.query('SELECT COUNT(*) FROM memo_app.memos', application)).toBe('0');
    expect(() => server.query('SELECT 1', { ...application, password: EXPORTER_PASSWORD })).toThrow(/Access denied/);
  });

  test('has three connections at most, so that a loop of it fills no server', async () => {
    await filled();
    const exporter = { user: 'exporter', password: EXPORTER_PASSWORD };
    const held = Array.from({ length: 3 }, () => openSession(server.access, exporter));
    for (const session of held) expect(await session.answer('SELECT 1;')).toBe('1');
    expect(as('SELECT 1')).toMatch(/max_user_connections/);
    for (const session of held) session.close();
    await quiet(server);
    expect(as('SELECT 1')).toBe('1');
  });

  test('a server that is full refuses the application, and counts it under the name that the alert reads', async () => {
    await filled();
    const application = { user: 'memo_user', password: PASSWORD };
    // The place beyond the last is an administrator's. Until he has it, whom it turns away is not counted.
    const administrator = openSession(server.access);
    const sessions = [administrator, ...Array.from({ length: 10 }, () => openSession(server.access, application))];
    const refused = async (): Promise<number> => {
      const row = await administrator.answer("SHOW GLOBAL STATUS LIKE 'Connection_errors_max_connections';");
      return Number(row.split('\t')[1]);
    };
    try {
      for (const session of sessions) expect(await session.answer('SELECT 1;')).toBe('1');
      const before = await refused();
      await administrator.answer('SET GLOBAL max_connections = 10; SELECT 1;');
      expect(() => server.query('SELECT 1', application)).toThrow(/Too many connections/);
      expect(await refused()).toBeGreaterThan(before);
    } finally {
      await administrator.answer('SET GLOBAL max_connections = 100; SELECT 1;');
      for (const session of sessions) session.close();
      await quiet(server);
    }
  });

  test('is made where the application’s account is there already, and loses what somebody else granted', async () => {
    const unwatched = new Cluster(server, objects([schemaInit(INTO, 'application')]));
    expect((await unwatched.job('database-schema-init')).code).toBe(0);
    await filled();
    server.query(
      "GRANT SELECT, PROCESS ON *.* TO exporter@'%'; GRANT SELECT ON memo_app.memos TO exporter@'%' WITH GRANT OPTION",
    );
    const { code, output } = await cluster.job('data-validation');
    expect([code, output]).toEqual([1, expect.stringMatching(/other rights of exporter.*REVOKE.*expected none/)]);
    await filled();
    expect(grants()).toBe(LOG_IN);
  });

  test('an empty password fails the Job and says so', async () => {
    const { code, output } = await cluster.job('database-schema-init', { EXPORTER_PASSWORD: '' });
    expect([code, output]).toEqual([1, expect.stringContaining('EXPORTER_PASSWORD is empty')]);
  });

  test('a password with a question mark, with which the exporter cannot log in, fails the Job and says so', async () => {
    const { code, output } = await cluster.job('database-schema-init', { EXPORTER_PASSWORD: `${MARK}?` });
    expect([code, output]).toEqual([1, expect.stringContaining('EXPORTER_PASSWORD has a ?')]);
    expect(output).not.toContain(MARK);
  });
});
