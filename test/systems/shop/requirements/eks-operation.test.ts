import { eks, SERVICES } from './output';

const DATABASE_SERVICES = ['catalog', 'order'] as const;
const settings = (name: string) => eks.value(`ConfigMap/${name}-config`, 'data') as Record<string, string>;

test('LP-14 External Secrets brings every secret from Secrets Manager: the shop’s own entry, and the one that RDS keeps', () => {
  const remotes = (name: string) =>
    (eks.value(`ExternalSecret/${name}`, 'spec.data') as { remoteRef: { key: string } }[]).map(
      ({ remoteRef }) => remoteRef.key,
    );
  expect([...new Set(remotes('shop-secrets'))]).toEqual(['learn/shop']);
  expect(remotes('postgresql-admin')).toEqual([expect.stringMatching(/^rds!db-/)]);
  expect(eks.declared('secret').filter(({ source }) => source === 'by-hand')).toEqual([]);
  expect(eks.all('Secret')).toEqual([]);
});

test('LP-14 nobody is told to make the secret that RDS makes', () => {
  const declared = eks.declared('secret').find(({ name }) => name === 'postgresql-admin');
  expect(declared?.create.join()).not.toContain('create-secret');
});

test('LP-07, LP-09 services ask RDS and ElastiCache for TLS by name', () => {
  expect(settings('catalog')).toMatchObject({ DB_SSLMODE: 'require', REDIS_TLS: 'true' });
  expect(settings('order')).toMatchObject({
    SPRING_DATASOURCE_URL: expect.stringMatching(/\.rds\.amazonaws\.com:5432\/order_db\?sslmode=require$/) as string,
    SPRING_DATA_REDIS_SSL_ENABLED: 'true',
  });
  expect(settings('main')).toMatchObject({ REDIS_TLS: 'true' });
});

test('LP-03, LP-07 main signs addresses for uploads into the bucket', () => {
  const [bucket] = eks.all('Bucket');
  expect(settings('main')).toMatchObject({
    UPLOAD_STORE: 's3',
    UPLOAD_BUCKET: bucket?.metadata.name,
    UPLOAD_PREFIX: 'uploads/',
  });
  expect(eks.contract('shop-upload').expect).toBe('201');
});

test('LP-06 the Jobs make databases as RDS’ master user, with the password that RDS keeps', () => {
  for (const name of DATABASE_SERVICES) {
    const env = eks.value(`Job/${name}-schema`, 'spec.template.spec.containers.0.env') as {
      name: string;
      value?: string;
      valueFrom?: { secretKeyRef: { name: string } };
    }[];
    const of = (key: string) => env.find(each => each.name === key);
    expect(of('PGUSER')?.value).toBe(eks.value('DBInstance/learn-shop-db', 'spec.masterUsername'));
    expect(of('PGHOST')?.value).toMatch(/\.rds\.amazonaws\.com$/);
    expect(of('PGPASSWORD')?.valueFrom?.secretKeyRef.name).toBe('postgresql-admin');
  }
});

test('LP-07, LP-11 all pools at their most stay within four fifths of what the db.t3.micro is told to grant', () => {
  const told = Number(
    eks.value('DBParameterGroup/learn-shop-db-parameters', 'spec.parameterOverrides.max_connections'),
  );
  const [budget] = eks.declared('connection-budget');
  // LEAST(DBInstanceClassMemory / 9531392, 5000) with the whole GiB of the class.
  expect(told).toBeLessThan(2 ** 30 / 9531392);
  expect(budget?.connections).toBeLessThan(told);
  const most = eks
    .declared('connection-pool')
    .reduce((sum, { mostPods, workers, connections }) => sum + mostPods * workers * connections, 0);
  expect(most).toBeLessThanOrEqual(0.8 * (budget?.connections ?? 0));
});

test.each(SERVICES)('LP-15 %s has a pod in each zone, an autoscaler and a budget for disruptions', name => {
  expect(eks.value(`HorizontalPodAutoscaler/${name}`, 'spec.minReplicas')).toBe(3);
  expect(eks.value(`PodDisruptionBudget/${name}`, 'spec.minAvailable')).toBe(2);
  const kind = name === 'frontend' ? 'Rollout' : 'Deployment';
  expect(eks.object(`${kind}/${name}`).spec).not.toHaveProperty('replicas');
  expect(eks.value(`${kind}/${name}`, 'spec.template.spec.topologySpreadConstraints')).toContainEqual(
    expect.objectContaining({ topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' }),
  );
});
