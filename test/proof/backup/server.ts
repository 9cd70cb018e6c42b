import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../../src/proving-ground/process';
import type { KubeObject } from '../../../src/model';
import { folder, killHard, postgresPrograms, runPod, startPod, type PodSpec, type Running } from './pod';

/** A server of the machine's PostgreSQL with the configuration of a StatefulSet. */
export interface TestServer {
  readonly port: number;
  /** Runs SQL as the superuser and returns what it prints. */
  readonly sql: (text: string, database?: string) => string;
  /** The database as text, as `pg_dump` tells it; without the random word by which each dump guards itself. */
  readonly dump: () => string;
  /** As a node that loses its power. */
  readonly kill: () => Promise<void>;
  /** Starts again on the same data. */
  readonly start: () => Promise<void>;
}

/** Two kinds of quotes, spaces, a backslash, a dollar, at the end a space: all that shells and files trip over. */
export const PASSWORD = `it's a "pass\\word" $HOME \`id\` %s 100%\\ `;

/** Values of Secrets that pods ask for. */
export const SECRETS = { 'postgresql-init-secret/password': PASSWORD };

/**
 * Starts the pod of StatefulSet `postgresql` on a free port. What the image's entrypoint does before it starts the
 * server is done here, with the variables of the manifest: a new cluster and its database. The server's own command,
 * its two files and its folders are the manifest's.
 */
export async function startServer(objects: readonly KubeObject[], database: string): Promise<TestServer> {
  const [port = 0] = await freePorts(1);
  const set = objects.find(({ kind }) => kind === 'StatefulSet') as unknown as {
    readonly spec: { readonly template: { readonly spec: PodSpec } };
  };
  const pod = set.spec.template.spec;
  const claims = { data: folder('data') };
  const env = (name: string): string => pod.containers[0]?.env?.find(each => each.name === name)?.value ?? '';
  const surroundings = { objects, claims, values: SECRETS };
  const initdb = [
    `initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\\n' "$POSTGRES_PASSWORD") $POSTGRES_INITDB_ARGS -D "$PGDATA"`,
    `echo "CREATE DATABASE $POSTGRES_DB" | postgres --single -D "$PGDATA" postgres`,
  ].join(' >/dev/null && ');
  const made = await runPod(
    {
      ...pod,
      initContainers: [],
      containers: [{ ...(pod.containers[0] as object), name: 'entrypoint', command: ['bash', '-c', initdb], args: [] }],
    },
    surroundings,
  );
  if (made.code !== 0) throw new Error(`no database cluster: ${made.output}`);

  let running: Running | undefined;
  const start = async (): Promise<void> => {
    const more = ['-c', `port=${port}`, '-c', 'listen_addresses=127.0.0.1'];
    running = startPod({ ...pod, initContainers: [] }, { ...surroundings, more });
    let early: string | undefined;
    void running.ended.then(({ output }) => (early = output));
    while (!isReady(port)) {
      if (early !== undefined) throw new Error(`the server has ended: ${early}`);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  };
  await start();
  const client = clientOf(port, env('POSTGRES_USER'));
  return {
    port,
    sql: (text, name = database) =>
      client('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', name, '-f', '-'], text),
    dump: () => client('pg_dump', [database]).replaceAll(/^\\(un)?restrict .*$/gm, ''),
    kill: async () => {
      if (running) await killHard(running);
    },
    start,
  };
}

function isReady(port: number): boolean {
  try {
    execFileSync(join(postgresPrograms(), 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]);
    return true;
  } catch {
    return false;
  }
}

type Client = (program: string, args: readonly string[], input?: string) => string;

function clientOf(port: number, user: string): Client {
  const password = join(folder('client'), 'pgpass');
  const escaped = PASSWORD.replaceAll(/[\\:]/g, '\\$&');
  writeFileSync(password, `127.0.0.1:*:*:*:${escaped}\n`, { mode: 0o600 });
  const env = {
    PATH: process.env['PATH'],
    PGHOST: '127.0.0.1',
    PGPORT: String(port),
    PGUSER: user,
    PGPASSFILE: password,
  };
  return (program, args, input) =>
    execFileSync(join(postgresPrograms(), program), args, {
      env,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      ...(input !== undefined && { input }),
    });
}
