import type { Metric } from '../../../model';
import { DAEMON_SET_UNAVAILABLE, DEPLOYMENT_READY, STATEFUL_SET_READY } from '../metrics/kube-state';
import type { RuleGroup } from './alert-rules';
import type { WatchedPods } from './target-rules';

/** A data store that no exporter asks: whether it answers, its pods' readiness tells. */
export interface JudgedStore extends WatchedPods {
  /** What makes its pods. */
  readonly kind: 'Deployment' | 'StatefulSet';
  /** Pods that it has. */
  readonly pods: number;
  /** Ready pods below which it serves nobody. */
  readonly needs: number;
}

/** What tells how many pods of each kind of workload are ready, and the label that names the workload. */
const READY: Readonly<Record<JudgedStore['kind'], readonly [Metric, string]>> = {
  Deployment: [DEPLOYMENT_READY, 'deployment'],
  StatefulSet: [STATEFUL_SET_READY, 'statefulset'],
};

/** How many pods of a store are ready. While a new kube-state-metrics takes the place of the old one, both tell. */
export function readyPodsOf({ name, namespace, kind }: Pick<JudgedStore, 'name' | 'namespace' | 'kind'>): string {
  const [metric, label] = READY[kind];
  return `max by (namespace) (${metric.name}{namespace="${namespace}",${label}="${name}"})`;
}

/** Tells when fewer pods of a store are ready than it needs to serve anybody. */
export function readyRules(store: JudgedStore): RuleGroup {
  const { name, namespace, pods, needs } = store;
  return {
    name: `${name}-store`,
    recordings: [],
    alerts: [
      {
        name: 'StoreDown',
        severity: 'critical',
        expr: `${readyPodsOf(store)} < ${needs}`,
        for: '3m',
        labels: { namespace, service: name },
        summary: `${name} does not answer`,
        description: `For 3 minutes {{ $value | humanize }} of ${pods} pods of ${name} are ready; with fewer than ${needs} it serves nobody.`,
        judged: { type: 'other' },
        lookbackDays: 0,
        reads: [READY[store.kind][0]],
        requirements: [],
      },
    ],
  };
}

/** Tells when a program that stands on every node is missing on some, where it shows no metrics that could be missed. */
export function agentRules({ name, namespace }: WatchedPods): RuleGroup {
  const { name: metric } = DAEMON_SET_UNAVAILABLE;
  return {
    name: `${name}-agent`,
    recordings: [],
    alerts: [
      {
        name: 'AgentMissing',
        severity: 'warning',
        expr: `max by (namespace) (${metric}{namespace="${namespace}",daemonset="${name}"}) > 0`,
        for: '15m',
        labels: { namespace, service: name },
        summary: `${name} is missing on a node`,
        description: `For 15 minutes ${name} has not run on {{ $value | humanize }} of the nodes: what it does there is not done.`,
        judged: { type: 'other' },
        lookbackDays: 0,
        reads: [DAEMON_SET_UNAVAILABLE],
        requirements: [],
      },
    ],
  };
}
