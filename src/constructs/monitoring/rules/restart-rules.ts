import { CONTAINER_RESTARTS } from '../metrics/kube-state';
import type { RuleGroup } from './alert-rules';
import type { WatchedPods } from './target-rules';

/** How many starts of one pod in a time a document wants to hear of; needs kube-state-metrics in the environment. */
export interface RestartAlarm {
  /** The alarm is told of more, not of as many. */
  readonly moreThan: number;
  readonly within: `${number}m`;
  /** Requirements that set the figures. */
  readonly requirements: readonly string[];
}

/** How often the main container of each pod of a workload has started again within a time, of pods that are there. */
export function restartsWithin(within: string, { name, namespace }: WatchedPods): string {
  // The main container has the workload's name, and Jobs whose names begin like it have another.
  const series = `${CONTAINER_RESTARTS.name}{namespace="${namespace}",container="${name}"}[${within}]`;
  // Not `increase`: it extrapolates, so that three starts read as 3.08. Not the highest count but the last one: a node
  // that starts anew may count from 0, and that is no start.
  return `max by (namespace, pod) (last_over_time(${series}) - min_over_time(${series}))`;
}

/** Tells when a container of a workload starts again and again. */
export function restartRules({ name, namespace }: WatchedPods, alarm: RestartAlarm): RuleGroup {
  const { moreThan, within, requirements } = alarm;
  return {
    name: `${name}-restarts`,
    recordings: [],
    alerts: [
      {
        name: 'PodRestarts',
        severity: 'critical',
        expr: `${restartsWithin(within, { name, namespace })} > ${moreThan}`,
        for: '0m',
        labels: { namespace, service: name },
        summary: `Pod {{ $labels.pod }} of ${name} starts again and again`,
        description: `{{ $labels.pod }} has started {{ $value | humanize }} times in the last ${within}; more than ${moreThan} is too often.`,
        judged: { type: 'other' },
        lookbackDays: 0,
        reads: [CONTAINER_RESTARTS],
        requirements,
      },
    ],
  };
}
