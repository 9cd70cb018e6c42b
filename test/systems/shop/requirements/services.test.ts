import { local, ofContainer, settingsOf } from './output';

const conf = (): string => String(local.value('ConfigMap/frontend-config', 'data.nginx\\.conf'));

test('LP-02 nginx serves the front end on an unprivileged port, with our file, and answers /health itself', () => {
  expect(ofContainer('frontend', 'command')).toEqual(
    expect.arrayContaining(['nginx', '-c', '/etc/nginx/garam/nginx.conf']),
  );
  expect(ofContainer('frontend', 'ports.0.containerPort')).toBe(8080);
  expect(conf()).toMatch(/listen 8080;/);
  expect(conf()).toMatch(/location = \/health \{[^}]*return 200/);
  for (const probe of ['livenessProbe', 'readinessProbe'])
    expect(ofContainer('frontend', `${probe}.httpGet.path`)).toBe('/health');
});

test('LP-02 nginx hands /api to main, at the address that main’s Service has', () => {
  const { name, namespace } = local.object('Service/main').metadata;
  const port = local.value('Service/main', 'spec.ports.0.port');
  const [, address] = /location \/api\/ \{\s*proxy_pass http:\/\/([^;]+);/.exec(conf()) ?? [];
  expect(address).toBe(`${name}.${namespace}.svc.cluster.local:${port}`);
  expect(conf()).not.toContain('{main}');
});

test('LP-03 main has the document’s circuit breaker as configuration', () => {
  expect(settingsOf('main')).toMatchObject({
    CIRCUIT_BREAKER_FAILURE_THRESHOLD: '5',
    CIRCUIT_BREAKER_TIMEOUT_MS: '10000',
    CIRCUIT_BREAKER_RESET_TIMEOUT_MS: '30000',
  });
});

test('LP-03 nginx waits longer for main than main waits for those behind it', () => {
  const [, seconds] = /proxy_read_timeout (\d+)s;/.exec(conf()) ?? [];
  expect(Number(seconds) * 1000).toBeGreaterThan(Number(settingsOf('main')['CIRCUIT_BREAKER_TIMEOUT_MS']));
});

test('LP-03 main finds catalog and order by their Services, and answers the document’s five calls by contract', () => {
  for (const name of ['catalog', 'order'] as const) {
    const port = local.value(`Service/${name}`, 'spec.ports.0.port');
    expect(settingsOf('main')[`${name.toUpperCase()}_URL`]).toBe(`http://${name}:${port}`);
  }
  for (const call of [
    'GET /api/health',
    'GET /api/products',
    'POST /api/orders',
    'GET /api/orders/:id',
    'POST /api/upload',
  ])
    expect(local.contract('shop-api').statement).toContain(call);
  for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
    expect(ofContainer('main', `${probe}.httpGet.path`)).toBe('/api/health');
});
