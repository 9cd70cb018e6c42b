import { parse } from 'yaml';
import type { KubeObject } from '../../../src/model';
import { matrixJson, networkIn } from '../../../src/views/net';
import { read } from '../../constructs/read';
import { realModel } from '../../real-model';

/** The one object of a kind and name in the output. */
function object(kind: string, name: string, environment = 'fablink-prod'): KubeObject {
  const found = realModel()
    .manifests.filter(each => each.environment === environment && each.tree === 'dist')
    .map(manifest => manifest.object)
    .filter(each => each.kind === kind && each.metadata.name === name);
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) throw new Error(`${found.length} objects ${kind}/${name}`);
  return only;
}

function collector(environment?: string) {
  const data = object('ConfigMap', 'otel-collector-config', environment)['data'] as Readonly<Record<string, string>>;
  return parse(data['collector.yaml'] as string) as {
    receivers: { otlp: { protocols: object } };
    exporters: object;
    processors: { memory_limiter: { limit_mib: number; spike_limit_mib: number } };
    service: { pipelines: Record<string, Record<'receivers' | 'processors' | 'exporters', string[]>> };
  };
}

test('FP-11, LP-12, D-19 traces come by OTLP and go to X-Ray, and every part of the way is declared', () => {
  const { service, receivers, exporters, processors } = collector();
  expect(Object.keys(service.pipelines)).toEqual(['traces']);
  const { traces } = service.pipelines;
  expect(traces?.receivers).toEqual(Object.keys(receivers));
  expect(traces?.processors).toEqual(Object.keys(processors));
  expect(traces?.exporters).toEqual(Object.keys(exporters));
  expect(exporters).toEqual({ awsxray: { region: 'ap-northeast-2' } });
  expect(receivers.otlp.protocols).toEqual({ http: { endpoint: '0.0.0.0:4318' } });
});

test('FP-11 the collector refuses spans before the kubelet ends it for its memory', () => {
  const limit = read(object('Deployment', 'otel-collector'), 'spec.template.spec.containers.0.resources.limits.memory');
  const { limit_mib: hard, spike_limit_mib: spike } = collector().processors.memory_limiter;
  expect(hard).toBeLessThan(Number.parseInt(String(limit), 10) * 0.9);
  // From here on spans are refused (decision 133).
  expect(hard - spike).toBe(320);
});

test.each(['fablink-prod', 'learn'])(
  'FP-11, LP-12 in %s the collector’s runtime knows the collector’s limit, too (decision 175)',
  environment => {
    const env = read(object('Deployment', 'otel-collector', environment), 'spec.template.spec.containers.0.env');
    expect(env).toEqual([
      { name: 'GOMEMLIMIT', value: `${collector(environment).processors.memory_limiter.limit_mib}MiB` },
    ]);
  },
);

/** What a role may do, all of it. */
function actionsOf(role: KubeObject): readonly string[] {
  const { Statement } = JSON.parse(String(read(role, 'spec.inlinePolicies.grants'))) as {
    Statement: { Action: string[] }[];
  };
  return Statement.flatMap(({ Action }) => Action);
}

test('FP-07, FP-11 the collector alone may send spans to X-Ray, and may do nothing else there', () => {
  expect(actionsOf(object('Role', 'fablink-prod-traces'))).toEqual(['xray:PutTraceSegments']);
  expect(String(read(object('Role', 'fablink-prod-traces'), 'spec.assumeRolePolicyDocument'))).toContain(
    'system:serviceaccount:tracing:otel-collector',
  );
});

test.each([
  ['fablink-prod', ['fablink-backend', 'fablink-backend-migrate']],
  ['learn', ['catalog', 'main', 'order']],
])(
  'FP-06, LP-13 in %s programs reach the collector, Prometheus its metrics, and nobody else anything of it',
  (environment, programs) => {
    const callers = matrixJson(networkIn(realModel(), environment))
      .filter(({ to }) => to.namespace === 'tracing')
      .map(({ from, ports }) => `${from.name} ${ports}`)
      .filter(caller => !caller.includes(' without '));
    expect([...new Set(callers)].sort()).toEqual([...programs.map(name => `${name} 4318/TCP`), 'prometheus 8888/TCP']);
  },
);

test.each(['main', 'catalog', 'order'])('LP-12 %s sends its traces to the collector, under its own name', name => {
  const env = read(object('Deployment', name, 'learn'), 'spec.template.spec.containers.0.env') as {
    name: string;
    value: string;
  }[];
  const told = Object.fromEntries(env.map(each => [each.name, each.value]));
  expect(told).toMatchObject({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel-collector.tracing.svc.cluster.local:4318',
    OTEL_SERVICE_NAME: name,
  });
});

test.each([
  ['fablink-prod', ['fablink-prod-traces']],
  ['learn', ['learn-traces']],
  ['fablink-dev', []],
])('FD-06, FP-07, LP-09 in %s only the collector has rights at X-Ray: to send spans', (environment, senders) => {
  const roles = realModel()
    .manifests.filter(each => each.environment === environment && each.tree === 'dist')
    .map(manifest => manifest.object)
    .filter(role => role.kind === 'Role' && JSON.stringify(role).includes('xray:'));
  expect(roles.map(role => role.metadata.name)).toEqual(senders);
  for (const role of roles) expect(actionsOf(role)).toEqual(['xray:PutTraceSegments']);
});
