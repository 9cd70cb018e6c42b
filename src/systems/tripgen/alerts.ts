import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  ActionGroups,
  busCpu,
  busRequests,
  cacheUsage,
  deadLetters,
  MetricAlert,
  queueSize,
  serverAlive,
  serverConnections,
  serverFailedConnections,
  serverUsage,
  type ActionGroupsProps,
} from '../../constructs/azure';
import { percent } from '../../constructs/monitoring';
import { TracedConstruct } from '../../constructs/structure';
import type { CacheValues } from './cache';
import type { TripgenDatabase } from './database';
import type { MessagingValues, TripgenMessaging } from './messaging';

/** Shares of what there is, above which Azure Monitor tells people. */
export interface UsageLimits {
  readonly cpuAbove: number;
  readonly memoryAbove: number;
}

/** What differs between the alerts of two places. */
export interface AlertValues extends Omit<ActionGroupsProps, 'namespace'> {
  readonly database: UsageLimits & {
    readonly storageAbove: number;
    /** Connections that fail within 5 minutes. */
    readonly failedConnectionsAbove: number;
  };
  readonly cache: UsageLimits;
  readonly queues: {
    /** Share of a queue's size that is used. */
    readonly fullAbove: number;
    /** Share of the messaging units' CPU that is used; the premium tier alone tells. */
    readonly cpuAbove: number;
    /** Messages that lie in the dead-letter queue of a queue. */
    readonly deadLettersAbove: number;
    /** Requests within 5 minutes that Service Bus turned away, and on which it failed itself. */
    readonly throttledAbove: number;
    readonly errorsAbove: number;
  };
}

/** What the rest of the system knows. */
export interface AlertSurroundings {
  readonly namespace: string;
  readonly watched: {
    readonly database: TripgenDatabase;
    readonly cache: CacheValues;
    readonly bus: MessagingValues;
    readonly messaging: TripgenMessaging;
  };
}

type Props = AlertValues & AlertSurroundings;

/** Alerts of Azure Monitor on the data stores that stand outside the cluster, and who is told. (TG-18) */
export class TripgenAlerts extends TracedConstruct {
  private readonly groups: ActionGroups;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: Props,
  ) {
    super(scope, id);
    this.groups = new ActionGroups(this, 'groups', props);
    const { database, cache, bus } = props.watched;
    if (database.connectionBudget !== undefined) this.server(database.name, database.connectionBudget);
    if (cache.type === 'managed') this.cache(cache.name);
    this.messages(bus.name);
    this.broker(bus);
  }

  private server(name: string, budget: number): void {
    const { cpuAbove, memoryAbove, storageAbove, failedConnectionsAbove } = this.props.database;
    new MetricAlert(this, `${name}-down`, {
      ...this.critical,
      metric: serverAlive(name),
      limit: { below: 1 },
      over: '5m',
      runbook: 'FlexibleServerDown',
      summary: `${name} has answered in none of the last 5 minutes.`,
    });
    for (const [of, above] of [
      ['cpu', cpuAbove],
      ['memory', memoryAbove],
    ] as const) {
      new MetricAlert(this, `${name}-${of}`, {
        ...this.warning,
        metric: serverUsage(name, of),
        limit: { above },
        over: '5m',
        runbook: 'FlexibleServerBusy',
        summary: `${name} has used more than ${percent(above)} of its ${of === 'cpu' ? 'CPU' : of} over 5m.`,
      });
    }
    new MetricAlert(this, `${name}-storage`, {
      ...this.warning,
      metric: serverUsage(name, 'storage'),
      limit: { above: storageAbove },
      over: '15m',
      runbook: 'FlexibleServerFull',
      summary: `${name} has used more than ${percent(storageAbove)} of its disk over 15m, and the disk has not grown.`,
    });
    new MetricAlert(this, `${name}-connections`, {
      ...this.warning,
      metric: serverConnections(name),
      limit: { above: budget },
      over: '5m',
      runbook: 'FlexibleServerConnections',
      summary: `${name} has held more than the budget of ${budget} connections for all pods within 5m.`,
    });
    new MetricAlert(this, `${name}-failed-connections`, {
      ...this.warning,
      metric: serverFailedConnections(name),
      limit: { above: failedConnectionsAbove },
      over: '5m',
      runbook: 'FlexibleServerConnections',
      summary: `${name} has refused more than ${failedConnectionsAbove} connections within 5m.`,
    });
  }

  /** A full cache drops what was used least, as the document asks (TG-04): that is told, and wakes nobody. */
  private cache(name: string): void {
    const { cpuAbove, memoryAbove } = this.props.cache;
    const shared = { over: '15m', runbook: 'ManagedRedisBusy' } as const;
    new MetricAlert(this, `${name}-cpu`, {
      ...{ ...this.warning, ...shared },
      metric: cacheUsage(name, 'cpu'),
      limit: { above: cpuAbove },
      summary: `${name} has used more than ${percent(cpuAbove)} of its CPU within 15m.`,
    });
    new MetricAlert(this, `${name}-memory`, {
      ...{ ...this.info, ...shared },
      metric: cacheUsage(name, 'memory'),
      limit: { above: memoryAbove },
      summary: `${name} has used more than ${percent(memoryAbove)} of its memory within 15m.`,
    });
  }

  private messages(name: string): void {
    const { fullAbove, deadLettersAbove } = this.props.queues;
    const { names, capacity } = this.props.watched.messaging.queues;
    const shared = { ...this.warning, over: '5m' } as const;
    new MetricAlert(this, `${name}-dead-letters`, {
      ...shared,
      metric: deadLetters(name, names),
      limit: { above: deadLettersAbove },
      runbook: 'DeadLetters',
      summary: `A queue of ${name} has more than ${deadLettersAbove} messages that nobody will take any more.`,
    });
    new MetricAlert(this, `${name}-filling`, {
      ...shared,
      metric: queueSize(name, names),
      limit: { above: Size.kibibytes(capacity.toKibibytes() * fullAbove) },
      runbook: 'QueueFilling',
      summary: `A queue of ${name} has been more than ${percent(fullAbove)} full over 5m: a full one takes no messages.`,
    });
  }

  private broker({ name, tier }: MessagingValues): void {
    const { throttledAbove, errorsAbove, cpuAbove } = this.props.queues;
    const shared = { ...this.warning, over: '5m', runbook: 'ServiceBusBusy' } as const;
    new MetricAlert(this, `${name}-throttled`, {
      ...shared,
      metric: busRequests(name, 'throttled'),
      limit: { above: throttledAbove },
      summary: `${name} has turned more than ${throttledAbove} requests away within 5m.`,
    });
    new MetricAlert(this, `${name}-errors`, {
      ...shared,
      metric: busRequests(name, 'failed'),
      limit: { above: errorsAbove },
      runbook: 'ServiceBusErrors',
      summary: `${name} has failed on more than ${errorsAbove} requests within 5m, by no fault of who asked.`,
    });
    if (tier.type === 'basic') return;
    new MetricAlert(this, `${name}-cpu`, {
      ...shared,
      metric: busCpu(name),
      limit: { above: cpuAbove },
      summary: `${name} has used more than ${percent(cpuAbove)} of its messaging units' CPU within 5m.`,
    });
  }

  private get critical() {
    return { namespace: this.props.namespace, groups: this.groups, severity: 'critical' } as const;
  }

  private get warning() {
    return { ...this.critical, severity: 'warning' } as const;
  }

  private get info() {
    return { ...this.critical, severity: 'info' } as const;
  }
}
