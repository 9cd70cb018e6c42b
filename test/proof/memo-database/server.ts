import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mariaDbFile, mariaDbSettings } from '../../../src/constructs/data-store/mariadb-settings';
import { freePorts } from '../../../src/proving-ground/process';

/** How to reach a server as its administrator, in the variables of the Jobs. */
export type Access = Readonly<Record<'MYSQL_HOST' | 'MYSQL_TCP_PORT' | 'DATABASE_USER' | 'MYSQL_PWD', string>>;

/** A real MariaDB server. */
export interface Server {
  readonly access: Access;
  /** Output of SQL on the server: columns with a tab between them, one row a line. */
  query(sql: string, as?: { readonly user: string; readonly password: string }): string;
  /** Output of mariadb-dump of the database. */
  dump(...options: readonly string[]): string;
  stop(): Promise<void>;
}

const PASSWORD = 'of-the-proof';

/**
 * Whether MariaDB 10.11 or newer is here. Where it is not, the reason is printed and the proof is left out; where all
 * proofs are wanted (`GARAM_REQUIRE_TOOLS=1`, as in CI), that is an error.
 */
export function hasMariaDb(): boolean {
  const wanted = [
    'mariadb',
    'mariadb-dump',
    ...(process.env['GARAM_MARIADB'] ? [] : ['mariadbd', 'mariadb-install-db']),
  ];
  const missing = wanted.filter(program => spawnSync(program, ['--version'], { env: ENVIRONMENT }).error !== undefined);
  const version = spawnSync('mariadb', ['--version'], { encoding: 'utf8' }).stdout ?? '';
  const [, major = 0, minor = 0] = (/(\d+)\.(\d+)\.\d+-MariaDB/.exec(version) ?? []).map(Number);
  if (missing.length === 0 && (major > 10 || (major === 10 && minor >= 11))) return true;
  const message =
    `${missing.length > 0 ? `${missing.join(', ')} missing` : `MariaDB ${major}.${minor} is too old`}: the proofs on MariaDB need ` +
    '10.11 or newer; install it with `apt-get install mariadb-server` (Debian 12, Ubuntu 24.04) or `brew install mariadb`';
  if (process.env['GARAM_REQUIRE_TOOLS'] === '1') throw new Error(message);
  process.stderr.write(`${message}\n`);
  return false;
}

/** Distributions put the server where only root looks. */
const ENVIRONMENT = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/usr/local/sbin` };

/**
 * The server of `GARAM_MARIADB` (a URL of an administrator, `mariadb://root:password@host:3306`), or a new one of the
 * machine's MariaDB with the option file that the manifests carry. Both have no database memo_app.
 */
export async function startServer(): Promise<Server> {
  const url = process.env['GARAM_MARIADB'];
  if (url === undefined) return started();
  const { hostname, port, username, password } = new URL(url);
  const server = serverAt(
    {
      MYSQL_HOST: hostname,
      MYSQL_TCP_PORT: port || '3306',
      DATABASE_USER: decodeURIComponent(username || 'root'),
      MYSQL_PWD: decodeURIComponent(password),
    },
    () => Promise.resolve(reset(server)),
  );
  if (server.query("SHOW DATABASES LIKE 'memo_app'") !== '')
    throw new Error(
      'the server of GARAM_MARIADB has a database memo_app, which the proofs would drop: name another server',
    );
  return server;
}

/** As a new server: no database, no account of the application. */
export function reset(server: Server): void {
  server.query("DROP DATABASE IF EXISTS memo_app; DROP USER IF EXISTS memo_user@'%', exporter@'%'");
}

/** Waits until no session of a Job is left: the server notices the death of a client a little later. */
export async function quiet(server: Server): Promise<void> {
  for (let attempt = 0; attempt < 1800; attempt++) {
    const left = server.query(
      `SELECT COUNT(*) FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND user NOT IN ('system user', 'event_scheduler')`,
    );
    if (left === '0') return;
    await new Promise(done => setTimeout(done, 50));
  }
  throw new Error('a session of a Job is still there after 90 s');
}

async function started(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'garam-mariadb-'));
  const user = ordinaryUser();
  if (user) execFileSync('chown', [`${user}:`, folder]);
  const as = (command: readonly string[]): readonly [string, readonly string[]] => {
    const [program = '', ...args] = user
      ? ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups', ...command]
      : command;
    return [program, args];
  };
  const [port] = await freePorts(1);
  const [data, socket, options] = ['data', 'socket', 'server.cnf'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(options, mariaDbFile(mariaDbSettings({ maxConnections: 100, bufferPool: '64M' })));
  const install = [
    'mariadb-install-db',
    '--no-defaults',
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ];
  execFileSync(...as(install), { stdio: 'pipe', env: ENVIRONMENT });
  // What differs from the manifests: where it listens and where its files lie.
  const places = [
    `--datadir=${data}`,
    `--socket=${socket}`,
    `--pid-file=${data}/pid`,
    `--slow-query-log-file=${data}/slow.log`,
  ];
  const child = spawn(
    ...as(['mariadbd', `--defaults-file=${options}`, ...places, `--port=${port}`, '--bind-address=127.0.0.1']),
    { stdio: ['ignore', 'pipe', 'pipe'], env: ENVIRONMENT },
  );
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const asRoot = ['--no-defaults', `--socket=${socket}`, '--user=root'];
  // The socket is there before the server listens on it.
  for (let attempt = 0; spawnSync('mariadb', [...asRoot, '--execute=SELECT 1']).status !== 0; attempt++) {
    if (attempt === 900 || child.exitCode !== null) throw new Error(`MariaDB does not answer:\n${log}`);
    await new Promise(done => setTimeout(done, 100));
  }
  // The accounts of the official image: root from everywhere, with a password.
  execFileSync('mariadb', asRoot, {
    input: `DELETE FROM mysql.global_priv WHERE user = 'root' AND host <> 'localhost'; FLUSH PRIVILEGES;
      CREATE USER root@'%' IDENTIFIED BY '${PASSWORD}'; GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;
      ALTER USER root@localhost IDENTIFIED BY '${PASSWORD}';`,
  });
  const access = { MYSQL_HOST: '127.0.0.1', MYSQL_TCP_PORT: String(port), DATABASE_USER: 'root', MYSQL_PWD: PASSWORD };
  return serverAt(access, async () => {
    const ended = new Promise(done => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
}

/** A user without rights, who runs the server where we are root: it refuses to run as root. */
function ordinaryUser(): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return spawnSync('id', ['mysql']).status === 0 ? 'mysql' : 'nobody';
}

function serverAt(access: Access, stop: Server['stop']): Server {
  const { MYSQL_HOST, MYSQL_TCP_PORT, DATABASE_USER, MYSQL_PWD } = access;
  const run = (program: string, args: readonly string[], input: string, user: string, password: string): string =>
    execFileSync(
      program,
      [
        '--no-defaults',
        '--protocol=tcp',
        `--host=${MYSQL_HOST}`,
        `--port=${MYSQL_TCP_PORT}`,
        `--user=${user}`,
        '--default-character-set=utf8mb4',
        ...args,
      ],
      { input, encoding: 'utf8', env: { ...process.env, MYSQL_PWD: password }, maxBuffer: 1 << 28, stdio: 'pipe' },
    );
  return {
    access,
    query: (sql, as = { user: DATABASE_USER, password: MYSQL_PWD }) =>
      run('mariadb', ['--batch', '--skip-column-names', '--raw'], sql, as.user, as.password).trimEnd(),
    dump: (...options) =>
      run(
        'mariadb-dump',
        ['--skip-dump-date', '--routines', '--triggers', '--events', ...options, 'memo_app'],
        '',
        DATABASE_USER,
        MYSQL_PWD,
      ),
    stop,
  };
}
