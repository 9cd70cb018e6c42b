import { matrixJson, networkIn } from '../../../../src/views/net';
import { realModel } from '../../../real-model';
import { inNamespace, local, NAMESPACES, namesOf, read, secretsOf, settingsOf } from './output';

const JOBS = ['catalog', 'order'].flatMap(name => ['schema', 'data', 'validation'].map(step => `${name}-${step}`));

/** Every open connection of the shop but those to the resolver, as `garam net learn-local` tells it. */
function connections(): string[] {
  return matrixJson(networkIn(realModel(), 'learn-local'))
    .filter(({ from, to }) => from.namespace !== 'monitoring' && to.namespace !== 'kube-system')
    .map(({ from, to, ports }) => `${from.namespace ?? from.addresses}/${from.name} → ${to.name} ${ports}`)
    .sort();
}

test('LP-01 the policies let through the document’s call graph and nothing else', () => {
  const services = [
    'frontend/frontend → main 3000/TCP',
    'backend/main → catalog 8000/TCP',
    'backend/main → order 8080/TCP',
    ...['main', 'catalog', 'order'].map(name => `backend/${name} → redis 6379/TCP`),
    ...['catalog', 'order'].map(name => `backend/${name} → postgresql 5432/TCP`),
  ];
  const jobs = JOBS.map(name => `backend/${name} → postgresql 5432/TCP`);
  expect(connections()).toEqual([...services, ...jobs].sort());
});

test('LP-01 the one call across namespaces is opened on both sides by namespace and pods', () => {
  const [ingress] = read(inNamespace('backend', 'NetworkPolicy', 'main'), 'spec.ingress') as object[];
  expect(ingress).toEqual({
    from: [
      // Who watches reads what main tells of itself, on the same port.
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
        podSelector: {
          matchLabels: { 'app.kubernetes.io/name': 'prometheus', 'app.kubernetes.io/instance': 'monitoring' },
        },
      },
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'frontend' } },
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'frontend', 'app.kubernetes.io/instance': 'shop' } },
      },
    ],
    ports: [{ port: 3000, protocol: 'TCP' }],
  });
  const egress = read(inNamespace('frontend', 'NetworkPolicy', 'frontend'), 'spec.egress') as object[];
  expect(JSON.stringify(egress.slice(1))).toContain('"kubernetes.io/metadata.name":"backend"');
});

test.each(NAMESPACES)('LP-01 namespace %s is restricted, denies by default and has a quota', namespace => {
  for (const mode of ['enforce', 'audit', 'warn'])
    expect(local.value(`Namespace/${namespace}`, `metadata.labels.pod-security\\.kubernetes\\.io/${mode}`)).toBe(
      'restricted',
    );
  expect(read(inNamespace(namespace, 'NetworkPolicy', 'default-deny'), 'spec')).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
  expect(Object.keys(read(inNamespace(namespace, 'ResourceQuota', 'quota'), 'spec.hard') as object).sort()).toEqual([
    'limits.cpu',
    'limits.memory',
    'pods',
    'requests.cpu',
    'requests.memory',
  ]);
});

test('LP-01 no namespace but these two: nothing runs in the other three yet', () => {
  expect(namesOf(local.all('Namespace'))).toEqual(['Namespace/backend', 'Namespace/frontend']);
});

test('LP-01, LP-04, LP-05 catalog and order each know their own database, role and password', () => {
  const catalog = settingsOf('catalog');
  expect([catalog['DB_NAME'], catalog['DB_USER']]).toEqual(['catalog_db', 'catalog_app']);
  const order = settingsOf('order');
  expect(order['SPRING_DATASOURCE_URL']).toMatch(/^jdbc:postgresql:\/\/postgresql\.backend\.svc.*:5432\/order_db$/);
  expect(order['SPRING_DATASOURCE_USERNAME']).toBe('order_app');
  expect(secretsOf('Deployment/catalog')).toMatchObject({ DB_PASSWORD: 'shop-secrets/catalog_db_password' });
  expect(secretsOf('Deployment/order')).toMatchObject({
    SPRING_DATASOURCE_PASSWORD: 'shop-secrets/order_db_password',
  });
});

test('LP-01 one Redis holds main’s sessions, catalog’s cache and order’s channel; what runs out first goes first', () => {
  for (const name of ['main', 'catalog'] as const) expect(settingsOf(name)['REDIS_HOST']).toBe('redis');
  expect(settingsOf('order')).toMatchObject({
    SPRING_DATA_REDIS_HOST: 'redis',
    ORDER_STATUS_CHANNEL: 'order-status',
  });
  const { SESSION_TTL_SECONDS: session } = settingsOf('main');
  const { CACHE_TTL_SECONDS: cached } = settingsOf('catalog');
  expect(Number(session)).toBeGreaterThan(Number(cached));
  expect(local.value('ConfigMap/redis-config', 'data.redis\\.conf')).toContain('maxmemory-policy volatile-ttl');
});
