import { NGINX_LOG } from '../../../../src/constructs/monitoring';
import { SERVICE_LEVEL } from '../../../../src/systems/shop/service-level';
import { eks, local } from './output';

type Step = {
  readonly setWeight?: number;
  readonly analysis?: { readonly templates: readonly { readonly templateName: string }[] };
};

const conf = (): string => String(eks.value('ConfigMap/frontend-config-*', 'data.nginx\\.conf'));
const exporter = () =>
  JSON.parse(String(eks.value('ConfigMap/access-log-config-*', 'data.config\\.yaml'))) as {
    namespaces: {
      format: string;
      name: string;
      histogram_buckets: number[];
      source: { syslog: Record<string, unknown> };
    }[];
  };

test('LP-16 a new front end gets 5, 10, 25, 50 and 100 % of the requests, each share judged before the next', () => {
  const steps = eks.value('Rollout/frontend', 'spec.strategy.canary.steps') as Step[];
  expect(steps.flatMap(({ setWeight }) => setWeight ?? [])).toEqual([5, 10, 25, 50, 100]);
  steps.forEach((step, at) => {
    if (step.setWeight === undefined) return;
    expect(steps[at + 1]?.analysis?.templates).toEqual([{ templateName: 'frontend-service-level' }]);
  });
});

test('LP-16, D-28 the load balancer shares the front end’s requests out; main, catalog and order roll', () => {
  expect(eks.all('Rollout').map(({ metadata }) => metadata.name)).toEqual(['frontend']);
  expect(eks.value('Rollout/frontend', 'spec.strategy.canary.trafficRouting.alb')).toMatchObject({
    ingress: 'frontend',
    rootService: 'frontend',
  });
  expect(eks.value('Ingress/frontend', 'spec.rules.0.http.paths.0.backend.service')).toEqual({
    name: 'frontend',
    port: { name: 'use-annotation' },
  });
  expect(eks.value('HorizontalPodAutoscaler/frontend', 'spec.scaleTargetRef.kind')).toBe('Rollout');
  for (const name of ['main', 'catalog', 'order']) expect(eks.object(`Deployment/${name}`).kind).toBe('Deployment');
});

test('LP-11, LP-23 releases are judged by the document’s promise: 5xx below 1 %, 95 of 100 within 500 ms', () => {
  expect(SERVICE_LEVEL).toMatchObject({
    availability: 0.999,
    errorRatio: 0.01,
    latency: [{ share: 0.95, seconds: 0.5 }],
  });
  const template = JSON.stringify(eks.object('AnalysisTemplate/frontend-service-level').spec);
  expect(template).toContain('result[0] > 0.01');
  expect(template).toContain('status=~\\"5..\\"');
  expect(template).toContain('result[0] > 0.05');
  expect(template).toContain('http://prometheus.monitoring.svc.cluster.local:9090');
  expect(template).not.toContain('4..');
});

test('LP-23, D-28 nginx tells the exporter of each request but those of probes, in the words that the exporter reads', () => {
  const [log] = exporter().namespaces;
  const [, words] = /log_format measured '([^']+)';/.exec(conf()) ?? [];
  expect(words).toBe(log?.format);
  const [, address] = /access_log syslog:server=([^,]+),tag=nginx,nohostname measured;/.exec(conf()) ?? [];
  expect(log?.source.syslog).toMatchObject({ listen_address: `udp://${address}`, tags: ['nginx'] });
  expect(conf()).toMatch(/location = \/health \{\s*access_log off;/);
  for (const field of ['$status', '$request_time']) expect(words).toContain(field);
});

test('LP-11 the exporter keeps the buckets and the names that the promise is judged by', () => {
  const [log] = exporter().namespaces;
  expect(log?.histogram_buckets).toEqual(NGINX_LOG.latency.buckets);
  for (const { seconds } of SERVICE_LEVEL.latency) expect(log?.histogram_buckets).toContain(seconds);
  expect(NGINX_LOG.requests.name.startsWith(`${log?.name}_`)).toBe(true);
});

test('LP-11 Prometheus reads the exporter’s port and nothing of nginx itself', () => {
  const [endpoint, ...more] = eks.all('PodMonitor').find(({ metadata }) => metadata.name === 'frontend')?.spec
    ? (eks.value('PodMonitor/frontend', 'spec.podMetricsEndpoints') as { port: string; path: string }[])
    : [];
  expect(endpoint).toMatchObject({ port: 'metrics', path: '/metrics' });
  expect(more).toEqual([]);
});

test('LP-16, D-28 without a load balancer the front end rolls', () => {
  expect(local.object('Deployment/frontend').kind).toBe('Deployment');
  expect(local.all('Rollout')).toEqual([]);
});
