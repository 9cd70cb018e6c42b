import { API } from '../../../../src/systems/shop/main';
import { SERVICE_LEVEL } from '../../../../src/systems/shop/service-level';
import { eks, local } from './output';

/** The document's three: name, users, minutes (LP-17). */
const TESTS = [
  ['normal', 100, 10],
  ['spike', 500, 2],
  ['endurance', 50, 60],
] as const;

const settings = (kind: string) => eks.value(`ConfigMap/load-test-${kind}-config`, 'data') as Record<string, string>;
const script = (): string => String(eks.value('ConfigMap/load-test-scripts', 'data.shopper\\.js'));
const pods = (kind: string, path: string): unknown =>
  eks.value(`CronJob/load-test-${kind}`, `spec.jobTemplate.spec.${path}`);

test.each(TESTS)('LP-17 the %s test is %i users at a time for %i minutes, with time around', (kind, users, minutes) => {
  expect(settings(kind)).toMatchObject({ K6_VUS: String(users), K6_DURATION: `${minutes}m` });
  expect(pods(kind, 'template.spec.containers.0.command')).toEqual(['k6', 'run', '--quiet', '/load-test/shopper.js']);
  expect(pods(kind, 'activeDeadlineSeconds')).toBe((minutes + 10) * 60);
});

test.each(TESTS)('LP-17 the %s test runs when a person starts it, and once', kind => {
  expect(eks.value(`CronJob/load-test-${kind}`, 'spec.suspend')).toBe(true);
  expect(pods(kind, 'backoffLimit')).toBe(0);
});

test.each(TESTS)('LP-17 the %s test judges by what the services promise', kind => {
  const { latency, errorRatio } = SERVICE_LEVEL;
  expect(JSON.parse(settings(kind)['SERVICE_LEVEL'] ?? '')).toEqual({ p95Millis: 500, errorRatio: 0.01 });
  expect({ latency, errorRatio }).toEqual({ latency: [{ share: 0.95, seconds: 0.5 }], errorRatio: 0.01 });
});

test('LP-17 a load test takes 4xx for no failures', () => {
  expect(script()).toContain('http.setResponseCallback(http.expectedStatuses({ min: 200, max: 499 }))');
});

test('LP-24 a load test goes from the page to an order by calls that main answers', () => {
  const [, answers = ''] = /const ANSWERS = \{(.*)\};/.exec(script()) ?? [];
  const calls = [...answers.matchAll(/'([^']+)': (\d+)/g)].map(([, call]) => String(call));
  expect(calls).toEqual(['GET /', 'GET /api/products', 'POST /api/orders', 'GET /api/orders/:id']);
  expect(API).toEqual(expect.arrayContaining(calls.slice(1)));
});

test.each(TESTS)('LP-17 the %s test reaches the front end and nothing else, which lets it in', kind => {
  const name = `load-test-${kind}`;
  const [load] = eks.declared('workload').filter(each => each.name === name);
  expect(load?.calls).toEqual([expect.objectContaining({ service: 'frontend', namespace: 'frontend', port: 8080 })]);
  expect(settings(kind)['URL']).toBe('http://frontend:8080');
  expect(eks.value('NetworkPolicy/frontend', 'spec.ingress')).toContainEqual({
    from: expect.arrayContaining([
      { podSelector: { matchLabels: expect.objectContaining({ 'app.kubernetes.io/name': name }) as unknown } },
    ]) as unknown,
    ports: [{ port: 8080, protocol: 'TCP' }],
  });
});

test.each(TESTS)('LP-17 orders of the %s test say that they are its own', kind => {
  expect(settings(kind)['USER_ID']).toBe(`load-test-${kind}`);
  expect(script()).toContain('user_id: __ENV.USER_ID');
});

test('LP-17 without a cloud there are none: its one node is a person’s own machine', () => {
  expect(local.all('CronJob')).toEqual([]);
});
