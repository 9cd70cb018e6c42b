import { parse } from 'yaml';
import { matrixJson, networkIn } from '../../../../src/views/net';
import { read } from '../../../constructs/read';
import { panelsIn } from '../../../dashboard-panels';
import { named, realModel } from '../../../real-model';

const MEMO = ['fastapi', 'frontend', 'kafka', 'mariadb', 'mariadb-exporter', 'redis', 'redis-exporter', 'zookeeper'];
const BESIDE = ['alertmanager', 'blackbox-exporter', 'grafana', 'kube-state-metrics', 'prometheus'];
const KEPT = [
  ...BESIDE.map(service => ['monitoring', service] as const),
  ...MEMO.map(service => ['sgcc-memo', service] as const),
];

const value = (words: string, path: string): unknown => {
  const found = realModel().manifests.find(named('memo-prod', words));
  if (!found) throw new Error(`memo-prod has no ${words}`);
  return read(found.object, path);
};
const collector = parse(value('ConfigMap/fluent-bit-config', 'data.fluent-bit\\.yaml') as string) as {
  pipeline: { outputs: Record<string, unknown>[] };
};
const loki = parse(value('ConfigMap/loki-config', 'data.loki\\.yaml') as string) as Record<string, unknown>;

test('MM-08 lines of every service are sent to the Loki of the cluster, labelled by namespace and service alone', () => {
  const sent = collector.pipeline.outputs.map(({ name, host, port, labels, match }) => [
    name,
    host,
    port,
    labels,
    match,
  ]);
  const address = ['loki', 'loki.log-store.svc.cluster.local', 3100];
  expect(sent.sort()).toEqual(
    KEPT.map(([namespace, service]) => [
      ...address,
      `namespace=${namespace}, service=${service}`,
      `kube.${namespace}.${service}.*`,
    ]).sort(),
  );
});

test('MM-08 Loki keeps lines on a volume of its own for 30 days, one pod that writes nowhere else', () => {
  expect(value('StatefulSet/loki', 'spec.replicas')).toBe(1);
  expect(value('StatefulSet/loki', 'spec.volumeClaimTemplates.0.spec')).toMatchObject({
    storageClassName: 'retained',
    resources: { requests: { storage: '10Gi' } },
  });
  expect(value('StatefulSet/loki', 'spec.template.spec.containers.0.securityContext.readOnlyRootFilesystem')).toBe(
    true,
  );
  expect(loki).toMatchObject({
    common: { path_prefix: '/loki', storage: { filesystem: { chunks_directory: '/loki/chunks' } } },
    compactor: { retention_enabled: true },
    limits_config: { retention_period: '720h', deletion_mode: 'disabled' },
    schema_config: { configs: [{ store: 'tsdb', object_store: 'filesystem', schema: 'v13' }] },
  });
});

test('MM-08 Loki asks nobody who comes and tells its maker nothing, so only Fluent Bit, Grafana and Prometheus reach it, and it reaches nobody', () => {
  expect(loki).toMatchObject({ auth_enabled: false, analytics: { reporting_enabled: false } });
  const calls = matrixJson(networkIn(realModel(), 'memo-prod')).map(
    ({ from, to, ports }) => [from, to, ports] as const,
  );
  const coming = calls.filter(
    // Without a label that others ask for, the same pods.
    ([from, to]) => to.namespace === 'log-store' && !from.name.includes(' without '),
  );
  expect(coming.map(([from, , ports]) => `${from.namespace}/${from.name} ${ports}`).sort()).toEqual([
    'logging/fluent-bit 3100/TCP',
    'monitoring/grafana 3100/TCP',
    'monitoring/prometheus 3100/TCP',
  ]);
  const egress = value('NetworkPolicy/loki', 'spec.egress') as { ports: { port: number }[] }[];
  expect(egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([53, 53]);
});

test('MM-08 Grafana shows the lines of each service on one dashboard, in Korean', () => {
  const source = parse(value('ConfigMap/grafana-data-source', 'data.loki\\.yaml') as string) as object;
  expect(source).toMatchObject({
    datasources: [{ type: 'loki', uid: 'loki', url: 'http://loki.log-store.svc.cluster.local:3100', editable: false }],
  });
  const panels = panelsIn('memo-prod', 'logs');
  expect(panels.filter(({ description }) => !/[가-힣]/.test(description))).toEqual([]);
  const shown = panels.filter(({ title }) => title.endsWith(': 로그')).flatMap(({ queries }) => queries);
  expect(shown.sort()).toEqual(
    KEPT.map(([namespace, service]) => `{namespace="${namespace}",service="${service}"}`).sort(),
  );
});

test('MM-08 somebody is told when lines wait, are lost, refused or stay away, and when Loki or its volume is in need', () => {
  const alerts = (words: string): readonly string[] =>
    (value(words, 'spec.groups') as { rules: { alert: string }[] }[]).flatMap(({ rules }) =>
      rules.map(({ alert }) => alert),
    );
  expect(alerts('PrometheusRule/logs')).toEqual(['LogsLost', 'LogsWaiting', 'LogsMissing']);
  expect(alerts('PrometheusRule/log-store')).toEqual(['LogsRefused']);
  expect(alerts('PrometheusRule/loki')).toEqual(['TargetsMissing', 'TargetDown']);
  expect([...new Set(alerts('PrometheusRule/loki-volumes'))]).toEqual(['VolumeFilling', 'VolumeFull', 'VolumeUnseen']);
});
