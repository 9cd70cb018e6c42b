import type { Metric, OfficeHours } from '../../../model';
import { exact } from './exact';
import type { Alert, RuleGroup } from './alert-rules';
import { judgedIn, onlyIn } from './in-hours';
import { GROWN } from './increase';
import type { WatchedPods } from './target-rules';

/** What an exporter tells of one data store: metrics, and the figures that they are measured by. */
export interface StoreHealth {
  /** The store that it is about. */
  readonly store: WatchedPods;
  /** The workload that tells: the label `job` of its series. */
  readonly exporter: WatchedPods;
  /** 1 while the store answers. */
  readonly up: Metric;
  readonly connections: {
    readonly open: Metric;
    /** Whether it is told in parts, a series a database, which are added up. @default one series is all of them */
    readonly inParts?: true;
    /** As many as it grants: what the store itself tells, or what it was told. */
    readonly most: Metric | number;
    /** Counter of those that it refused because it was full, and the label that says so. @default the store counts none */
    readonly refused?: { readonly metric: Metric; readonly label?: readonly [string, string] };
  };
  /** What its process has of its container's limit. @default the store does not tell */
  readonly memory?: { readonly used: Metric; readonly limitMiB: number };
  /** Hours in which the exporter runs, so that the store is asked. @default every hour */
  readonly hours?: OfficeHours;
  /** Metrics beside them, for the dashboard. @default none */
  readonly others?: readonly Metric[];
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

/** LP-11's share of a database's connections, taken for stores whose document has no figure, and that of memory. */
export const STORE_LIMITS = { connections: 0.8, memory: 0.9 } as const;

/** Time within which a refused connection is told. */
const WINDOW = '5m';

/** Every metric that alerts and dashboards ask of a store, each once. */
export function metricsOf({ up, connections, memory, others = [] }: StoreHealth): readonly Metric[] {
  const { open, most, refused } = connections;
  return [
    up,
    open,
    ...(typeof most === 'number' ? [] : [most]),
    ...(refused ? [refused.metric] : []),
    ...(memory ? [memory.used] : []),
    ...others,
  ];
}

function seriesOf({ name }: Metric, { exporter }: StoreHealth, label?: readonly [string, string]): string {
  const more = label ? `,${label[0]}="${label[1]}"` : '';
  return `${name}{namespace="${exporter.namespace}",job="${exporter.name}"${more}}`;
}

/** Whether a store answers: 1, or 0. While a new exporter takes the place of the old one, one that answers is enough. */
export function storeAnswers(health: StoreHealth): string {
  return `max by (namespace) (${seriesOf(health.up, health)})`;
}

/** Share of the connections which a store grants that are open. */
export function openConnections(health: StoreHealth): string {
  const { open, inParts, most } = health.connections;
  const granted = typeof most === 'number' ? String(most) : seriesOf(most, health);
  const told = seriesOf(open, health);
  return `max by (namespace) (${inParts ? `sum by (namespace, pod) (${told})` : told} / ${granted})`;
}

/** How many connections a store has lately refused. */
export function refusedConnections(
  health: StoreHealth,
  { metric, label }: NonNullable<StoreHealth['connections']['refused']>,
): string {
  return `max by (namespace) (increase(${seriesOf(metric, health, label)}[${WINDOW}]))`;
}

/** Share of its container's memory that the process of a store has. */
export function storeMemory(health: StoreHealth, { used, limitMiB }: NonNullable<StoreHealth['memory']>): string {
  return `max by (namespace) (${seriesOf(used, health)} / ${limitMiB * 2 ** 20})`;
}

/** Tells when a store does not answer, is nearly full, or refuses whoever comes. */
export function storeRules(health: StoreHealth): RuleGroup {
  return { name: `${health.store.name}-store`, recordings: [], alerts: alertsOf(health) };
}

function alertsOf(health: StoreHealth): readonly Alert[] {
  const { store, exporter, up, connections, memory, hours, requirements } = health;
  const judged = hours && judgedIn(hours);
  const { name: service, namespace } = store;
  const shared = { labels: { namespace, service }, judged: { type: 'other' }, lookbackDays: 0, requirements } as const;
  const share = `${exact(STORE_LIMITS.connections * 100)}%`;
  return [
    {
      ...shared,
      name: 'StoreDown',
      severity: 'critical',
      // A store that stops and starts with its exporter has not come up when they do.
      expr: onlyIn(judged, `${storeAnswers(health)} == 0`),
      for: '3m',
      summary: `${service} does not answer`,
      description: `For 3 minutes ${exporter.name} has not got into ${service}: it is away, it is full, or it does not know the exporter’s account.`,
      ...(judged && { hours: judged }),
      reads: [up],
    },
    {
      ...shared,
      name: 'StoreConnections',
      severity: 'warning',
      expr: `${openConnections(health)} > ${STORE_LIMITS.connections}`,
      for: '5m',
      summary: `${service} has few connections left`,
      description: `{{ $value | humanizePercentage }} of the connections that ${service} grants are open; it has been more than ${share} for 5m.`,
      reads: [connections.open, ...(typeof connections.most === 'number' ? [] : [connections.most])],
    },
    ...(connections.refused ? [ofRefusals(health, connections.refused, shared)] : []),
    ...(memory ? [ofMemory(health, memory, shared)] : []),
  ];
}

/** What all alerts of a store say. */
type Shared = Pick<Alert, 'labels' | 'judged' | 'lookbackDays' | 'requirements'>;

function ofRefusals(
  health: StoreHealth,
  refused: NonNullable<StoreHealth['connections']['refused']>,
  shared: Shared,
): Alert {
  const { name } = health.store;
  return {
    ...shared,
    name: 'StoreRefuses',
    severity: 'warning',
    expr: `${refusedConnections(health, refused)} > 0`,
    for: '0m',
    summary: `${name} refuses connections`,
    description: `Connections that ${name} refused in the last ${WINDOW}, because all that it grants were open: about ${GROWN}.`,
    reads: [refused.metric],
  };
}

function ofMemory(health: StoreHealth, memory: NonNullable<StoreHealth['memory']>, shared: Shared): Alert {
  const { name } = health.store;
  return {
    ...shared,
    name: 'StoreMemory',
    severity: 'warning',
    expr: `${storeMemory(health, memory)} > ${STORE_LIMITS.memory}`,
    for: '10m',
    summary: `${name} has little memory left`,
    description:
      `{{ $value | humanizePercentage }} of the ${memory.limitMiB} MiB that ${name} may have is taken; it has been more than ` +
      `${exact(STORE_LIMITS.memory * 100)}% for 10m. At the limit the kernel ends it, and all that it holds is gone.`,
    reads: [memory.used],
  };
}
