import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { KubeObject } from '../../../src/model';

/** The parts of a container that are run as they stand in the manifest. */
interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: Readonly<
      Record<'secretKeyRef' | 'configMapKeyRef', { readonly name: string; readonly key: string } | undefined>
    >;
  }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
}

interface Volume {
  readonly name: string;
  readonly emptyDir?: object;
  readonly configMap?: { readonly name: string };
  readonly persistentVolumeClaim?: { readonly claimName: string };
}

/** The parts of a pod that are run as they stand in the manifest. */
export interface PodSpec {
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly Volume[];
}

/** What a cluster would bring to a pod. */
export interface Surroundings {
  /** All objects of the system: its ConfigMaps are mounted. */
  readonly objects: readonly KubeObject[];
  /** Values of Secrets and of ConfigMaps that a controller makes, as `name/key`. */
  readonly values?: Readonly<Record<string, string>>;
  /** Folders of claims by their name, of a StatefulSet's by their template's; of other volumes, too, where a test looks in. */
  readonly claims?: Readonly<Record<string, string>>;
  /** Variables that a webhook would add, or that a test changes. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folders of programs, by container; `*` for those that are not named. @default the machine's */
  readonly programs?: Readonly<Record<string, string>>;
  /** Folders that stand in for something outside, visible at the same path. */
  readonly outside?: readonly string[];
  /** Added to the container's command. */
  readonly more?: readonly string[];
}

/** How a container ended. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** A container that runs. */
export interface Running {
  /** Process on the machine; its only child is process 1 of the container. */
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** User of the official images; one that no machine has to know. */
const USER = 999;

/**
 * Stands in for the container runtime: a root file system that is read-only and has nothing but the machine's programs,
 * the volumes bound at their paths, user 999 without a capability, and the command as process 1 of its own PID
 * namespace, so that its end is the end of all that it started. Needs user namespaces, not root.
 */
const RUNTIME = `
set -eu
root="$1" bound="$2"; shift 2
mount -t tmpfs -o mode=755 none "$root"
mkdir "$root"/{dev,etc,proc,tmp,usr,var}
mount --rbind /usr "$root/usr" && mount -o remount,bind,ro "$root/usr"
mount --rbind /dev "$root/dev"
mount -t proc none "$root/proc"
for link in bin lib lib64 sbin; do ln -s "usr/$link" "$root/$link"; done
cp -rL /etc/ld.so.cache /etc/alternatives "$root/etc/" 2>/dev/null || true
echo 'postgres:x:${USER}:${USER}::/:/bin/sh' >"$root/etc/passwd"
echo 'postgres:x:${USER}:' >"$root/etc/group"
while IFS=: read -r from to how; do
  mkdir -p "$root$to"
  mount --bind "$from" "$root$to"
  [ "$how" = rw ] || mount -o remount,bind,ro "$root$to"
done <"$bound"
mount -o remount,bind,ro "$root"
exec chroot "$root" /usr/bin/setpriv --ambient-caps=-all --inh-caps=-all --no-new-privs -- "$@"
`;

const scratch = mkdtempSync(join(tmpdir(), 'garam-pod-'));
let runs = 0;

/** A new folder that goes with the test run. */
export function folder(name: string): string {
  const path = join(scratch, `${name}-${runs++}`);
  mkdirSync(path);
  return path;
}

/** Removes everything that pods have written. */
export function removeFolders(): void {
  rmSync(scratch, { recursive: true, force: true });
}

/** Runs a pod's containers one after the other, as a Job's: the first that fails ends it. */
export async function runPod(pod: PodSpec, surroundings: Surroundings): Promise<Ended> {
  const volumes = foldersOf(pod, surroundings);
  let output = '';
  for (const container of [...(pod.initContainers ?? []), ...pod.containers]) {
    const ended = await startContainer(container, volumes, surroundings).ended;
    output += ended.output;
    if (ended.code !== 0) return { code: ended.code, output };
  }
  return { code: 0, output };
}

/** Starts the only container of a pod. */
export function startPod(pod: PodSpec, surroundings: Surroundings): Running {
  return startContainer(pod.containers[0] as Container, foldersOf(pod, surroundings), surroundings);
}

/** Kills process 1 of a container, and so all of it, as soon as there is one, and waits until nothing of it is left. */
export async function killHard({ process: { pid }, ended }: Running): Promise<Ended> {
  const strike = (): void => childrenOf(pid).forEach(kill);
  strike();
  const again = setInterval(strike, 1);
  return ended.finally(() => clearInterval(again));
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It may have ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Processes of a container that run a program of this name. */
export function processesOf({ process: { pid } }: Running, program: string): readonly number[] {
  const below = (parent: number | undefined): number[] => childrenOf(parent).flatMap(child => [child, ...below(child)]);
  return below(pid).filter(each => read(`/proc/${each}/comm`).trim() === program);
}

function childrenOf(pid: number | undefined): readonly number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function startContainer(
  container: Container,
  volumes: ReadonlyMap<string, string>,
  { values, env, programs, outside = [], more = [] }: Surroundings & Pick<Surroundings, 'objects'>,
): Running {
  const own = programs?.[container.name] ?? programs?.['*'];
  const bound = [
    ...(container.volumeMounts ?? []).map(
      ({ name, mountPath, readOnly }) => `${volumes.get(name)}:${mountPath}:${readOnly ? 'ro' : 'rw'}`,
    ),
    ...outside.map(path => `${path}:${path}:rw`),
    ...(own?.split(':') ?? [])
      .filter(path => path.startsWith(scratch) || path.startsWith(__dirname))
      .map(path => `${path}:${path}:ro`),
  ];
  const list = join(folder('bound'), 'list');
  writeFileSync(list, bound.map(line => `${line}\n`).join(''));
  const words = [...(container.command ?? []), ...(container.args ?? []), ...more];
  const runtime = ['--user', `--map-user=${USER}`, `--map-group=${USER}`, '--keep-caps', '--mount', '--pid', '--fork'];
  const child = spawn(
    'unshare',
    [
      ...runtime,
      '--kill-child',
      '/bin/bash',
      '-c',
      RUNTIME,
      'runtime',
      folder('root'),
      list,
      '/usr/bin/env',
      '--ignore-environment',
      ...variables(container, values, { ...env, PATH: own ?? machinePath() }),
      ...words,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  const ended = new Promise<Ended>(resolve => child.on('close', code => resolve({ code: code ?? -1, output })));
  return { process: child, ended };
}

/** `NAME=value`, in the order of the manifest: what is said later counts. */
function variables(
  { env = [] }: Container,
  values: Surroundings['values'] = {},
  more: Readonly<Record<string, string>>,
): readonly string[] {
  const own = env.map(({ name, value, valueFrom }) => {
    const source = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef;
    const found = source ? values[`${source.name}/${source.key}`] : (value ?? '');
    if (found === undefined) throw new Error(`no value for ${source?.name}/${source?.key}, which ${name} wants`);
    return `${name}=${found}`;
  });
  return [...own, ...Object.entries(more).map(([name, value]) => `${name}=${value}`)];
}

/** A folder for each volume: its claim's, an empty one, or the files of a ConfigMap. */
function foldersOf({ volumes = [] }: PodSpec, { objects, claims = {} }: Surroundings): ReadonlyMap<string, string> {
  const made = volumes.map(({ name, configMap, persistentVolumeClaim }): readonly [string, string] => {
    if (persistentVolumeClaim) return [name, claims[persistentVolumeClaim.claimName] ?? missing(persistentVolumeClaim)];
    const path = claims[name] ?? folder(name);
    if (configMap) {
      const { data } = objects.find(
        ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMap.name,
      ) as unknown as { readonly data: Readonly<Record<string, string>> };
      for (const [file, text] of Object.entries(data)) writeFileSync(join(path, file), text);
    }
    return [name, path];
  });
  return new Map([...Object.entries(claims), ...made]);
}

function missing({ claimName }: { readonly claimName: string }): never {
  throw new Error(`the test gives no folder for claim ${claimName}`);
}

/** Folder of a PostgreSQL server's own programs: the newest that the machine has. */
export function postgresPrograms(): string {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const [newest] = versions.map(Number).sort((a, b) => b - a);
  if (newest === undefined) throw new Error('no PostgreSQL server here: apt-get install postgresql');
  return `/usr/lib/postgresql/${newest}/bin`;
}

function machinePath(): string {
  return [postgresPrograms(), '/usr/bin', dirname(process.execPath)].join(':');
}
