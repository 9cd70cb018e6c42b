import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { freePorts } from '../../../src/proving-ground/process';
import { read } from '../../constructs/read';
import { folder, killHard, processesOf, type Ended, type Running } from '../backup/pod';
import type { Committed } from './committed';
import { toldIn, type Told } from '../../told';

/** What differs from the pod, said by each proof: where it listens, whom it asks, and the values of its Secrets. */
export interface Differences {
  /** The real program, which lies in the image where the command says. */
  readonly program: string;
  /** Addresses of the manifests, and those that take their place. @default none */
  readonly addresses?: Readonly<Record<string, string>>;
  /** By `secret/key`. @default none */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Plants a defect into the command. */
  readonly planted?: (command: readonly string[]) => readonly string[];
}

interface Container {
  readonly command: readonly string[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef: { name: string; key: string } };
  }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

/**
 * Stands in for the container runtime and for an image that holds one program and nothing else: a root that is
 * read-only, `/tmp` where the pod has one, and where it sees its node, the machine's own folders with what is mounted in
 * them. Its processes are its own, its network the machine's.
 */
const RUNTIME = `
set -eu
root="$1" built="$2" program="$3" tmp="$4" node="$5"; shift 5
mount -t tmpfs -o mode=755 none "$root"
mkdir -p "$root/proc" "$root/tmp" "$root$node" "$(dirname "$root$program")"
touch "$root$program"
mount --bind "$built" "$root$program"
mount -t proc none "$root/proc"
mount --bind "$tmp" "$root/tmp"
[ -z "$node" ] || { mount --rbind / "$root$node" && mount -o remount,bind,ro "$root$node"; }
mount -o remount,bind,ro "$root"
exec "$@"
`;

/** Time for whatever has to happen: a busy machine takes long. */
const DEADLINE = 120_000;

/** A real exporter with its committed command and environment, as the pod's user, without capabilities, read-only. */
export class RunningExporter {
  private static readonly all = new Set<RunningExporter>();

  private constructor(
    private readonly running: Running,
    private readonly port: number,
    private readonly said: readonly string[],
    private readonly tmp: string,
    private readonly name: string,
  ) {}

  static async start({ workload }: Pick<Committed, 'workload'>, differences: Differences): Promise<RunningExporter> {
    const container = read(workload, 'spec.template.spec.containers.0') as Container;
    const [port = 0] = await freePorts(1);
    const listens = String(read(workload, 'spec.template.spec.containers.0.ports.0.containerPort'));
    const addresses = { [`:${listens}`]: `127.0.0.1:${port}`, ...differences.addresses };
    const variables = variablesOf(container, differences.secrets);
    const placed = addressed([...variables, ...container.command], addresses);
    const [settings, command] = [placed.slice(0, variables.length), placed.slice(variables.length)];
    const [program = '', ...words] = differences.planted?.(command) ?? command;
    const [root, tmp] = [folder('image'), folder('tmp')];
    chmodSync(tmp, 0o777);
    const places = [root, differences.program, program, tmp, nodeFolder(workload, container)];
    const { outside, inside } = user(Number(read(workload, 'spec.template.spec.securityContext.runAsUser')), root);
    const child = spawn(
      'unshare',
      [
        ...outside,
        ...['--mount', '--pid', '--fork', '--kill-child', '/bin/bash', '-c', RUNTIME, 'runtime', ...places],
        ...['/usr/bin/env', '--ignore-environment', ...settings, ...inside, program, ...words],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => said.push(data.toString()));
    const ended = new Promise<Ended>(resolve =>
      child.on('close', code => resolve({ code: code ?? -1, output: said.join('') })),
    );
    const name = program.slice(program.lastIndexOf('/') + 1);
    const exporter = new RunningExporter({ process: child, ended }, port, said, tmp, name);
    RunningExporter.all.add(exporter);
    await exporter.listening();
    return exporter;
  }

  /** All that it has said so far. */
  get log(): string {
    return this.said.join('');
  }

  /** Lines of its log that tell of trouble. */
  get complaints(): readonly string[] {
    return this.log.split('\n').filter(line => /level="?(warn|error|fatal)|panic/i.test(line));
  }

  /** Asks it for a path, as a probe or Prometheus does. */
  get(path: string, milliseconds = DEADLINE): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, { signal: AbortSignal.timeout(milliseconds) });
  }

  /** One reading. */
  async told(): Promise<Told> {
    const answer = await this.get('/metrics');
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}\n${this.log}`);
    return toldIn(await answer.text());
  }

  /** A line of what the kernel says of its process: `VmHWM`, `Uid`. */
  status(field: string): string {
    const [pid] = processesOf(this.running, this.name.slice(0, 15));
    const found = new RegExp(`^${field}:\\s+(.+)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (found === undefined) throw new Error(`the kernel says nothing of ${field}`);
    return found;
  }

  /** The most memory that it has had, in MiB. */
  get peakMiB(): number {
    return Number.parseInt(this.status('VmHWM'), 10) / 1024;
  }

  /** Files that it has written: there is no other place than `/tmp`. */
  get written(): readonly string[] {
    return readdirSync(this.tmp);
  }

  async end(): Promise<void> {
    RunningExporter.all.delete(this);
    await killHard(this.running);
  }

  /** Ends those that a proof has left behind because it failed, too. */
  static async endAll(): Promise<void> {
    for (const exporter of RunningExporter.all) await exporter.end();
  }

  private async listening(): Promise<void> {
    let ended: Ended | undefined;
    void this.running.ended.then(how => (ended = how));
    for (const end = Date.now() + DEADLINE; !(await answers(this.port));) {
      if (ended) throw new Error(`the exporter ended with ${ended.code}:\n${ended.output}`);
      if (Date.now() > end) throw new Error(`the exporter does not listen:\n${this.log}`);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false)).once('connect', () => socket.destroy());
  });
}

/** The committed words with other addresses, each of which has to stand there exactly once. */
function addressed(committed: readonly string[], addresses: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(addresses).reduce((words, [from, to]) => {
    const changed = words.map(word => word.replace(from, to));
    const count = changed.filter((word, index) => word !== words[index]).length;
    if (count !== 1) throw new Error(`${from} stands ${count} times in ${committed.join(' ')}`);
    return changed;
  }, committed);
}

function variablesOf({ env = [] }: Container, secrets: Differences['secrets'] = {}): readonly string[] {
  return env.map(({ name, value, valueFrom }) => {
    const key = `${valueFrom?.secretKeyRef.name}/${valueFrom?.secretKeyRef.key}`;
    const found = value ?? secrets[key];
    if (found === undefined) throw new Error(`no value for ${key}`);
    return `${name}=${found}`;
  });
}

/** Where the pod sees the root folder of its node; empty where it does not. */
function nodeFolder(workload: Committed['workload'], { volumeMounts = [] }: Container): string {
  const volumes = (read(workload, 'spec.template.spec.volumes') ?? []) as readonly {
    readonly name: string;
    readonly hostPath?: { readonly path: string };
  }[];
  const [node] = volumes.filter(({ hostPath }) => hostPath?.path === '/').map(({ name }) => name);
  return volumeMounts.find(({ name }) => name === node)?.mountPath ?? '';
}

/** How the program becomes the pod's user: for real where we are root, else as a name for our own. */
function user(id: number, root: string): { readonly outside: readonly string[]; readonly inside: readonly string[] } {
  const bare = ['/usr/bin/setpriv', '--no-new-privs', '--'];
  if (process.getuid?.() === 0)
    return { outside: [], inside: [...bare, '/usr/sbin/chroot', `--userspec=${id}:${id}`, '--groups=', root] };
  const mapped = ['--user', `--map-user=${id}`, `--map-group=${id}`, `--root=${root}`];
  return { outside: ['--user', '--map-root-user'], inside: [...bare, '/usr/bin/unshare', ...mapped] };
}
