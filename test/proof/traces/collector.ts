import { randomBytes } from 'node:crypto';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { freePorts } from '../../../src/proving-ground/process';
import { eventually } from '../../eventually';
import { realTool } from '../../real-tool';
import { toldIn, type Told } from '../../told';

/** The real collector, where it is built; its reason printed where it is not. */
export const OTELCOL = realTool('otel-collector', 'otelcol');

/** What the program says of a configuration: nothing where it takes it. */
export function complaint(folder: string, text: string): Promise<string> {
  const path = join(folder, 'checked.yaml');
  writeFileSync(path, text);
  return run('validate', `--config=${path}`).catch(String);
}

/** What the program says where it is asked for something and ends. */
export function run(...words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(OTELCOL ?? '', [...words], (error, stdout, stderr) =>
      error ? reject(new Error(`${stdout}${stderr}`)) : resolve(stdout),
    );
  });
}

/** A running collector, with loopback ports and a stand-in for X-Ray in place of the committed ones. */
export class RunningCollector {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
    private readonly metricsPort: number,
  ) {}

  /** @param text its configuration @param xRay address of the stand-in @param env what the pod's container is given */
  static async start(
    folder: string,
    text: string,
    xRay: string,
    env: Readonly<Record<string, string>>,
  ): Promise<RunningCollector> {
    const [port, metricsPort] = (await freePorts(2)) as [number, number];
    const path = join(folder, `collector-${port}.yaml`);
    writeFileSync(path, placed(text, port, metricsPort, xRay));
    const child = spawn(OTELCOL ?? '', [`--config=${path}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...env, AWS_ACCESS_KEY_ID: KEY_ID, AWS_SECRET_ACCESS_KEY: randomBytes(20).toString('hex') },
    });
    let said = '';
    child.stderr?.on('data', chunk => (said = (said + String(chunk)).slice(-4000)));
    const started = new RunningCollector(child, port, metricsPort);
    await eventually(async () => {
      if (child.exitCode !== null) throw new Error(`the collector does not start\n${said}`);
      return (await started.alive()) || undefined;
    }, 'a connection to the collector');
    return started;
  }

  /** Whether it is alive as the kubelet sees it: something takes a connection at the port. */
  alive(): Promise<boolean> {
    return new Promise(resolve => {
      const socket = connect(this.port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
  }

  /** Sends spans to an address of the cluster, which is this collector's here. @returns status of the answer */
  async take(url: URL, contentType: string, body: Uint8Array<ArrayBuffer>): Promise<number> {
    const here = `http://127.0.0.1:${this.port}${url.pathname}`;
    const answer = await fetch(here, { method: 'POST', headers: { 'content-type': contentType }, body });
    await answer.arrayBuffer();
    return answer.status;
  }

  /** What it shows of itself. */
  async shown(path: string): Promise<Told> {
    return toldIn(await (await fetch(`http://127.0.0.1:${this.metricsPort}${path}`)).text());
  }

  /** The most memory that it ever had, in MiB, as the kernel counts it for a container. */
  get mostMiB(): number {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))?.[1]) / 1024;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise(resolve => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }
}

/** Made up for each run: X-Ray's stand-in checks no signature. */
export const KEY_ID = randomBytes(10).toString('hex').toUpperCase();

/** All that differs from what is committed: where it listens, and where X-Ray is. */
function placed(text: string, port: number, metricsPort: number, xRay: string): string {
  const document = parseDocument(text);
  const own = ['service', 'telemetry', 'metrics', 'readers', 0, 'pull', 'exporter', 'prometheus'];
  document.setIn(['receivers', 'otlp', 'protocols', 'http', 'endpoint'], `127.0.0.1:${port}`);
  document.setIn([...own, 'host'], '127.0.0.1');
  document.setIn([...own, 'port'], metricsPort);
  document.setIn(['exporters', 'awsxray', 'endpoint'], xRay);
  return document.toString();
}
