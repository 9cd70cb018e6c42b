import { parse } from 'yaml';
import { files } from '../../../../src/delivery';
import { partOf, realModel } from '../../../real-model';
import { local, ofContainer, secretsOf, SERVICES, settingsOf } from './output';

const DATABASE_SERVICES = ['catalog', 'order'] as const;

test.each(SERVICES)('LP-15 %s has probes, starts always again, and is never disturbed as a whole', name => {
  const probes = ['livenessProbe', 'readinessProbe', ...(name === 'frontend' ? [] : ['startupProbe'])];
  for (const probe of probes) expect(ofContainer(name, probe)).toHaveProperty('httpGet');
  expect(local.value(`Deployment/${name}`, 'spec.template.spec.restartPolicy')).toBe('Always');
  expect(local.value(`Deployment/${name}`, 'spec.replicas')).toBe(2);
  expect(local.value(`PodDisruptionBudget/${name}`, 'spec.minAvailable')).toBe(1);
});

test.each(SERVICES)(
  'LP-15 %s is spread over nodes as far as there are any, never over zones that are not named',
  name => {
    expect(local.value(`Deployment/${name}`, 'spec.template.spec.topologySpreadConstraints')).toEqual([
      expect.objectContaining({ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }),
    ]);
  },
);

test('LP-15 the pools that pods are told are those that the connection budget counts', () => {
  const told = {
    catalog: settingsOf('catalog')['DB_POOL_SIZE'],
    order: settingsOf('order')['SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE'],
  };
  expect(settingsOf('catalog')['DB_MAX_OVERFLOW']).toBe('0');
  for (const name of DATABASE_SERVICES) {
    const pool = local.declared('connection-pool').find(({ workload }) => workload === name);
    expect(told[name]).toBe(String(pool?.connections));
  }
});

test('LP-15 all pools at their most stay below what a db.t3.micro grants, and below 80 % of it', () => {
  const [budget] = local.declared('connection-budget');
  const most = local
    .declared('connection-pool')
    .reduce((sum, { mostPods, workers, connections }) => sum + mostPods * workers * connections, 0);
  // LEAST(DBInstanceClassMemory / 9531392, 5000) with the whole GiB of the class.
  expect(budget?.connections).toBeLessThan(2 ** 30 / 9531392);
  expect(most).toBeLessThan(0.8 * (budget?.connections ?? 0));
});

test('LP-15 what catalog and order try again ends before main’s circuit breaker gives up', () => {
  for (const name of DATABASE_SERVICES) {
    const settings = settingsOf(name);
    const of = (key: string) => {
      expect(settings[key]).toMatch(/^\d+$/);
      return Number(settings[key]);
    };
    const timeout = of(name === 'catalog' ? 'DB_CONNECT_TIMEOUT_MS' : 'SPRING_DATASOURCE_HIKARI_CONNECTION_TIMEOUT');
    const attempts = of('DB_RETRY_ATTEMPTS');
    const waits = Array.from(
      { length: attempts - 1 },
      (_, index) => of('DB_RETRY_FIRST_DELAY_MS') * of('DB_RETRY_FACTOR') ** index,
    );
    expect(attempts).toBeGreaterThan(1);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    const all = attempts * timeout + waits.reduce((sum, wait) => sum + wait, 0);
    expect(all).toBeLessThan(Number(settingsOf('main')['CIRCUIT_BREAKER_TIMEOUT_MS']));
  }
});

test('LP-06 two chains of Jobs, each schema, data, validation in this order', () => {
  for (const name of DATABASE_SERVICES) {
    const waves = ['schema', 'data', 'validation'].map(step =>
      Number(local.value(`Job/${name}-${step}`, 'metadata.annotations.argocd\\.argoproj\\.io/sync-wave')),
    );
    expect(waves).toEqual([-10, -9, -8]);
  }
});

test('LP-07 one server and one Redis in the cluster stand in the place of RDS and ElastiCache', () => {
  expect(local.all('StatefulSet').map(({ metadata }) => metadata.name)).toEqual(['postgresql']);
  expect(local.value('StatefulSet/postgresql', 'spec.volumeClaimTemplates.0.spec')).not.toHaveProperty(
    'storageClassName',
  );
  expect(local.object('Deployment/redis').kind).toBe('Deployment');
});

test('LP-14 every secret stands in a Secret that a person makes, and each reads only what it uses', () => {
  expect(secretsOf('Deployment/main')).toEqual({
    REDIS_PASSWORD: 'shop-secrets/redis_password',
    SESSION_SECRET: 'shop-secrets/session_secret',
  });
  expect(Object.values(secretsOf('Deployment/catalog')).sort()).toEqual([
    'shop-secrets/catalog_db_password',
    'shop-secrets/redis_password',
  ]);
  expect(Object.values(secretsOf('Deployment/order')).sort()).toEqual([
    'shop-secrets/order_db_password',
    'shop-secrets/redis_password',
  ]);
  expect(secretsOf('Deployment/frontend')).toEqual({});
  expect(secretsOf('StatefulSet/postgresql')).toEqual({ POSTGRES_PASSWORD: 'postgresql-admin/password' });
  const byHand = local.declared('secret').filter(({ namespace }) => namespace === 'backend');
  expect(byHand.map(({ name, source }) => `${name} ${source}`).sort()).toEqual([
    'postgresql-admin by-hand',
    'shop-secrets by-hand',
  ]);
  expect(local.all('Secret')).toEqual([]);
});

test('LP-14 the inventory names exactly the workloads that read a Secret', () => {
  const reading = (secret: string) =>
    [...local.all('Deployment'), ...local.all('StatefulSet'), ...local.all('Job')]
      .filter(({ kind, metadata }) =>
        Object.values(secretsOf(`${kind}/${metadata.name}`)).some(key => key.startsWith(`${secret}/`)),
      )
      .map(({ metadata }) => metadata.name);
  for (const { name, consumers } of local.declared('secret').filter(({ namespace }) => namespace === 'backend'))
    expect([...consumers].sort()).toEqual(reading(name).sort());
});

test('LP-01 the whole shop runs by kubectl apply -k alone: its kustomization lists only Kubernetes’ own kinds', () => {
  const text = files(realModel()).find(({ path }) => path === 'dist/learn-local/kustomization.yaml')?.text ?? '';
  const { resources } = parse(text) as { resources: string[] };
  const { manifests } = partOf(realModel(), 'learn-local');
  const delivered = manifests.filter(({ path }) => path.startsWith('dist/'));
  expect(resources).toHaveLength(delivered.length);
  const groups = delivered.map(({ object }) => object.apiVersion.split('/').slice(0, -1).join(''));
  expect([...new Set(groups)].sort()).toEqual([
    '',
    'apps',
    'batch',
    'networking.k8s.io',
    'policy',
    'rbac.authorization.k8s.io',
    'scheduling.k8s.io',
  ]);
});
