import { read } from '../../../constructs/read';
import { annotationsOf, prod } from './output';

const BACKEND = 'fablink-backend';
const CANARY = 'spec.strategy.canary';
const rollout = (path: string): unknown => prod.value(`Rollout/${BACKEND}`, path);

/** Names of the templates of the analysis at a step, or what else the step does. */
const steps = (): unknown[] =>
  (rollout(`${CANARY}.steps`) as { analysis?: { templates: { templateName: string }[] } }[]).map(
    step => step.analysis?.templates.map(({ templateName }) => templateName).join() ?? step,
  );

interface Metric {
  readonly name: string;
  readonly failureCondition: string;
  readonly provider: { readonly prometheus: { readonly query: string; readonly address: string } };
}

const metrics = (): Metric[] => prod.value(`AnalysisTemplate/${BACKEND}-service-level`, 'spec.metrics') as Metric[];

test('FP-14, D-13 the new version is complete, checked and approved, then gets 10, 50 and 100 %, each judged', () => {
  expect(steps()).toEqual([
    { setCanaryScale: { weight: 100 } },
    `${BACKEND}-health`,
    `${BACKEND}-integration`,
    `${BACKEND}-benchmark`,
    { pause: {} },
    ...[10, 50, 100].flatMap(setWeight => [{ setWeight }, `${BACKEND}-service-level`]),
  ]);
});

test('FP-14 it goes back by itself: when pods do not get ready, and to an old version that kept its size', () => {
  expect(rollout('spec.progressDeadlineAbort')).toBe(true);
  expect(rollout(CANARY)).not.toHaveProperty('dynamicStableScale');
});

test('FP-14, FP-16 it goes back above 0.1 % of failures, 5 % of answers above 500 ms or 1 % above 1 s', () => {
  const judged = metrics().map(({ name, failureCondition }) => [name, failureCondition.split('result[0] > ').at(-1)]);
  expect(judged).toEqual([
    ['error-ratio', '0.001'],
    ['latency-p95', '0.05'],
    ['latency-p99', '0.01'],
  ]);
  const [, p95, p99] = metrics().map(({ provider }) => provider.prometheus.query);
  expect(p95).toContain('le=~"0\\\\.5"');
  expect(p99).toContain('le=~"1(\\\\.0)?"');
});

test('FP-14 health, function and speed are tried on the new version alone, before it has a share', () => {
  for (const check of ['health', 'integration', 'benchmark']) {
    const template = prod.object(`AnalysisTemplate/${BACKEND}-${check}`);
    const container = read(template, 'spec.metrics.0.provider.job.spec.template.spec.containers.0');
    expect(container).toMatchObject({ command: ['k6', 'run', '--quiet', `/checks/${check}.js`] });
    expect(container).toMatchObject({
      env: expect.arrayContaining([{ name: 'RELEASE_URL', value: `http://${BACKEND}-preview:8000` }]) as unknown,
    });
    const script = String(prod.value('ConfigMap/release-checks', `data.${check}\\.js`));
    expect(script).toContain('RELEASE_URL');
    const [, helper = ''] = /from '\.\/(\w+)\.js'/.exec(script) ?? [];
    expect(prod.value('ConfigMap/release-checks', `data.${helper}\\.js`)).toContain('attempt');
  }
  expect(rollout(`${CANARY}.canaryService`)).toBe(`${BACKEND}-preview`);
});

test('FP-14, FP-16 the benchmark sends a tenth of the peak: the first share of it', () => {
  const template = prod.object(`AnalysisTemplate/${BACKEND}-benchmark`);
  const env = read(template, 'spec.metrics.0.provider.job.spec.template.spec.containers.0.env') as {
    name: string;
    value: string;
  }[];
  const level = env.find(({ name }) => name === 'SERVICE_LEVEL')?.value;
  expect(JSON.parse(level ?? '{}')).toMatchObject({ requestsPerSecond: 500, p95Millis: 500, errorRatio: 0.001 });
});

test('D-13, D-14 the ALB of the Ingress moves the requests, by Services that change roles', () => {
  expect(rollout(`${CANARY}.trafficRouting.alb`)).toEqual({
    ingress: BACKEND,
    rootService: BACKEND,
    servicePort: 8000,
  });
  expect(prod.value(`Ingress/${BACKEND}`, 'spec.rules.0.http.paths.0.backend.service')).toEqual({
    name: BACKEND,
    port: { name: 'use-annotation' },
  });
  for (const role of ['ping', 'pong']) expect(prod.object(`Service/${BACKEND}-${role}`)).toBeDefined();
});

test('FP-14 the Ingress and the autoscaler come in the wave of the Rollout, and nothing waits behind it', () => {
  const waves = prod
    .manifests()
    .filter(({ application }) => application === 'fablink-app')
    .map(({ object }) => [object.kind, Number(annotationsOf(object)['argocd.argoproj.io/sync-wave'] ?? 0)] as const);
  const last = Math.max(...waves.map(([, wave]) => wave));
  const inLast = waves.filter(([, wave]) => wave === last).map(([kind]) => kind);
  expect(inLast.sort()).toEqual(['HorizontalPodAutoscaler', 'Ingress', 'Rollout']);
  expect(prod.manifests().filter(({ object }) => 'argocd.argoproj.io/hook' in annotationsOf(object))).toEqual([]);
});

test('FP-14 Argo CD keeps its hands off what the controller writes into the Services', () => {
  const ignored = prod.value('Application/fablink-app', 'spec.ignoreDifferences') as { name: string }[];
  expect(ignored.map(({ name }) => name)).toEqual(['ping', 'pong', 'preview'].map(role => `${BACKEND}-${role}`));
  expect(prod.value('Application/fablink-app', 'spec.syncPolicy.syncOptions')).toContain(
    'RespectIgnoreDifferences=true',
  );
});

test('FP-19 the quota of the namespace holds two versions at full size', () => {
  expect(Number(prod.value('ResourceQuota/quota', 'spec.hard.pods'))).toBeGreaterThanOrEqual(40);
  const [backend] = prod.declared('workload').filter(({ name }) => name === BACKEND);
  expect(backend?.mostPods).toBe(2 * 20);
});

test('FP-14 the controller of releases is an add-on, and asks the Prometheus of the environment', () => {
  expect(prod.object('Application/argo-rollouts').kind).toBe('Application');
  const addresses = metrics().map(({ provider }) => provider.prometheus.address);
  expect(new Set(addresses)).toEqual(new Set(['http://prometheus.monitoring.svc.cluster.local:9090']));
});
