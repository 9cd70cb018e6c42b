import type { KubeObject } from '../../../src/model';
import { isJobOf, madeBy, nameOf } from './complaints';

/** What a job has found to read. */
export interface Target {
  /** Name of the job's entry. */
  readonly scrapePool: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly scrapeUrl: string;
}

/** What discovery has found, by job, and what of it jobs keep. */
export interface Found {
  readonly activeTargets: readonly Target[];
  readonly droppedTargets: readonly {
    readonly scrapePool: string;
    readonly discoveredLabels: Readonly<Record<string, string>>;
  }[];
}

/** A running Prometheus, asked over its API. */
export class AskedPrometheus {
  constructor(private readonly url: string) {}

  private async ask<T>(path: string): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1/${path}`);
    if (!answer.ok) throw new Error(`Prometheus on ${path}: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { data: T }).data;
  }

  /** Monitors for which it has found nothing to scrape. */
  async withoutTarget(monitors: readonly KubeObject[]): Promise<readonly string[]> {
    const { activeTargets } = await this.ask<{ activeTargets: readonly { readonly scrapePool: string }[] }>(
      'targets?state=active',
    );
    return monitors
      .filter(monitor => !activeTargets.some(({ scrapePool }) => isJobOf(scrapePool, monitor)))
      .map(monitor => `${nameOf(monitor)} has no target`);
  }

  /** Everything that discovery has found. */
  async found(): Promise<Found> {
    return this.ask<Found>('targets?state=any');
  }

  /** How often an API server has not let it look. */
  async refusals(): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return Number(/^prometheus_sd_kubernetes_failures_total (\S+)$/m.exec(text)?.[1]);
  }

  /** What a query gives at this moment: labels and value, one line each. */
  async values(query: string): Promise<readonly string[]> {
    const { result } = await this.ask<{
      result: readonly { metric: Readonly<Record<string, string>>; value: readonly [number, string] }[];
    }>(`query?query=${encodeURIComponent(query)}`);
    return result.map(({ metric, value }) => `${Object.values(metric).join(' ')} ${value[1]}`).sort();
  }

  /** How many Alertmanagers it has found. */
  async alertmanagers(): Promise<number> {
    return (await this.ask<{ activeAlertmanagers: readonly object[] }>('alertmanagers')).activeAlertmanagers.length;
  }

  /** What its rules make, in order. */
  async rules(): Promise<readonly string[]> {
    const { groups } = await this.ask<{
      groups: readonly { name: string; rules: readonly { name: string; type: 'alerting' | 'recording' }[] }[];
    }>('rules');
    return madeBy(groups.map(({ name, rules }) => ({ name, rules: rules.map(each => ({ record: each.name })) })));
  }
}
