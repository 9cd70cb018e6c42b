import { parse } from 'yaml';
import type { KubeObject } from '../../../../src/model';
import { read } from '../../../constructs/read';
import { panelsIn } from '../../../dashboard-panels';
import { named, realModel } from '../../../real-model';
import { prod } from './output';

interface Rule {
  readonly alert?: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
}

const rules = (): readonly Rule[] =>
  (prod.value('PrometheusRule/fablink-backend', 'spec.groups') as { rules: Rule[] }[]).flatMap(group => group.rules);

/** Threshold and time of an alert. */
const figures = (name: string): unknown =>
  rules()
    .filter(({ alert }) => alert === name)
    .map(rule => [
      /> ([\d.]+)(?: and|$)/.exec(rule.expr.replace(/.*\) > 0\)/, ''))?.[1],
      rule.for,
      rule.labels['severity'],
    ]);

interface Configuration {
  readonly route: { readonly receiver: string; readonly routes: { matchers: string[]; receiver: string }[] };
  readonly receivers: Readonly<Record<string, unknown>>[];
}

/** What Alertmanager is told; it lies in the system `monitoring`, beside FabLink. */
const configuration = (): Configuration => {
  const secret = realModel().manifests.find(named('fablink-prod', 'ExternalSecret/alertmanager-configuration'));
  if (!secret) throw new Error('fablink-prod has no configuration of Alertmanager');
  return parse(String(read(secret.object, 'spec.target.template.data.alertmanager\\.yaml'))) as Configuration;
};

test('FP-12, D-11 errors above 1 % for 2 minutes and answers above 2 s for 3 minutes are alarms of their own', () => {
  expect(figures('TooManyErrors')).toEqual([['0.01', '2m', 'critical']]);
  expect(figures('SlowAnswers')).toEqual([['0.05', '3m', 'warning']]);
  expect(rules().find(({ alert }) => alert === 'SlowAnswers')?.expr).toContain('le=~"2(\\\\.0)?"');
});

test('FP-12 more than 3 starts of a pod in 10 minutes are an alarm, counted without extrapolation', () => {
  expect(figures('PodRestarts')).toEqual([['3', '0m', 'critical']]);
  const [restarts] = rules().filter(({ alert }) => alert === 'PodRestarts');
  expect(restarts?.expr).toMatch(/last_over_time\(.*\[10m\]\) - min_over_time\(.*\[10m\]\)/);
});

test('FP-12 CPU above 80 % and memory above 85 % for 5 minutes are alarms of every pod, of what the kernel lets it use', () => {
  expect(figures('PodCpu')).toEqual([['0.8', '5m', 'warning']]);
  expect(figures('PodMemory')).toEqual([['0.85', '5m', 'warning']]);
  const exprs = rules().flatMap(({ alert, expr }) => (alert === 'PodCpu' || alert === 'PodMemory' ? [expr] : []));
  for (const expr of exprs) {
    expect(expr).toMatch(/^max by \(namespace, pod\)/);
    expect(expr).toMatch(/ \/ .*container_spec_(memory_limit_bytes|cpu_period)\{/);
    expect(expr.match(/\{.*?\}/g)).toEqual(expr.match(/\{namespace="fablink-prod",container="fablink-backend"\}/g));
  }
});

test('FP-12 Prometheus may ask every kubelet, by its own token, and asks no kubelet that the cluster does not vouch for', () => {
  const found = (kind: string, name: string): KubeObject => {
    const manifest = realModel().manifests.find(named('fablink-prod', `${kind}/${name}`));
    if (!manifest) throw new Error(`fablink-prod has no ${kind}/${name}`);
    return manifest.object;
  };
  const { scrapeClass } = found('ScrapeConfig', 'kubelet').spec as { scrapeClass: string };
  expect(read(found('Prometheus', 'monitoring'), 'spec.scrapeClasses')).toEqual([
    {
      name: scrapeClass,
      authorization: { credentialsFile: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
      tlsConfig: { caFile: '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt' },
    },
  ]);
  expect(read(found('ClusterRole', 'monitoring-prometheus'), 'rules')).toEqual([
    { apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
  ]);
  const egress = read(found('NetworkPolicy', 'prometheus'), 'spec.egress') as { to: object[]; ports: object[] }[];
  const { nodeCidrs } = realModel().environments.find(({ name }) => name === 'fablink-prod')?.cluster.network ?? {};
  expect(egress.filter(({ ports }) => JSON.stringify(ports).includes('10250')).map(({ to }) => to)).toEqual([
    (nodeCidrs as { value: readonly string[] }).value.map(cidr => ({ ipBlock: { cidr } })),
  ]);
});

test('FP-12 the first connection to Aurora that fails is an alarm, although the counter begins with it', () => {
  expect(figures('FailedConnections')).toEqual([['0', '0m', 'warning']]);
  const [failed] = rules().filter(({ alert }) => alert === 'FailedConnections');
  expect(failed?.expr).toMatch(/ unless .* offset 5m\) or increase\(.*\[5m\]\)/);
});

test('FP-16, D-11 alerts on the error budget fire long before 99.9 %, 500 ms and 1 s are missed for the month', () => {
  const burns = rules().filter(({ alert }) => alert?.startsWith('ErrorBudget'));
  expect(
    burns.map(({ labels, expr }) => [labels['slo'], labels['window'], /> ([\d.]+) and/.exec(expr)?.[1]].join(' ')),
  ).toEqual([
    ...['availability 1h 0.0144', 'availability 6h 0.006', 'availability 1d 0.003', 'availability 3d 0.001'],
    ...['latency-p95 1h 0.72', 'latency-p95 6h 0.3', 'latency-p95 1d 0.15', 'latency-p95 3d 0.05'],
    ...['latency-p99 1h 0.144', 'latency-p99 6h 0.06', 'latency-p99 1d 0.03', 'latency-p99 3d 0.01'],
  ]);
});

test('FP-13 critical alerts go to PagerDuty and Slack, warnings to Slack, the rest by mail', () => {
  const { route, receivers } = configuration();
  const channels = (name: string): string[] =>
    Object.keys(receivers.find(each => each['name'] === name) ?? {}).filter(key => key !== 'name');
  expect(['critical', 'warning', route.receiver].map(channels)).toEqual([
    ['pagerduty_configs', 'slack_configs'],
    ['slack_configs'],
    ['email_configs'],
  ]);
});

test('FP-11 FabLink has a dashboard: what is promised and kept, traffic, errors, time to answer, saturation, restarts', () => {
  const shown = panelsIn('fablink-prod', 'fablink');
  expect(shown.map(({ title }) => title)).toEqual([
    'Alerts that fire',
    'Error budget that is left',
    'Requests that break a promise',
    'Public addresses that answer',
    'HTTP status from outside',
    'Time to answer from outside',
    'Time until certificates expire',
    'Requests a second',
    'Share of requests that fail',
    'Time in which 50 % are answered',
    'Time in which 95 % are answered',
    'Time in which 99 % are answered',
    'Requests at work in a pod',
    'CPU of a pod',
    'Memory of a pod',
    'Ended for want of memory',
    'Pods that answer',
    'Restarts within an hour',
    'Connections to a database that failed',
  ]);
  const judgedBy = (name: string): string | undefined =>
    rules()
      .find(({ alert }) => alert === name)
      ?.expr.split(' > ')[0];
  expect(shown.at(-2)?.queries.map(query => query.replaceAll('[1h]', '[10m]'))).toEqual([judgedBy('PodRestarts')]);
  // The labels of both sides are the same: else the zero would stay beside the failures.
  expect(shown.at(-1)?.queries.map(query => query.split(' or 0 * '))).toEqual([
    [judgedBy('FailedConnections'), 'sum by (namespace) (up{namespace="fablink-prod",job="fablink-backend"} == 1)'],
  ]);
});
