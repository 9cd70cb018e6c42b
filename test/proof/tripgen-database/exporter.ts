import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { freePorts } from '../../../src/proving-ground/process';
import { realTool } from '../../real-tool';
import { toldIn, type Told } from '../../told';
import { shippedProgram } from './jobs';
import type { Access } from './server';

/** The real exporter, where it is built; its reason printed where it is not. */
export const EXPORTER_PROGRAM = realTool('postgres-exporter', 'postgres_exporter');

/** The real exporter, with the command and the variables that are committed; only addresses are other ones. */
export class RunningExporter {
  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
    private readonly told: { readonly log: string },
  ) {}

  static async start({ PGHOST, PGPORT }: Access, password: string): Promise<RunningExporter> {
    const { command, env, secrets } = shippedProgram('postgresql-exporter');
    const [port] = (await freePorts(1)) as [number];
    const own = command.slice(1).map(word => word.replace(/(listen-address=):\d+$/, `$1127.0.0.1:${port}`));
    const variables = Object.entries(env).map(([name, value]) => [
      name,
      value.replace('postgresql:5432', `${PGHOST}:${PGPORT}`),
    ]);
    const passwords = secrets.map(name => [name, password]);
    const child = spawn(EXPORTER_PROGRAM ?? '', own, {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: '/',
      env: { ...(Object.fromEntries([...variables, ...passwords]) as Record<string, string>) },
    });
    const told = { log: '' };
    child.stderr?.on('data', (chunk: Buffer) => (told.log += chunk.toString()));
    const url = `http://127.0.0.1:${port}`;
    for (const end = Date.now() + 90_000; ;) {
      const answer = await fetch(url).catch(() => undefined);
      if (answer?.ok) return new RunningExporter(child, url, told);
      if (child.exitCode !== null || Date.now() > end) throw new Error('the exporter does not start');
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  /** Asks it as Prometheus does. */
  async read(): Promise<Told> {
    return toldIn(await (await fetch(`${this.url}/metrics`)).text());
  }

  /** What it wrote down. */
  get log(): string {
    return this.told.log;
  }

  /** Memory that it has from the kernel, in MiB. */
  memoryMiB(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise(resolve => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }
}
