import type { LabDeclaration } from '../../../src/model';
import { realModel } from '../../real-model';

type Labels = Readonly<Record<string, string>>;

/** One series of a course: what it shows so many minutes before the end, nothing where it shows nothing. */
export interface Shown {
  readonly name: string;
  readonly labels: Labels;
  readonly at: (minutesAgo: number, second: number) => number | undefined;
}

/** A series that is always the same. */
const steady = (name: string, labels: Labels, value = 1): Shown => ({ name, labels, at: () => value });

/** The labs of an environment, in their order. */
export const LABS = realModel().declarations.filter(
  (each): each is typeof each & LabDeclaration => each.type === 'lab' && each.environment === 'learn',
);

/** Services of the shop, by their namespace. */
const SERVICES = [
  ['frontend', 'frontend'],
  ['backend', 'main'],
  ['backend', 'catalog'],
  ['backend', 'order'],
] as const;

const NAMESPACES = [
  ...['backend', 'chaos', 'frontend', 'labs', 'logging', 'monitoring', 'node-metrics', 'security', 'tracing'],
];

export const READY = 'kube_pod_container_status_ready';
export const FINDINGS = 'falcosecurity_falco_rules_matches_total';
const SHELL = 'Terminal shell in container';
export const SUCCEEDED = 'kube_cronjob_status_last_successful_time';

/** Readiness of a pod: 1, but for the minutes in between. @param away minutes ago, the longest first */
export const pod = (namespace: string, container: string, number: number, away?: readonly [number, number]): Shown => ({
  name: READY,
  labels: { namespace, container, pod: `${container}-${number}`, uid: 'x' },
  at: minutes => (away && minutes <= away[0] && minutes > away[1] ? 0 : 1),
});

/** A CronJob whose Job last succeeded so many minutes before the end. */
export const success = (namespace: string, cronjob: string, minutesAgo: number): Shown => ({
  name: SUCCEEDED,
  labels: { namespace, cronjob },
  at: (minutes, second) => second + (minutes - minutesAgo) * 60,
});

/** An alert between two moments. */
export const alert = (
  alertname: string,
  alertstate: string,
  severity: string,
  [from, to]: readonly [number, number],
) => ({
  name: 'ALERTS',
  labels: { alertname, alertstate, severity, system: 'shop' },
  at: (minutes: number) => (minutes <= from && minutes > to ? 1 : undefined),
});

/** What Prometheus knows when everything is as each lab wants it: load came, a pod of order was away for five minutes. */
export function allIsWell(): readonly Shown[] {
  return [
    steady('probe_success', { namespace: 'frontend', job: 'frontend-public', instance: 'https://shop' }),
    steady('probe_success', { namespace: 'backend', job: 'main-public', instance: 'https://shop/api/health' }),
    ...SERVICES.flatMap(([namespace, name]) =>
      [1, 2, 3].flatMap(number => [
        pod(namespace, name, number, name === 'order' && number === 1 ? [40, 35] : undefined),
        steady('up', { namespace, job: name, pod: `${name}-${number}` }),
      ]),
    ),
    { ...pod('frontend', 'frontend', 4), at: minutes => (minutes <= 50 && minutes > 30 ? 1 : undefined) },
    ...[1, 2, 3, 4].map(node => steady('up', { job: 'node-exporter', instance: `node-${node}` })),
    ...[1, 2].map(node => steady('up', { job: 'fluent-bit', instance: `node-${node}` })),
    success('frontend', 'load-test-normal', 45),
    success('frontend', 'load-test-spike', 30),
    success('security', 'kube-bench', 3 * 24 * 60),
    success('security', 'kube-bench-system', 3 * 24 * 60),
    // A rule's series begins with its first finding.
    {
      name: FINDINGS,
      labels: { namespace: 'security', priority: '5', rule_name: SHELL },
      at: minutes => (minutes <= 20 ? 1 : undefined),
    },
    steady('slo:requests:increase1h', { namespace: 'frontend', service: 'frontend' }, 30_000),
    ...SERVICES.flatMap(([namespace, service]) => [
      steady('slo:bad_requests:ratio_rate1h', { namespace, service, slo: 'availability' }, 0.002),
      steady('slo:bad_requests:ratio_rate1h', { namespace, service, slo: 'latency-p95' }, 0.03),
    ]),
    alert('TargetDown', 'pending', 'warning', [39, 35]),
    ...NAMESPACES.map(namespace =>
      steady('kube_networkpolicy_created', { namespace, networkpolicy: 'default-deny' }, 1.7e9),
    ),
  ];
}
