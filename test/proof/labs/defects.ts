import { alert, FINDINGS, pod, READY, success, type Shown } from './course';

/** A change of all that is well. */
export type Defect = (series: readonly Shown[]) => readonly Shown[];

type Labels = Readonly<Record<string, string>>;

const isOf = ({ name, labels }: Shown, of: string, wanted: Labels): boolean =>
  name === of && Object.entries(wanted).every(([label, value]) => labels[label] === value);

/** Series show another value. */
const become =
  (value: number, name: string, labels: Labels): Defect =>
  series =>
    changed(series, name, labels, each => [{ ...each, at: () => value }]);

/** Series are away. */
const away =
  (name: string, labels: Labels): Defect =>
  series =>
    changed(series, name, labels, () => []);

/** @throws Error when nothing is changed: a defect that is not there proves nothing */
function changed(
  series: readonly Shown[],
  name: string,
  labels: Labels,
  change: (each: Shown) => readonly Shown[],
): readonly Shown[] {
  if (!series.some(each => isOf(each, name, labels))) throw new Error(`no series is ${name} ${JSON.stringify(labels)}`);
  return series.flatMap(each => (isOf(each, name, labels) ? change(each) : [each]));
}

/** In place of one series another. */
const instead =
  (name: string, labels: Labels, ...others: readonly Shown[]): Defect =>
  series => [...away(name, labels)(series), ...others];

const BAD = 'slo:bad_requests:ratio_rate1h';
const ORDER = { container: 'order', pod: 'order-1' };

const promises: Readonly<Record<string, Defect>> = {
  requests: become(99, 'slo:requests:increase1h', { service: 'frontend' }),
  errors: become(0.011, BAD, { service: 'order', slo: 'availability' }),
  'latency-p95': become(0.051, BAD, { service: 'catalog', slo: 'latency-p95' }),
};

/** For each check of each lab, that of which nothing else notices. */
export const DEFECTS: readonly Readonly<Record<string, Defect>>[] = [
  {
    'address-frontend': become(0, 'probe_success', { job: 'frontend-public' }),
    'address-main': away('probe_success', { job: 'main-public' }),
    'pods-frontend': become(0, READY, { pod: 'frontend-1' }),
    'pods-main': away(READY, { pod: 'main-1' }),
    'pods-catalog': become(0, READY, { pod: 'catalog-1' }),
    'pods-order': away(READY, { container: 'order' }),
    targets: become(0, 'up', { pod: 'main-1' }),
    'application-nodes': series => {
      const without = away('up', { job: 'fluent-bit', instance: 'node-1' })(series);
      return away('up', { job: 'node-exporter', instance: 'node-1' })(without);
    },
    'system-nodes': away('up', { job: 'node-exporter', instance: 'node-4' }),
  },
  {
    'load-test-normal': instead('kube_cronjob_status_last_successful_time', { cronjob: 'load-test-normal' }),
    'load-test-spike': instead(
      'kube_cronjob_status_last_successful_time',
      { cronjob: 'load-test-spike' },
      success('frontend', 'load-test-spike', 61),
    ),
    scaled: away(READY, { pod: 'frontend-4' }),
    ...promises,
  },
  {
    failed: instead(READY, ORDER, pod('backend', 'order', 1)),
    recovered: instead(READY, ORDER, pod('backend', 'order', 1, [40, 29])),
    whole: away(READY, { container: 'catalog' }),
    noticed: away('ALERTS', { alertname: 'TargetDown' }),
    unwoken: series => [...series, alert('TooManyErrors', 'firing', 'critical', [38, 36])],
    ...promises,
  },
  {
    'kube-bench': instead(
      'kube_cronjob_status_last_successful_time',
      { cronjob: 'kube-bench' },
      success('security', 'kube-bench', 7 * 24 * 60 + 1),
    ),
    'kube-bench-system': away('kube_cronjob_status_last_successful_time', { cronjob: 'kube-bench-system' }),
    threat: become(1, FINDINGS, {}),
    policies: away('kube_networkpolicy_created', { namespace: 'labs' }),
  },
];
