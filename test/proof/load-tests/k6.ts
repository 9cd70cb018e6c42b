import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeObject } from '../../../src/model';
import { read } from '../../constructs/read';
import { realTool } from '../../real-tool';
import { objectOf } from '../exporters/committed';

/** The real k6, where it is built; its reason printed where it is not. */
export const K6 = realTool('k6', 'k6');

/** Variables of an environment. */
export type Variables = Readonly<Record<string, string>>;

/** A text of a committed script, and what stands there in its place. */
export type Change = readonly [from: string, to: string];

/** A process of k6 as it is committed: command, environment, and the scripts by the folder where they are mounted. */
export interface Committed {
  readonly command: readonly string[];
  readonly variables: Variables;
  readonly folder: string;
  readonly scripts: Variables;
  /** What the pod is given, in MiB. */
  readonly memoryMiB: number;
}

/** How a run ended. */
export interface Ended {
  /** 0: all kept; 99: a threshold was crossed; 107: the script gave up. */
  readonly code: number;
  readonly output: string;
  /** Metrics whose thresholds were crossed. */
  readonly crossed: readonly string[];
  /** The most memory that it had, in MiB. */
  readonly peakMiB: number;
}

/** What differs from the pod. */
export interface Differences {
  /** Variables with other values; each has to be among the committed ones. */
  readonly variables: Variables;
  /** Changes to the script that runs; each text has to stand there exactly once. @default none */
  readonly changes?: readonly Change[];
}

/** The pod of a CronJob or of an AnalysisTemplate. */
function podOf(object: KubeObject): unknown {
  const path = object.kind === 'CronJob' ? 'spec.jobTemplate' : 'spec.metrics.0.provider.job';
  return read(object as never, `${path}.spec.template.spec`);
}

/** @param words `CronJob/name` or `AnalysisTemplate/name` */
export function committedK6(environment: string, words: string): Committed {
  const pod = podOf(objectOf(environment, words)) as PodSpec;
  const [container] = pod.containers;
  const mounted = pod.volumes.find(({ configMap }) => configMap);
  const folder = container.volumeMounts.find(({ name }) => name === mounted?.name)?.mountPath;
  if (folder === undefined) throw new Error(`${words} has no folder of scripts`);
  const dataOf = (configMap: string): Variables =>
    read(objectOf(environment, `ConfigMap/${configMap}`), 'data') as Variables;
  const settings = (container.envFrom ?? []).map(({ configMapRef }) => dataOf(configMapRef.name));
  const variables = (container.env ?? []).map(({ name, value }) => ({ [name]: value }));
  return {
    command: container.command,
    variables: Object.assign({}, ...settings, ...variables) as Variables,
    folder,
    scripts: dataOf(mounted?.configMap?.name ?? ''),
    memoryMiB: Number.parseInt(container.resources.requests.memory, 10),
  };
}

interface PodSpec {
  readonly containers: readonly [
    {
      readonly command: readonly string[];
      readonly env?: readonly { readonly name: string; readonly value: string }[];
      readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
      readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
      readonly resources: { readonly requests: { readonly memory: string } };
    },
  ];
  readonly volumes: readonly { readonly name: string; readonly configMap?: { readonly name: string } }[];
}

/** Runs the committed command with real k6. */
export async function run(committed: Committed, differences: Differences): Promise<Ended> {
  const [program, ...words] = committed.command;
  if (program !== 'k6') throw new Error(`expected k6, found ${committed.command.join(' ')}`);
  return started(committed, differences, words);
}

/** What k6 understands of the committed command: scenarios, users and duration. */
export async function inspected(committed: Committed): Promise<unknown> {
  const script = committed.command.at(-1) as string;
  const words = ['inspect', '--include-system-env-vars', '--execution-requirements', script];
  const { code, output } = await started(committed, { variables: {} }, words);
  if (code !== 0) throw new Error(output);
  return JSON.parse(output);
}

async function started(committed: Committed, differences: Differences, words: readonly string[]): Promise<Ended> {
  const root = mkdtempSync(join(tmpdir(), 'garam-k6-'));
  try {
    mkdirSync(join(root, committed.folder));
    const entry = committed.command.at(-1)?.slice(committed.folder.length + 1);
    for (const [name, text] of Object.entries(committed.scripts)) {
      const changes = name === entry ? (differences.changes ?? []) : [];
      writeFileSync(join(root, committed.folder, name), changes.reduce(changed, text));
    }
    const placed = words.map(word => (word.startsWith(`${committed.folder}/`) ? join(root, word) : word));
    return await ended(placed, { ...overridden(committed.variables, differences.variables), ...SURROUNDINGS });
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What the container runtime adds, and what keeps the machine's network out: there is no home to write to. */
const SURROUNDINGS = { HOME: '/nonexistent', K6_NO_USAGE_REPORT: 'true' };

function changed(text: string, [from, to]: Change): string {
  const count = text.split(from).length - 1;
  if (count !== 1) throw new Error(`${from} stands ${count} times in the script`);
  return text.replace(from, () => to);
}

function overridden(variables: Variables, others: Variables): Variables {
  const unknown = Object.keys(others).filter(name => !(name in variables));
  if (unknown.length > 0) throw new Error(`not among the committed variables: ${unknown.join(', ')}`);
  return { ...variables, ...others };
}

function ended(words: readonly string[], env: Variables): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(K6 ?? '', words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said: string[] = [];
    let peakMiB = 0;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => said.push(data.toString()));
    const watch = setInterval(() => (peakMiB = Math.max(peakMiB, memoryOf(child.pid))), 200);
    child.once('error', reject);
    child.once('close', code => {
      clearInterval(watch);
      const output = said.join('');
      resolve({ code: code ?? -1, output, crossed: crossedIn(output), peakMiB });
    });
  });
}

/** The most memory that a process has had so far, in MiB. */
function memoryOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0; // It has just ended.
  }
}

/** Metrics above the thresholds that k6's summary marks as crossed. */
function crossedIn(output: string): readonly string[] {
  const [, thresholds = ''] = /THRESHOLDS([^]*?)TOTAL RESULTS/.exec(output) ?? [];
  let metric = '';
  const crossed = thresholds.split('\n').flatMap(line => {
    const text = line.trim();
    if (!/^[✓✗]/.test(text)) metric = text || metric;
    return text.startsWith('✗') ? [metric] : [];
  });
  return [...new Set(crossed)];
}

/** Runs some at a time: more would take each other's processor, and judge the machine. */
export async function inGroups<T>(
  names: readonly string[],
  work: (name: string) => Promise<T>,
): Promise<Map<string, T>> {
  const results = new Map<string, T>();
  const waiting = [...names];
  const worker = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) results.set(name, await work(name));
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return results;
}
