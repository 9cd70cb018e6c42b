import type { Metric } from '../../../model';
import type { RuleGroup } from './alert-rules';
import { GROWN, increaseFromNothing } from './increase';
import type { WatchedPods } from './target-rules';

/** When somebody is told of connections to a database that could not be opened: one is enough. */
export interface ConnectionAlarm {
  /** Counter of them. */
  readonly metric: Metric;
  /** For how long it is told. */
  readonly within: `${number}m`;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

/** Tells when a workload cannot open connections to its database. */
export function connectionRules(pods: WatchedPods, alarm: ConnectionAlarm): RuleGroup {
  const { name, namespace } = pods;
  const { metric, within, requirements } = alarm;
  return {
    name: `${name}-connections`,
    recordings: [],
    alerts: [
      {
        name: 'FailedConnections',
        severity: 'warning',
        expr: `${failedConnections(pods, alarm)} > 0`,
        for: '0m',
        labels: { namespace, service: name },
        summary: `${name} cannot open connections to its database`,
        description: `Connections of ${name} to its database that failed in the last ${within}: about ${GROWN}.`,
        judged: { type: 'other' },
        lookbackDays: 0,
        reads: [metric],
        requirements,
      },
    ],
  };
}

/** How many connections of a workload to its database could not be opened lately. */
export function failedConnections({ name, namespace }: WatchedPods, { metric, within }: ConnectionAlarm): string {
  const series = `${metric.name}{namespace="${namespace}",job="${name}"}`;
  return `sum by (namespace) (${increaseFromNothing(series, within)})`;
}
