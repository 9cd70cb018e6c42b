import { parse } from 'yaml';
import type { ContractDeclaration, Declared, KubeObject } from '../../../../src/model';
import { matrixJson, networkIn } from '../../../../src/views/net';
import { read } from '../../../constructs/read';
import { realModel } from '../../../real-model';
import { prod, SERVICES } from './output';

interface Rule {
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** An object of the environment, whichever system made it. */
function everywhere(kind: string, name: string, namespace = 'monitoring'): KubeObject {
  const found = realModel().manifests.find(
    ({ environment, object: { kind: its, metadata } }) =>
      environment === 'tripgen-prod' && its === kind && metadata.name === name && metadata.namespace === namespace,
  );
  if (!found) throw new Error(`tripgen-prod has no ${kind}/${name} in ${namespace}`);
  return found.object;
}

const alertsIn = (rules: KubeObject): readonly Rule[] =>
  (read(rules, 'spec.groups') as { rules: Rule[] }[])
    .flatMap(group => group.rules)
    .filter(({ alert }) => alert !== undefined);

test.each(SERVICES)(
  'TG-14 %s: Micrometer’s metrics are read by Prometheus, in the buckets that it is told to keep',
  service => {
    expect(prod.value(`PodMonitor/${service}`, 'spec.podMetricsEndpoints.0')).toMatchObject({
      port: 'http',
      path: '/actuator/prometheus',
    });
    expect(
      prod.value(`ConfigMap/${service}-config`, 'data.MANAGEMENT_METRICS_DISTRIBUTION_SLO_HTTP_SERVER_REQUESTS'),
    ).toContain('1000ms');
    const calls = matrixJson(networkIn(realModel(), 'tripgen-prod')).filter(
      ({ from, to }) => from.name === 'prometheus' && to.name === service,
    );
    expect(calls.map(({ ports }) => ports)).toEqual(['8080/TCP']);
  },
);

test.each(SERVICES)('TG-14 %s: five starts of a pod within the hour are told', service => {
  const [alert] = alertsIn(prod.object(`PrometheusRule/${service}-pods`)).filter(
    ({ alert }) => alert === 'PodRestarts',
  );
  expect(alert?.expr).toContain('[60m]');
  expect(alert?.expr).toMatch(/ > 4$/);
});

test('TG-14 a node that is not ready for five minutes is told', () => {
  const [alert] = alertsIn(everywhere('PrometheusRule', 'nodes'));
  expect([alert?.alert, alert?.for]).toEqual(['NodeNotReady', '5m']);
  expect(read(everywhere('Deployment', 'kube-state-metrics'), 'spec.template.spec.containers.0.command')).toContain(
    '--resources=cronjobs,daemonsets,deployments,jobs,nodes,pods,statefulsets',
  );
});

test.each(SERVICES)('TG-14 %s: memory above 90 %% of what a pod may use is told after five minutes', service => {
  const [alert] = alertsIn(prod.object(`PrometheusRule/${service}-pods`)).filter(({ alert }) => alert === 'PodMemory');
  const of = `{namespace="tripgen-prod",container="${service}"}`;
  expect([alert?.expr, alert?.for]).toEqual([
    `max by (namespace, pod) (container_memory_working_set_bytes${of} / container_spec_memory_limit_bytes${of}) > 0.9`,
    '5m',
  ]);
});

test('TG-14 every pod that runs until it is stopped is told of alike, whatever it is', () => {
  const declared = realModel().declarations.filter(({ environment }) => environment === 'tripgen-prod');
  const running = declared.flatMap(each => (each.type === 'workload' && each.runs === 'service' ? [each.name] : []));
  const told = (name: string) =>
    declared.flatMap(each => (each.type === 'alert' && each.name === name ? [String(each.labels['service'])] : []));
  expect(running).toEqual(
    expect.arrayContaining(['alertmanager', 'blackbox-exporter', 'grafana', 'prometheus', ...SERVICES]),
  );
  expect(told('PodRestarts').sort()).toEqual([...running].sort());
  expect(told('PodMemory').sort()).toEqual([...running].sort());
});

test('TG-14 Prometheus reads the kubelets, which Cilium lets it by their port alone', () => {
  expect(read(everywhere('ScrapeConfig', 'kubelet'), 'spec.kubernetesSDConfigs')).toEqual([{ role: 'Node' }]);
  const rules = read(everywhere('NetworkPolicy', 'prometheus'), 'spec.egress') as { to?: object; ports: object[] }[];
  expect(rules.filter(({ to }) => to === undefined)).toEqual([{ ports: [{ port: 10250, protocol: 'TCP' }] }]);
});

test.each(SERVICES)('TG-18 %s: 99.9 %% is promised over 30 days, and burn-rate alerts watch it', service => {
  const level = prod.declared('service-level').find(each => each.service === service);
  expect(level).toMatchObject({ windowDays: 30, objectives: [{ slo: 'availability', budget: 0.001 }] });
  const alerts = alertsIn(prod.object(`PrometheusRule/${service}`)).filter(({ labels }) => labels['slo']);
  expect(alerts.map(({ alert, labels: { window, severity } }) => [alert, window, severity])).toEqual([
    ['ErrorBudgetBurn', '1h', 'critical'],
    ['ErrorBudgetBurn', '6h', 'critical'],
    ['ErrorBudgetLeak', '1d', 'warning'],
    ['ErrorBudgetLeak', '3d', 'warning'],
  ]);
});

test('TG-18 PagerDuty rings for what is critical, the team’s channel of Teams reads everything, and silence is noticed', () => {
  const secret = everywhere('ExternalSecret', 'alertmanager-configuration');
  const { receivers } = parse(read(secret, 'spec.target.template.data.alertmanager\\.yaml') as string) as {
    receivers: Record<string, unknown>[];
  };
  expect(receivers.map(({ name, ...kinds }) => [name, ...Object.keys(kinds)])).toEqual([
    ['critical', 'pagerduty_configs', 'email_configs'],
    ['warning', 'email_configs'],
    ['info', 'email_configs'],
    ['heartbeat', 'webhook_configs'],
  ]);
});

test('TG-18 the identity of what watches reads Alertmanager’s and Grafana’s secrets of the vault, one by one, and none of TripGen’s', () => {
  const data = ['alertmanager-configuration', 'grafana-secrets'].flatMap(
    name => read(everywhere('ExternalSecret', name), 'spec.data') as { remoteRef: { key: string } }[],
  );
  const granted = realModel()
    .declarations.filter((each): each is Declared<ContractDeclaration> => each.type === 'contract')
    .filter(({ id }) => id.startsWith('tripgen-prod-monitoring-'))
    .map(({ make }) => /--scope \S*\/vaults\/kv-tripgen-prod\/secrets\/(\S+)/.exec(make ?? '')?.[1]);
  expect(granted.sort()).toEqual(data.map(({ remoteRef }) => remoteRef.key).sort());
  expect(granted).toEqual(expect.arrayContaining(['alertmanager-pagerduty-key', 'grafana-admin-password']));
  expect(read(everywhere('SecretStore', 'secrets'), 'spec.provider.azurekv.vaultUrl')).toBe(
    prod.value('SecretStore/secrets', 'spec.provider.azurekv.vaultUrl'),
  );
});
