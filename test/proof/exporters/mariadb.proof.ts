import { MARIADB_METRICS } from '../../../src/constructs/monitoring';
import { realTool } from '../../real-tool';
import { removeFolders } from '../backup/pod';
import { PASSWORD } from '../memo-database/jobs';
import { hasMariaDb, quiet, startServer, type Server } from '../memo-database/server';
import { openSession } from '../memo-database/session';
import { committedExporter, namedSeries } from './committed';
import { keepsToItself } from './keeps-to-itself';
import { ENVIRONMENT, initialise, MARK, WATCHING } from './memo-stores';
import { RunningExporter, type Differences } from './running-exporter';
import { StoreService } from './store-service';
import { stranger } from './stranger';
import { differences, valuesOf, withoutValue } from '../../told';

const PROGRAM = realTool('mysqld-exporter', 'mysqld_exporter');
const suite = PROGRAM !== undefined && hasMariaDb() ? describe : describe.skip;

/** `SHOW GLOBAL STATUS` says of no figure whether it only rises: what the exporter has no list for it tells without a type. */
const UNTYPED = [MARIADB_METRICS.connections.name];

suite('the real mysqld exporter, on a real MariaDB, with memo-prod’s committed command (MM-08, decision 155)', () => {
  const committed = committedExporter(ENVIRONMENT, 'Deployment/mariadb-exporter');
  let server: Server;
  let service: StoreService;
  let exporter: RunningExporter;

  const start = (changes: Partial<Differences> = {}): Promise<RunningExporter> =>
    RunningExporter.start(committed, {
      program: String(PROGRAM),
      addresses: { 'mariadb:3306': `127.0.0.1:${service.port}` },
      secrets: { 'mariadb-exporter/password': WATCHING },
      ...changes,
    });
  const reached = (): Promise<void> => service.leadTo(Number(server.access.MYSQL_TCP_PORT), server.access.MYSQL_HOST);
  const empty = async (): Promise<void> => {
    server = await startServer();
    await reached();
  };
  const up = async (of = exporter): Promise<readonly number[]> => valuesOf(await of.told(), MARIADB_METRICS.up);
  /** What the server counts by itself. */
  const counted = (name: string): number => Number(server.query(`SHOW GLOBAL STATUS LIKE '${name}'`).split('\t')[1]);

  beforeAll(async () => {
    service = await StoreService.open();
    await empty();
    await initialise(server);
    exporter = await start();
  });
  afterAll(async () => {
    await RunningExporter.endAll();
    await service?.close();
    await server?.stop();
    removeFolders();
  });

  test('MM-08 every metric of the catalogue is told with exactly its type and labels, and every series that somebody names has a value', async () => {
    const told = await exporter.told();
    expect(committed.metrics.map(({ name }) => name).sort()).toEqual(
      Object.values(MARIADB_METRICS)
        .map(({ name }) => name)
        .sort(),
    );
    expect(differences(committed, told, UNTYPED)).toEqual([]);
    const named = namedSeries(committed);
    expect(named).toContainEqual({ name: MARIADB_METRICS.refused.name, labels: { error: 'max_connections' } });
    expect(withoutValue(named, told)).toEqual([]);
  });

  test('what it tells is the server’s', async () => {
    const told = await exporter.told();
    expect(valuesOf(told, MARIADB_METRICS.up)).toEqual([1]);
    expect(valuesOf(told, MARIADB_METRICS.mostConnections)).toEqual([Number(server.query('SELECT @@max_connections'))]);
    expect(valuesOf(told, MARIADB_METRICS.connections)[0]).toBeGreaterThan(0);
  });

  test('asks what its account may, no more, and is denied nothing', async () => {
    const trouble = ['Access_denied_errors', 'Aborted_clients', 'Aborted_connects'];
    const before = trouble.map(counted);
    server.query("SET GLOBAL log_output = 'TABLE'; TRUNCATE mysql.general_log; SET GLOBAL general_log = ON");
    await exporter.told();
    server.query('SET GLOBAL general_log = OFF');
    const asked = server.query(
      "SELECT DISTINCT argument FROM mysql.general_log WHERE user_host LIKE 'exporter%' AND command_type = 'Query' ORDER BY 1",
    );
    expect(asked.split('\n')).toEqual([
      'SELECT @@version',
      'SET lock_wait_timeout = 2',
      'SHOW GLOBAL STATUS',
      'SHOW GLOBAL VARIABLES',
    ]);
    expect(trouble.map(counted)).toEqual(before);
  });

  test('keeps to itself: not root, nothing written, no complaint, less memory than its limit', async () => {
    await keepsToItself(committed, exporter);
    expect(exporter.complaints).toEqual([]);
    expect(exporter.log).not.toContain(MARK);
  });

  test('planted: a collector that is left out, a name that is misspelt, and a label too few are seen', async () => {
    const blind = await start({
      planted: command => command.map(word => word.replace('--collect.global_status', '--no-collect.global_status')),
    });
    const { connections, refused } = MARIADB_METRICS;
    expect(differences(committed, await blind.told(), UNTYPED)).toEqual(
      [connections, refused].map(({ name }) => `${name} is not told`),
    );
    await blind.end();
    const told = await exporter.told();
    const of = (metric: (typeof committed.metrics)[number]) => differences({ metrics: [metric], byTarget: [] }, told);
    expect(of({ ...refused, name: `${refused.name}s` })).toEqual([`${refused.name}s is not told`]);
    expect(of({ ...refused, labels: [] })).toEqual([`${refused.name} is told with {error}, expected {}`]);
    expect(of(connections)).toEqual([`${connections.name} is told as untyped, expected gauge`]);
  });

  test('with a wrong password it tells 0, the server counts it, and its log does not show the password', async () => {
    const before = counted('Access_denied_errors');
    const wrong = await start({ secrets: { 'mariadb-exporter/password': `${WATCHING}.` } });
    expect(await up(wrong)).toEqual([0]);
    expect(counted('Access_denied_errors')).toBeGreaterThan(before);
    expect(wrong.complaints.join('\n')).toMatch(/Access denied for user 'exporter'/);
    expect(wrong.log).not.toContain(MARK);
    await wrong.end();
    expect(await up()).toEqual([1]);
  });

  test('a server that is full lets it in no more than others: it tells 0, and afterwards how many were refused', async () => {
    const refused = async (): Promise<number> =>
      (await exporter.told()).samples.find(
        ({ name, labels }) => name === MARIADB_METRICS.refused.name && labels['error'] === 'max_connections',
      )?.value ?? NaN;
    const before = await refused();
    // The place beyond the last is an administrator's. Until he has it, whom it turns away is not counted.
    const administrator = openSession(server.access);
    const application = { user: 'memo_user', password: PASSWORD };
    const sessions = [administrator, ...Array.from({ length: 10 }, () => openSession(server.access, application))];
    try {
      for (const session of sessions) expect(await session.answer('SELECT 1;')).toBe('1');
      await administrator.answer('SET GLOBAL max_connections = 10; SELECT 1;');
      expect(await up()).toEqual([0]);
    } finally {
      await administrator.answer('SET GLOBAL max_connections = 100; SELECT 1;');
      for (const session of sessions) session.close();
    }
    await quiet(server);
    expect(await up()).toEqual([1]);
    expect(await refused()).toBeGreaterThan(before);
  });

  test('cannot log in with a question mark in its password: why the Job refuses one', async () => {
    const password = 'a?b';
    server.query(`ALTER USER exporter@'%' IDENTIFIED BY '${password}'`);
    const confused = await start({ secrets: { 'mariadb-exporter/password': password } });
    expect(await up(confused)).toEqual([0]);
    expect(confused.complaints.join('\n')).toMatch(/Access denied for user 'exporter'@'%' to database/);
    await confused.end();
    await initialise(server);
    expect(await up()).toEqual([1]);
  });

  test('asks whatever address a query names: why only Prometheus reaches it', async () => {
    const other = await stranger();
    for (const path of ['/probe', '/metrics']) await (await exporter.get(`${path}?target=${other.address}`)).text();
    expect(other.heard.length).toBeGreaterThanOrEqual(2);
    expect(other.heard.join('')).not.toContain(MARK);
    other.end();
    expect((await exporter.get('/probe')).status).toBe(400);
  });

  test('while the server hangs it has no answer for Prometheus, which then misses the target, and later it has', async () => {
    await service.hang();
    const waiting = exporter.get('/metrics', committed.patience * 1000).then(answer => answer.text());
    await expect(waiting).rejects.toThrow(/timeout/i);
    await reached();
    expect(await up()).toEqual([1]);
  });

  test('tells 0 at the first reading after the server ended, lives on, and tells 1 once there is one with its account', async () => {
    expect(await up()).toEqual([1]);
    await server.stop();
    await service.close();
    expect(await up()).toEqual([0]);
    expect((await exporter.get('/')).status).toBe(200);
    await empty();
    expect(await up()).toEqual([0]);
    await initialise(server);
    expect(await up()).toEqual([1]);
  });
});
