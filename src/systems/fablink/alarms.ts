import type { Construct } from 'constructs';
import {
  AlarmTopics,
  databaseConnections,
  databaseCpu,
  databaseFreeMemory,
  type DynamoTable,
  freeWhenUsed,
  MetricAlarm,
  percent,
  requestAlarm,
  tablesDashboardOf,
  tableThrottles,
  type AlarmTopicsProps,
  type TellingDatabases,
} from '../../constructs/aws';
import { DJANGO, requestAlarmRules } from '../../constructs/monitoring';
import { Place, TracedConstruct } from '../../constructs/structure';
import { BACKEND, type BackendValues } from './backend';
import type { FablinkData, FablinkDataStores } from './data-stores';
import type { PublicApiValues } from './public-api';

/** What differs between the alarms of two places. */
export interface AlarmValues extends Pick<AlarmTopicsProps, 'prefix' | 'channels' | 'requirements'> {
  /** Shares of an instance's CPU and memory, and for how long more of it may be used. */
  readonly database: { readonly cpuAbove: number; readonly memoryAbove: number; readonly for: `${number}m` };
}

/** What the rest of the system knows. */
export interface AlarmSurroundings {
  readonly namespace: string;
  readonly publicApi: Pick<PublicApiValues, 'name' | 'stage'>;
  /** Its own alarms become CloudWatch's, too: the same figures, seen from outside the cluster. */
  readonly backend: Pick<BackendValues, 'alarms'>;
  readonly data: FablinkData;
  readonly stores: FablinkDataStores;
}

type Props = AlarmValues & AlarmSurroundings;

/** Alarms of CloudWatch on what stands outside the cluster, and the topics through which it tells. (FP-08, FP-12, FP-13) */
export class FablinkAlarms extends TracedConstruct {
  private readonly topics: AlarmTopics;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: Props,
  ) {
    super(scope, id);
    this.topics = new AlarmTopics(this, 'topics', { ...props, databases: this.databases() });
    this.requests();
    for (const instance of props.stores.database.instances) this.instance(instance);
    for (const table of new Set(Object.values(props.stores.tables))) this.table(table);
  }

  private databases(): TellingDatabases {
    const { identifier, instances } = this.props.stores.database;
    const [first, ...others] = instances;
    return {
      severity: 'warning',
      sources: [
        { type: 'db-cluster', ids: [identifier] },
        ...(first === undefined ? [] : [{ type: 'db-instance', ids: [first, ...others] } as const]),
      ],
      requirements: ['FP-08'],
    };
  }

  private requests(): void {
    const { namespace, backend, publicApi } = this.props;
    if (!backend.alarms) return;
    const { alerts } = requestAlarmRules({ name: BACKEND, namespace, metrics: DJANGO }, backend.alarms);
    const stage = { api: publicApi.name, stage: publicApi.stage };
    for (const alert of alerts) {
      requestAlarm(this, `${publicApi.name}-${kebab(alert.name)}`, { namespace, topics: this.topics, alert, stage });
    }
  }

  private instance(name: string): void {
    const { database, data } = this.props;
    const shared = { ...this.warning, for: database.for, dashboard: this.props.stores.database.identifier } as const;
    new MetricAlarm(this, `${name}-cpu`, {
      ...shared,
      metric: databaseCpu(name),
      limit: { above: database.cpuAbove },
      runbook: 'DatabaseCpu',
      summary: `${name} has used more than ${percent(database.cpuAbove)} of its CPU for ${database.for}, or has sent nothing for a little longer.`,
    });
    if (data.database.type === 'created') {
      new MetricAlarm(this, `${name}-memory`, {
        ...shared,
        metric: databaseFreeMemory(name),
        limit: { below: freeWhenUsed(data.database.instanceClass, database.memoryAbove) },
        runbook: 'DatabaseMemory',
        summary: `${name} has used more than ${percent(database.memoryAbove)} of its memory for ${database.for}.`,
      });
    }
    const { connections } = data.connectionBudget;
    new MetricAlarm(this, `${name}-connections`, {
      ...shared,
      metric: databaseConnections(name),
      limit: { above: connections },
      runbook: 'DatabaseConnections',
      summary: `${name} has held more than the budget of ${connections} connections for all pods for ${database.for}.`,
    });
  }

  /** The document says no figure: a request that is turned away is one too many, and one minute is the shortest. */
  private table({ tableName }: DynamoTable): void {
    for (const kind of ['Read', 'Write'] as const) {
      new MetricAlarm(this, `${tableName}-${kind.toLowerCase()}-throttled`, {
        ...this.warning,
        metric: tableThrottles(tableName, kind),
        limit: { above: 0 },
        for: '1m',
        dashboard: tablesDashboardOf(Place.of(this).node.id),
        runbook: 'TableThrottled',
        summary: `DynamoDB turned ${kind.toLowerCase()}s of ${tableName} away in the last minute.`,
      });
    }
  }

  private get warning() {
    return { namespace: this.props.namespace, topics: this.topics, severity: 'warning' } as const;
  }
}

/** `TooManyErrors` → `too-many-errors`. */
function kebab(name: string): string {
  return name.replace(/(?<!^)[A-Z]/g, letter => `-${letter}`).toLowerCase();
}
