import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { Construct } from 'constructs';
import { Duration } from 'cdk8s';
import { DatabaseBackup } from '../../../src/constructs/backup';
import { SqlJob, type SqlStep } from '../../../src/constructs/data-init';
import { size } from '../../../src/constructs/workload';
import type { KubeObject, OutsideEndpoint } from '../../../src/model';
import { DATABASE, sampleDataLoad, schemaInit, validation } from '../../../src/systems/memo/data';
import { objectsOf, testSystem } from '../../constructs/place';
import { podOf } from '../backup/shop';
import { folder, runPod, startPod, type Ended, type PodSpec, type Running, type Surroundings } from '../backup/pod';
import type { Server } from './server';

const NAMESPACE = 'sgcc-memo';
const IMAGE = { repository: 'docker.io/library/mariadb', tag: '10.11.16' };
const SERVER: OutsideEndpoint = {
  type: 'outside',
  service: 'mariadb',
  cidrs: ['192.0.2.10/32'],
  port: 3306,
  protocol: 'TCP',
};
const USE = { database: 'mariadb', workers: 1, connections: 1 };
const SIZE = size('100m', '128Mi', '500m', '256Mi');
const ROOT = { secret: 'mariadb', key: 'root-password' };
const APPLICATION = { secret: 'app-secrets', key: 'db-password' };
const EXPORTER = { secret: 'mariadb-exporter', key: 'password' };

/** A word that stands in the password and nowhere else. */
export const MARK = 'Zq7xMark';

/** Password of the application's account: two kinds of quotes, backslash, percent, dollar, spaces, Hangul. */
export const PASSWORD = `it's a "pass\\word" %s $HOME \`id\` 비밀 ${MARK} `;

/** Password of the account that watches. */
export const EXPORTER_PASSWORD = `an"other's $1 ${MARK}`;

/** Where the document's server is; the tests change the variables. */
export const INTO = { host: `mariadb.${NAMESPACE}.svc.cluster.local`, user: 'root' };

/** The three steps, in their order. */
export const STEPS = [
  schemaInit(INTO, 'application'),
  sampleDataLoad(INTO),
  validation(INTO, 'samples', 'application'),
] as const;

const DIST = resolve(__dirname, '../../../dist/memo-dev/memo-app');

/** Every object of memo-dev that is committed: the Jobs and ConfigMaps that a cluster gets. */
export function shipped(): readonly KubeObject[] {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.yaml') && !path.endsWith('kustomization.yaml'))
    .map(path => parse(readFileSync(join(DIST, path), 'utf8')) as KubeObject);
}

/** Jobs of the steps and CronJobs of the backup, with their ConfigMaps, as a system declares them. */
export function objects(steps: readonly SqlStep[] = STEPS): readonly KubeObject[] {
  const system = testSystem();
  const jobs = new Array<SqlJob>();
  for (const [position, step] of steps.entries())
    jobs.push(
      new SqlJob(system.app, step.name, {
        namespace: NAMESPACE,
        step,
        configMap: `${step.name}-scripts`,
        reads: jobs.filter(({ folder }) => step.reads.includes(folder)),
        image: IMAGE,
        user: 999,
        size: SIZE,
        containerName: 'mariadb-client',
        server: SERVER,
        use: USE,
        secrets: {
          MYSQL_PWD: ROOT,
          ...(step.secrets['DATABASE_PASSWORD'] && { DATABASE_PASSWORD: APPLICATION }),
          ...(step.secrets['EXPORTER_PASSWORD'] && { EXPORTER_PASSWORD: EXPORTER }),
        },
        deadline: Duration.minutes(15),
        position,
      }),
    );
  new DatabaseBackup(new Construct(system.app, 'backup'), 'mariadb', {
    namespace: NAMESPACE,
    engine: {
      type: 'mariadb',
      image: IMAGE,
      user: 999,
      database: DATABASE,
      env: { MYSQL_HOST: INTO.host, MYSQL_TCP_PORT: '3306', DATABASE_USER: 'root' },
      variables: { MYSQL_PWD: ROOT },
      use: USE,
    },
    server: SERVER,
    to: { type: 'pvc', storageClass: 'managed-csi', size: '20Gi' },
    schedule: { cron: '0 3 * * *', timeZone: 'Asia/Seoul', requirements: ['MM-03'] },
    keep: 3,
  });
  return objectsOf(system);
}

/** Writes down with which arguments programs are started, as a list of processes would show them. */
export class Recorder {
  readonly programs = folder('programs');
  readonly log = folder('arguments');

  constructor(names: readonly string[]) {
    for (const name of names) {
      const lines = ['#!/bin/bash', `printf '%s\\n' "${name} $*" >>${this.log}/list`, `exec /usr/bin/${name} "$@"`, ''];
      writeFileSync(join(this.programs, name), lines.join('\n'), { mode: 0o755 });
    }
  }

  get started(): readonly string[] {
    return readFileSync(join(this.log, 'list'), 'utf8').trimEnd().split('\n');
  }
}

/** Runs the pods of these objects against a server. What is given are its address, its administrator, the Secrets' values and the claims. */
export class Cluster {
  constructor(
    readonly server: Server,
    readonly all: readonly KubeObject[] = shipped(),
    private readonly claims: Readonly<Record<string, string>> = {},
    private readonly recorder?: Recorder,
  ) {}

  /** Runs the Job of that name. */
  job(name: string, changes: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return runPod(this.podOfJob(name), this.around(changes));
  }

  start(name: string): Running {
    return startPod(this.podOfJob(name), this.around({}));
  }

  /** Runs a Job of the CronJob of that name. */
  cronJob(name: string, changes: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return runPod(podOf(this.all, name), this.around(changes));
  }

  /** Runs all Jobs, one after the other, as their waves do. */
  async chain(): Promise<readonly Ended[]> {
    const ended = new Array<Ended>();
    for (const { name } of STEPS) ended.push(await this.job(name));
    return ended;
  }

  private podOfJob(name: string): PodSpec {
    // A Job's name ends with the hash of its content.
    const job = this.all.find(({ kind, metadata }) => kind === 'Job' && metadata.name.startsWith(name));
    if (!job) throw new Error(`no Job ${name}`);
    return (job as unknown as { readonly spec: { readonly template: { readonly spec: PodSpec } } }).spec.template.spec;
  }

  private around(changes: Readonly<Record<string, string>>): Surroundings {
    const { MYSQL_HOST, MYSQL_TCP_PORT, DATABASE_USER, MYSQL_PWD } = this.server.access;
    return {
      objects: this.all,
      claims: this.claims,
      values: {
        'mariadb/root-password': MYSQL_PWD,
        'app-secrets/db-password': PASSWORD,
        'mariadb-exporter/password': EXPORTER_PASSWORD,
      },
      // In development both accounts have one password; here the administrator's is the server's own.
      env: { MYSQL_HOST, MYSQL_TCP_PORT, DATABASE_USER, MYSQL_PWD, ...changes },
      programs: { '*': this.recorder ? `${this.recorder.programs}:/usr/bin` : '/usr/bin' },
      outside: this.recorder ? [this.recorder.log] : [],
    };
  }
}

/** Exit codes. */
export const codes = (ended: readonly Ended[]): readonly number[] => ended.map(({ code }) => code);

/** Content and history, without when it was applied. */
export function content(server: Server): string {
  if (server.query("SHOW DATABASES LIKE 'memo_app'") === '') return 'no database';
  const history =
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'memo_app' AND table_name = 'schema_history'";
  return [
    server.dump('--ignore-table=memo_app.schema_history'),
    server.query(history) === ''
      ? 'no history'
      : server.query(
          'SELECT step, version, checksum, statements, applied_at IS NOT NULL FROM memo_app.schema_history ORDER BY 1, 2',
        ),
    rights(server),
  ].join('\n');
}

/** The application's account, as the server tells it. */
export function rights(server: Server): string {
  return server.query("SELECT COUNT(*) FROM mysql.user WHERE user = 'memo_user'") === '0'
    ? 'no account'
    : server.query("SHOW CREATE USER memo_user@'%'; SHOW GRANTS FOR memo_user@'%'");
}
