import type { OfficeHours } from '../../../model';
import type { RuleGroup } from './alert-rules';
import { judgedIn, onlyIn } from './in-hours';

/** Pods that show metrics. */
export interface WatchedPods {
  /** Name of the workload. */
  readonly name: string;
  readonly namespace: string;
}

/** What is read, where it is not the pods of a workload. */
export interface Targets extends WatchedPods {
  /** Hours in which pods run. @default they run at every hour */
  readonly hours?: OfficeHours;
  /** What alerts say of it: when none answers, and when one does not, each with its reasons. @default of pods */
  readonly words?: { readonly none: string; readonly noneWhy: string; readonly one: string; readonly oneWhy: string };
}

/** Whether each pod answers Prometheus: 1, or 0. A pod that is not found has no series. */
export function answering({ name, namespace }: WatchedPods): string {
  return `up{namespace="${namespace}",job="${name}"}`;
}

/**
 * Tells when nobody of a workload answers Prometheus: without its series every other alert is silent. Pods that run in
 * some hours are missed in those alone (TG-16).
 */
export function targetRules({ name, namespace, hours, words = ofPods({ name, namespace }) }: Targets): RuleGroup {
  const judged = hours && judgedIn(hours);
  return {
    name: `${name}-targets`,
    recordings: [],
    alerts: [
      {
        name: 'TargetsMissing',
        severity: 'critical',
        // `up` is 0 for a pod that does not answer, and is not there for a pod that is not found.
        expr: onlyIn(judged, `absent(${answering({ name, namespace })} == 1)`),
        for: '5m',
        labels: { namespace, service: name },
        summary: words.none,
        description: words.noneWhy,
        ...(judged && { hours: judged }),
        judged: { type: 'other' },
        lookbackDays: 0,
        reads: [],
        requirements: [],
      },
      {
        name: 'TargetDown',
        severity: 'warning',
        expr: onlyIn(judged, `${answering({ name, namespace })} == 0`),
        for: '10m',
        labels: { namespace, service: name },
        summary: words.one,
        description: words.oneWhy,
        ...(judged && { hours: judged }),
        judged: { type: 'other' },
        lookbackDays: 0,
        reads: [],
        requirements: [],
      },
    ],
  };
}

function ofPods({ name, namespace }: WatchedPods): NonNullable<Targets['words']> {
  return {
    none: `No pod of ${name} shows metrics`,
    noneWhy:
      `For 5 minutes Prometheus has read no pod of ${name} in ${namespace}: none runs, none answers, or a network ` +
      'policy keeps Prometheus away. Until it reads again, no other alert of this service can fire.',
    one: `Pod {{ $labels.pod }} of ${name} shows no metrics`,
    oneWhy: 'For 10 minutes Prometheus has reached {{ $labels.pod }} at {{ $labels.instance }} and got no answer.',
  };
}
