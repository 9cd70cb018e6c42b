import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../../src/proving-ground/process';
import { addressSecrets, committed, nearby, writePod } from './configuration';
import type { SentAlert } from './intent';
import { Outside, type Addresses, type Message } from './outside';
import { ALERTMANAGER } from './programs';

/**
 * Looks without a message after which no more is expected, and milliseconds between two: longer than any group waits. It
 * answers each of them, so that time in which it does not get to run, or we do not, is no silence.
 */
const [QUIET_LOOKS, LOOK_MS] = [30, 200];

/** Changes the text of a configuration, which may want to lead to the stand-ins. */
export type Planted = (text: string, addresses: Addresses) => string;

/** A real Alertmanager with a committed configuration, and stand-ins for everybody it tells. */
export class RunningAlertmanager {
  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
    private readonly folder: string,
    private readonly outside: Outside,
  ) {}

  /** @param planted changes the text of the configuration @default none */
  static async start(environment: string, planted: Planted = text => text): Promise<RunningAlertmanager> {
    const folder = mkdtempSync(join(tmpdir(), 'garam-alertmanager-'));
    const [outside, [port]] = await Promise.all([Outside.start(folder), freePorts(1)]);
    const pod = committed(environment);
    const config = { ...pod, text: nearby(planted(pod.text, outside.addresses), outside.addresses) };
    const path = writePod(folder, config, addressSecrets(outside.addresses));
    mkdirSync(join(folder, 'data'));
    const listen = `127.0.0.1:${port}`;
    const options = [
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=${listen}`,
      '--cluster.listen-address=',
    ];
    const child = spawn(ALERTMANAGER ?? '', [`--config.file=${path}`, ...options], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // The mail server's certificate is the only one that it trusts.
      env: { PATH: process.env['PATH'], SSL_CERT_FILE: outside.certificate },
    });
    const running = new RunningAlertmanager(child, `http://${listen}`, folder, outside);
    let log = '';
    child.stderr.on('data', chunk => writeFileSync(join(folder, 'log'), (log += String(chunk))));
    try {
      await running.ready(() => log);
    } catch (error) {
      await running.end();
      throw error;
    }
    return running;
  }

  private async ready(log: () => string): Promise<void> {
    for (const end = Date.now() + 90_000; ;) {
      const answer = await fetch(`${this.url}/-/ready`).catch(() => undefined);
      if (answer?.ok) return;
      if (this.child.exitCode !== null || Date.now() > end) throw new Error(`Alertmanager does not start:\n${log()}`);
      await pause(100);
    }
  }

  /** Sends alerts as Prometheus does. @returns what somebody is told thereupon, until nothing more comes */
  async send(alerts: readonly SentAlert[]): Promise<readonly Message[]> {
    const before = this.outside.messages.length;
    const answer = await fetch(`${this.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts),
    });
    if (!answer.ok) throw new Error(`Alertmanager refuses alerts: ${await answer.text()}`);
    await this.quiet();
    return this.outside.messages.slice(before);
  }

  /** Waits until what has been told is enough, or a moment is over. @returns all that has been told */
  async until(isEnough: (told: readonly Message[]) => boolean, end: number): Promise<readonly Message[]> {
    while (!isEnough(this.outside.messages) && Date.now() < end) await pause(LOOK_MS);
    return [...this.outside.messages];
  }

  /** How often it has failed to tell somebody, as it counts itself. */
  async failures(): Promise<number> {
    const metrics = await (await fetch(`${this.url}/metrics`)).text();
    const counts = [...metrics.matchAll(/^alertmanager_notifications_failed_total\{.*\} (\S+)$/gm)];
    if (counts.length === 0) throw new Error('Alertmanager does not count what fails');
    return counts.reduce((sum, [, count]) => sum + Number(count), 0);
  }

  /** The dead man's switch is called again and again: its calls end no silence. */
  private async quiet(): Promise<void> {
    const told = (): number => this.outside.messages.filter(({ channel }) => channel !== 'heartbeat').length;
    for (let [count, looks] = [told(), 0]; looks < QUIET_LOOKS; looks++) {
      await pause(LOOK_MS);
      await (await fetch(`${this.url}/-/healthy`)).text();
      if (told() > count) [count, looks] = [told(), 0];
    }
  }

  async end(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = new Promise(resolve => this.child.once('exit', resolve));
      this.child.kill('SIGTERM');
      await ended;
    }
    this.outside.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
