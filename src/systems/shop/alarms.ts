import type { Construct } from 'constructs';
import { AlarmTopics, databaseConnections, MetricAlarm, percent, type AlarmTopicsProps } from '../../constructs/aws';
import { TracedConstruct } from '../../constructs/structure';

/** What differs between the alarms of two places. */
export interface ShopAlarmValues extends Pick<AlarmTopicsProps, 'prefix' | 'channels' | 'requirements'> {
  /** Share of the database's connections above which somebody is told, after 5 minutes. */
  readonly connectionsAbove: number;
}

/** What the rest of the shop knows. */
export interface ShopAlarmsProps extends ShopAlarmValues {
  readonly namespace: string;
  /** Identifier of the instance in RDS. */
  readonly instance: string;
  /** PostgreSQL's `max_connections`; a few of them are kept for its superusers. */
  readonly connections: number;
}

/** Alarms of CloudWatch on the database, and the topics through which it tells. (LP-07, LP-11, LP-12) */
export class ShopAlarms extends TracedConstruct {
  constructor(scope: Construct, id: string, props: ShopAlarmsProps) {
    super(scope, id);
    const { namespace, instance, connections, connectionsAbove } = props;
    const above = Math.floor(connections * connectionsAbove);
    new MetricAlarm(this, `${instance}-connections`, {
      namespace,
      topics: new AlarmTopics(this, 'topics', {
        ...props,
        databases: {
          severity: 'warning',
          sources: [{ type: 'db-instance', ids: [instance] }],
          requirements: ['LP-07'],
        },
      }),
      severity: 'warning',
      metric: databaseConnections(instance),
      limit: { above },
      for: '5m',
      dashboard: instance,
      runbook: 'DatabaseConnections',
      summary: `${instance} has held more than ${percent(connectionsAbove)} of its ${connections} connections for 5m.`,
    });
  }
}
