import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { AppliedStep, SqlStep } from '../../../src/constructs/data-init';
import { asOrdinaryUser, type Server } from './server';

/** What a Job's container is: its command, its variables, and the files that are mounted. */
export interface JobUnderTest {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Variables that come from Secrets. */
  readonly secrets: readonly string[];
  /** Path → file name → text. */
  readonly mounts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How a Job's container ended. */
export interface Outcome {
  /** Exit code; null when it was killed. */
  readonly code: number | null;
  /** Both streams, as `kubectl logs` shows them. */
  readonly output: string;
}

/** Names of the Jobs, in their order (TG-07). */
export const JOBS = ['database-schema-init', 'sample-data-load', 'data-validation'] as const;

const DIST = resolve(__dirname, '../../../dist/tripgen-dev');

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Record<string, string>;
  readonly spec?: { readonly template: { readonly spec: PodSpec } };
}

interface PodSpec {
  readonly containers: readonly [Container];
  readonly volumes?: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
}

interface Container {
  readonly command: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

/** The committed object of that kind and name. */
function read(kind: string, named: string): Manifest {
  const file = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).find(path =>
    path.endsWith(`/${kind}.${named}.yaml`),
  );
  if (file === undefined) throw new Error(`dist/tripgen-dev has no ${kind} ${named}: run npm start`);
  return parse(readFileSync(join(DIST, file), 'utf8')) as Manifest;
}

/** The committed settings of the server, by name. */
export function shippedSettings(): Readonly<Record<string, string>> {
  const file = read('ConfigMap', 'postgresql-config').data?.['postgresql.conf'] ?? '';
  return Object.fromEntries(
    [...file.matchAll(/^(\w+) = '?(.*?)'?$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** The Job of that name that is committed in dist/, with the ConfigMaps that it mounts. */
export function shippedJob(name: (typeof JOBS)[number]): JobUnderTest {
  const pod = read('Job', name).spec?.template.spec as PodSpec;
  const [container] = pod.containers;
  const { volumeMounts = [] } = container;
  const mounts = volumeMounts.flatMap(({ name: volume, mountPath }) => {
    const configMap = pod.volumes?.find(each => each.name === volume)?.configMap;
    return configMap ? [[mountPath, read('ConfigMap', configMap.name).data ?? {}] as const] : [];
  });
  const { command, args = [], env = [] } = container;
  return {
    name,
    command: [...command, ...args],
    env: Object.fromEntries(env.flatMap(each => (each.value === undefined ? [] : [[each.name, each.value]]))),
    secrets: env.filter(each => each.valueFrom !== undefined).map(each => each.name),
    mounts: Object.fromEntries(mounts),
  };
}

/** The same of a step that is not committed: another version, or one that somebody spoilt. */
export function jobOf(step: SqlStep | AppliedStep, others: readonly SqlStep[] = []): JobUnderTest {
  return {
    name: step.name,
    command: [...step.command, ...step.args],
    env: step.env,
    secrets: Object.keys(step.secrets),
    mounts: Object.fromEntries([step, ...others].map(({ folder, data }) => [folder, data])),
  };
}

/** A Job's process. */
export interface Running {
  /** As the kernel does when a node is lost: every process of the container, at once. */
  kill(): void;
  readonly ended: Promise<Outcome>;
}

/**
 * Runs the containers of Jobs as an ordinary user of the operating system. The manifest's own command and variables are
 * used; what is replaced are the server's address and database, the values of the Secrets, and the folders of the mounts,
 * which lie under a temporary one here.
 */
export class JobRunner {
  private readonly folders = new Map<JobUnderTest, string>();

  constructor(
    private readonly server: Server,
    /** Values of the Secrets' variables. A Job that wants another one fails here. */
    private readonly secrets: Readonly<Record<string, string>>,
  ) {}

  run(job: JobUnderTest, changes: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    return this.start(job, changes).ended;
  }

  start(job: JobUnderTest, changes: Readonly<Record<string, string>> = {}): Running {
    const { PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE } = this.server.access;
    const known: Readonly<Record<string, string>> = { ...this.secrets, PGPASSWORD };
    const secrets = job.secrets.flatMap(name => (known[name] === undefined ? [] : [[name, known[name]]]));
    const env = {
      PATH: process.env['PATH'] ?? '',
      ...job.env,
      ...(Object.fromEntries(secrets) as Record<string, string>),
      ...{ PGHOST, PGPORT, PGUSER, PGDATABASE },
      ...changes,
    };
    const [program, ...args] = asOrdinaryUser(this.commandOf(job)) as [string, ...string[]];
    // A group of its own, so that a kill meets the shell and psql together.
    const child = spawn(program, args, { env, cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<Outcome>((done, fail) => {
      child.once('error', fail);
      child.once('close', code => done({ code, output }));
    });
    const kill = (): void => {
      try {
        process.kill(-(child.pid as number), 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    return { kill, ended };
  }

  private commandOf(job: JobUnderTest): readonly string[] {
    const folder = this.folders.get(job) ?? this.mount(job);
    const paths = Object.keys(job.mounts);
    return job.command.map(part =>
      paths.reduce((text, path) => text.replaceAll(new RegExp(`(?<=^|\\s)${path}/`, 'g'), `${folder}${path}/`), part),
    );
  }

  private mount(job: JobUnderTest): string {
    const folder = mkdtempSync(join(this.server.scratch, 'mounts-'));
    chmodSync(folder, 0o755);
    for (const [path, files] of Object.entries(job.mounts)) {
      mkdirSync(join(folder, path), { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, path, name), text);
    }
    this.folders.set(job, folder);
    return folder;
  }
}
