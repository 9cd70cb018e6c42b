import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { freePorts } from '../../../src/proving-ground/process';
import { eventually } from '../../eventually';
import { realTool } from '../../real-tool';
import { toldIn, type Told } from '../../told';

/** The real Loki, where it is built; its reason printed where it is not. */
export const LOKI = realTool('loki', 'loki');

/** What the program says of a configuration: nothing where it takes it. */
export function complaint(folder: string, text: string): Promise<string> {
  const path = join(folder, 'checked.yaml');
  writeFileSync(path, text);
  return new Promise(resolve => {
    execFile(LOKI ?? '', [`-config.file=${path}`, '-verify-config'], (error, stdout, stderr) =>
      resolve(error ? `${stdout}${stderr}` : ''),
    );
  });
}

/** A line as Fluent Bit's output `loki` sends it: nanoseconds since 1970, and the text. */
export type Line = readonly [nanoseconds: string, text: string];

/** A running Loki on loopback, with a folder of this machine as its volume. */
export class RunningLoki {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  /** @param text its configuration @param args those of the pod's container @param volume where the volume is */
  static async start(volume: string, text: string, args: readonly string[]): Promise<RunningLoki> {
    const [port, inner] = (await freePorts(2)) as [number, number];
    const path = join(volume, `loki-${port}.yaml`);
    writeFileSync(path, placed(text, volume, port, inner));
    const words = args.map(each => (each.startsWith('-config.file=') ? `-config.file=${path}` : each));
    const child = spawn(LOKI ?? '', words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr?.on('data', chunk => (said = (said + String(chunk)).slice(-4000)));
    const started = new RunningLoki(child, port);
    await eventually(async () => {
      if (child.exitCode !== null) throw new Error(`Loki does not start\n${said}`);
      return (await started.status('/ready')) === 200 || undefined;
    }, `Loki to be ready\n${said}`);
    return started;
  }

  async status(path: string): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${this.port}${path}`).catch(() => undefined);
    await answer?.arrayBuffer();
    return answer?.status ?? 0;
  }

  /** Sends to an address of the cluster, which is this Loki's here. */
  call(url: URL, request: RequestInit = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${url.pathname}${url.search}`, request);
  }

  async shown(): Promise<Told> {
    return toldIn(await (await fetch(`http://127.0.0.1:${this.port}/metrics`)).text());
  }

  /** The most memory that it ever had, in MiB, as the kernel counts it. */
  get mostMiB(): number {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))?.[1]) / 1024;
  }

  /** Ends it as a crash does, or as the kubelet. */
  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise(resolve => this.child.once('exit', resolve));
    this.child.kill(signal);
    await ended;
  }
}

/** All that differs from what is committed: ports, loopback, and the folder of the volume. */
function placed(text: string, volume: string, port: number, inner: number): string {
  const document = parseDocument(text);
  const folder = String(document.getIn(['common', 'path_prefix']));
  document.setIn(['server', 'http_listen_address'], '127.0.0.1');
  document.setIn(['server', 'http_listen_port'], port);
  document.setIn(['server', 'grpc_listen_port'], inner);
  return document.toString().replaceAll(new RegExp(`(: )${folder}(?=/|$)`, 'gm'), `$1${volume}`);
}
