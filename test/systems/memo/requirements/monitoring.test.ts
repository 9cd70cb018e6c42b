import { parse } from 'yaml';
import type { KubeObject } from '../../../../src/model';
import { matrixJson, networkIn } from '../../../../src/views/net';
import { read } from '../../../constructs/read';
import { panelsIn } from '../../../dashboard-panels';
import { realModel } from '../../../real-model';
import { prod } from './output';

const everywhere = (kind: string, name: string): KubeObject => {
  const found = realModel().manifests.find(
    ({ environment, object }) => environment === 'memo-prod' && object.kind === kind && object.metadata.name === name,
  );
  if (!found) throw new Error(`memo-prod has no ${kind}/${name}`);
  return found.object;
};
const rules = (name: string): readonly Record<string, string>[] =>
  (prod.value(`PrometheusRule/${name}`, 'spec.groups') as { rules: Record<string, string>[] }[]).flatMap(
    each => each.rules,
  );

test('MM-08 Prometheus reads the API’s /metrics, what nginx tells of each request and what exporters tell of the stores, and no other pod of Memo', () => {
  expect(prod.value('PodMonitor/fastapi', 'spec.podMetricsEndpoints.0')).toMatchObject({
    port: 'http',
    path: '/metrics',
  });
  const readers = matrixJson(networkIn(realModel(), 'memo-prod'))
    .filter(({ from, to }) => from.name === 'prometheus' && to.namespace === 'sgcc-memo')
    // Without a label that the databases ask for, the same pods.
    .filter(({ to }) => !to.name.endsWith(' without tier'))
    .map(({ to, ports }) => `${to.name} ${ports}`);
  expect(prod.value('ConfigMap/frontend-config', 'data.nginx\\.conf')).toContain('access_log syslog:server=127.0.0.1:');
  expect(readers.sort()).toEqual([
    'fastapi 8000/TCP',
    'frontend 4040/TCP',
    'mariadb-exporter 9104/TCP',
    'redis-exporter 9121/TCP',
  ]);
});

test('MM-08 somebody is told when no pod of the API or of the pages answers, or all that they answer are errors, and no share of requests is judged', () => {
  for (const service of ['fastapi', 'frontend'])
    expect(rules(service).map(({ alert }) => alert)).toEqual(['AllRequestsFailing', 'TargetsMissing', 'TargetDown']);
  expect(prod.declared('service-level')).toEqual([]);
});

test.each(['kafka', 'zookeeper'])(
  'MM-08 somebody is told when too few pods of %s are ready to serve anybody, which no exporter and no check of the API tells',
  store => {
    expect(rules(`${store}-store`)).toEqual([
      expect.objectContaining({
        alert: 'StoreDown',
        expr: `max by (namespace) (kube_statefulset_status_replicas_ready{namespace="sgcc-memo",statefulset="${store}"}) < 2`,
        for: '3m',
      }),
    ]);
    expect(prod.value(`StatefulSet/${store}`, 'spec.replicas')).toBe(3);
  },
);

test('MM-08 whatever its severity, an alert is told in the club’s channel', () => {
  const secret = everywhere('ExternalSecret', 'alertmanager-configuration');
  const { receivers } = parse(read(secret, 'spec.target.template.data.alertmanager\\.yaml') as string) as {
    receivers: { name: string; slack_configs?: { channel: string }[] }[];
  };
  expect(receivers.map(({ name, slack_configs: slack }) => [name, slack?.map(({ channel }) => channel)])).toEqual([
    ['critical', ['#memo']],
    ['warning', ['#memo']],
    ['info', ['#memo']],
    ['heartbeat', undefined],
  ]);
});

test('MM-08 the addresses of the channel and of the dead man’s switch stand in Vault, in a folder that Memo’s own role does not read', () => {
  expect(read(everywhere('ExternalSecret', 'alertmanager-configuration'), 'spec.data')).toEqual([
    { secretKey: 'SLACK_URL', remoteRef: { key: 'monitoring/alertmanager', property: 'slack_url' } },
    { secretKey: 'HEARTBEAT_URL', remoteRef: { key: 'monitoring/alertmanager', property: 'heartbeat_url' } },
  ]);
  const roles = realModel()
    .manifests.filter(({ environment, object }) => environment === 'memo-prod' && object.kind === 'SecretStore')
    .map(({ object }) => [object.metadata.namespace, read(object, 'spec.provider.vault.auth.kubernetes.role')]);
  expect(roles).toEqual([
    ['sgcc-memo', 'sgcc-memo'],
    ['monitoring', 'monitoring'],
  ]);
});

test('MM-09 the share of memos that the cache had is a series of its own: hits of all that were looked for', () => {
  const of = (more: string): string =>
    `sum(rate(memo_cache_requests_total{namespace="sgcc-memo",job="fastapi"${more}}[5m]))`;
  expect(rules('cache-hit-rate')).toEqual([
    {
      record: 'memo:cache_hits:ratio_rate5m',
      expr: `(${of(',result="hit"')} or vector(0)) / (${of('')} > 0)`,
      labels: { namespace: 'sgcc-memo', service: 'fastapi' },
    },
  ]);
});

test('MM-08, MM-09 Grafana shows Memo and each of its data stores in Korean, the cache with the share of memos that it had', () => {
  const dashboards = ['memo', 'memo-kafka', 'memo-mariadb', 'memo-redis', 'memo-zookeeper'];
  const panels = dashboards.flatMap(name => panelsIn('memo-prod', name));
  expect(panels.filter(({ description }) => !/[가-힣]/.test(description))).toEqual([]);
  const hits = panelsIn('memo-prod', 'memo-redis').find(({ title }) => title === '캐시에서 찾은 메모의 비율');
  expect(hits).toMatchObject({
    unit: 'percentunit',
    queries: ['memo:cache_hits:ratio_rate5m{namespace="sgcc-memo"}'],
  });
});

test('MM-08 each exporter reaches its store and nothing else, with a password that the store’s users do not have', () => {
  const calls = matrixJson(networkIn(realModel(), 'memo-prod'))
    .filter(({ from, to }) => /^(mariadb|redis)-exporter$/.test(from.name) && to.namespace === 'sgcc-memo')
    .filter(({ to }) => !to.name.includes(' without '))
    .map(({ from, to, ports }) => `${from.name} → ${to.name} ${ports}`);
  expect(calls.sort()).toEqual(['mariadb-exporter → mariadb 3306/TCP', 'redis-exporter → redis 6379/TCP']);
  for (const store of ['mariadb', 'redis']) {
    expect(prod.value(`ExternalSecret/${store}-exporter`, 'spec.data')).toEqual([
      { secretKey: 'password', remoteRef: { key: `memo/${store}-exporter`, property: 'password' } },
    ]);
    const [container] = prod.value(`Deployment/${store}-exporter`, 'spec.template.spec.containers') as {
      env: { valueFrom: { secretKeyRef: { name: string } } }[];
    }[];
    expect(container?.env.map(({ valueFrom }) => valueFrom.secretKeyRef.name)).toEqual([`${store}-exporter`]);
  }
});

test('MM-08 somebody is told when a store is down, nearly full or refuses, and its dashboard shows it', () => {
  const told = (store: string) => rules(`${store}-store`).map(({ alert, for: lasting }) => [alert, lasting]);
  const shared = [
    ['StoreDown', '3m'],
    ['StoreConnections', '5m'],
    ['StoreRefuses', '0m'],
  ];
  expect(told('mariadb')).toEqual(shared);
  expect(told('redis')).toEqual([...shared, ['StoreMemory', '10m']]);
  for (const store of ['mariadb', 'redis']) {
    const asked = panelsIn('memo-prod', `memo-${store}`).flatMap(({ queries }) => queries);
    for (const { expr } of rules(`${store}-store`))
      expect(asked).toContain(String(expr).replace(/ (?:==|>) [\d.]+$/, ''));
  }
});

test('MM-08 what the exporter opens counts among the connections of MariaDB', () => {
  const pools = prod.declared('connection-pool').filter(({ database }) => database === 'mariadb');
  expect(pools.find(({ workload }) => workload === 'mariadb-exporter')).toMatchObject({
    workers: 1,
    connections: 1,
    mostPods: 2,
  });
});
