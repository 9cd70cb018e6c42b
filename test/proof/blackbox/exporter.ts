import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBE_API_KEY, PROBE_KEYS } from '../../../src/constructs/monitoring';
import { freePorts } from '../../../src/proving-ground/process';
import { read } from '../../constructs/read';
import { named, realModel } from '../../real-model';
import { realTool } from '../../real-tool';

/** The real exporter, where it is built; its reason printed where it is not. */
export const BLACKBOX = realTool('blackbox-exporter', 'blackbox_exporter');

/** The configuration of an environment as it is committed. */
export function modulesOf(environment: string): string {
  const found = realModel().manifests.find(named(environment, 'ConfigMap/blackbox-exporter-modules'));
  if (!found) throw new Error(`${environment} has no modules`);
  return String(read(found.object, 'data.modules\\.yaml'));
}

/** What the exporter says of a configuration: nothing where it takes it. */
export function complaint(folder: string, text: string): Promise<string> {
  const path = join(folder, 'checked.yaml');
  writeFileSync(path, text);
  return new Promise(resolve => {
    execFile(BLACKBOX ?? '', [`--config.file=${path}`, '--config.check'], (error, stdout, stderr) =>
      resolve(error ? `${stdout}${stderr}` : ''),
    );
  });
}

/** What one look came to, by the names of metrics. */
export type Look = Readonly<Record<string, number>>;

/** A running exporter with the committed modules of an environment. */
export class RunningExporter {
  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
  ) {}

  /** @param trusted file of the certificates that it trusts @param apiKey the key that it shows */
  static async start(folder: string, text: string, trusted: string, apiKey: string): Promise<RunningExporter> {
    writeFileSync(join(folder, PROBE_API_KEY), apiKey);
    const path = join(folder, 'modules.yaml');
    writeFileSync(path, text.replaceAll(PROBE_KEYS, folder));
    const [port] = (await freePorts(1)) as [number];
    const url = `http://127.0.0.1:${port}`;
    const child = spawn(BLACKBOX ?? '', [`--config.file=${path}`, `--web.listen-address=127.0.0.1:${port}`], {
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], SSL_CERT_FILE: trusted },
    });
    for (const end = Date.now() + 90_000; ;) {
      const answer = await fetch(`${url}/-/healthy`).catch(() => undefined);
      if (answer?.ok) return new RunningExporter(child, url);
      if (child.exitCode !== null || Date.now() > end) throw new Error('the exporter does not start');
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  /** Asks it as Prometheus does. @throws Error with its words where it does not know the module */
  async look(module: string, target: string): Promise<Look> {
    const answer = await fetch(`${this.url}/probe?${new URLSearchParams({ module, target })}`);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${text.trim()}`);
    const lines = [...text.matchAll(/^(\w+) (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)] as const);
    return Object.fromEntries(lines);
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise(resolve => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }
}
