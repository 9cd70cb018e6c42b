import { annotationsOf, CONTAINER, dev, sizeOf, variable } from './output';

const value = (kindAndName: string, path: string) => dev.value(kindAndName, path);

/** Lines `key = value` of postgresql.conf, or `key value` of redis.conf. */
function settings(configMap: string, file: string): ReadonlyMap<string, string> {
  const text = String(value(`ConfigMap/${configMap}`, `data.${file.replaceAll('.', '\\.')}`));
  const pairs = [...text.matchAll(/^(\S+)(?: = | )(.*)$/gm)];
  return new Map(pairs.map(([, key, setting]) => [String(key), String(setting).replaceAll("'", '')]));
}

test('TG-03 PostgreSQL 16 is the StatefulSet postgresql, 500m/1Gi → 1000m/2Gi, on port 5432', () => {
  expect(sizeOf(dev, 'StatefulSet/postgresql')).toBe('500m/1Gi → 1000m/2Gi');
  expect(value('StatefulSet/postgresql', 'spec.replicas')).toBe(1);
  expect(value('Service/postgresql', 'spec.ports.0.port')).toBe(5432);
  expect(variable(dev, 'StatefulSet/postgresql', 'POSTGRES_DB')).toBe('tripgen');
});

test('TG-03 100 connections, 256MB of shared buffers, 1GB of cache are a real configuration file', () => {
  const configuration = settings('postgresql-config', 'postgresql.conf');
  expect(Object.fromEntries(configuration)).toMatchObject({
    max_connections: '100',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
  });
  const folder = value('StatefulSet/postgresql', `${CONTAINER}.volumeMounts`) as { mountPath: string; name: string }[];
  expect(folder.find(each => each.mountPath === '/etc/postgresql')?.name).toBe('etc-postgresql');
  expect(value('StatefulSet/postgresql', `${CONTAINER}.args`)).toContain('config_file=/etc/postgresql/postgresql.conf');
});

test('TG-03, D-03 20Gi of one node’s folder are mounted at /data/postgresql, kept, and follow that node', () => {
  expect(value('PersistentVolume/tripgen-dev-postgresql', 'spec')).toMatchObject({
    capacity: { storage: '20Gi' },
    hostPath: { path: '/data/postgresql', type: 'DirectoryOrCreate' },
    persistentVolumeReclaimPolicy: 'Retain',
    claimRef: { name: 'data-postgresql-0', namespace: 'tripgen-dev' },
  });
  const terms = value(
    'PersistentVolume/tripgen-dev-postgresql',
    'spec.nodeAffinity.required.nodeSelectorTerms.0.matchExpressions',
  ) as { key: string; values: string[] }[];
  const carriers = dev.place.cluster.pools.filter(({ labels }) =>
    terms.every(({ key, values }) => values.includes(labels?.[key] ?? '')),
  );
  expect(carriers.map(({ nodes }) => nodes)).toEqual([{ min: 1, max: 1 }]);
  const mounts = value('StatefulSet/postgresql', `${CONTAINER}.volumeMounts`);
  expect(mounts).toContainEqual({ mountPath: '/data/postgresql', name: 'data' });
});

test('D-03 one container owns the folder as root with CHOWN only; the server itself is nobody special', () => {
  expect(value('StatefulSet/postgresql', 'spec.template.spec.initContainers.0')).toMatchObject({
    command: ['chown', '999:999', '/data/postgresql'],
    securityContext: { runAsUser: 0, capabilities: { add: ['CHOWN'], drop: ['ALL'] } },
  });
  expect(value('StatefulSet/postgresql', 'spec.template.spec.securityContext')).toMatchObject({
    runAsUser: 999,
    runAsNonRoot: true,
  });
  expect(dev.declared('exception').map(each => each.object)).toContain('StatefulSet/tripgen-dev/postgresql');
});

test('D-02 the official images by exact tag, and PGDATA a folder under the document’s mount', () => {
  const image = (kindAndName: string) => String(value(kindAndName, `${CONTAINER}.image`));
  expect(image('StatefulSet/postgresql')).toMatch(/^docker\.io\/library\/postgres:16\.\d+-\w+$/);
  expect(image('Deployment/redis')).toMatch(/^docker\.io\/library\/redis:7\.2\.\d+-\w+$/);
  expect(variable(dev, 'StatefulSet/postgresql', 'PGDATA')).toMatch(/^\/data\/postgresql\/\w+$/);
  expect(dev.manifests().filter(({ text }) => text.includes('bitnami'))).toEqual([]);
});

test('TG-03 all pools of a rollout, the Jobs included, stay below the 100 connections of the server', () => {
  const [budget] = dev.declared('connection-budget');
  expect(budget).toMatchObject({ database: 'postgresql', connections: 95, requirement: 'TG-03' });
  const pools = dev.declared('connection-pool');
  const sum = pools.reduce((total, each) => total + each.mostPods * each.workers * each.connections, 0);
  expect(pools.map(each => each.workload)).toEqual(
    expect.arrayContaining(['user-service', 'trip-service', 'ai-service', 'location-service', 'postgresql-backup']),
  );
  expect(sum).toBeLessThanOrEqual(95);
});

test('TG-03, TG-14 of the 100 connections two are kept for what tells that the others are taken, and counted', () => {
  expect(settings('postgresql-config', 'postgresql.conf').get('reserved_connections')).toBe('2');
  expect(dev.declared('connection-pool').find(each => each.workload === 'postgresql-exporter')).toMatchObject({
    ...{ database: 'postgresql', mostPods: 1, workers: 1, connections: 2 },
  });
});

test('TG-03 each service is told the pool that was counted', () => {
  for (const pool of dev.declared('connection-pool').filter(each => each.workload.endsWith('-service'))) {
    expect(value(`ConfigMap/${pool.workload}-config`, 'data.SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE')).toBe(
      String(pool.connections),
    );
  }
});

test('TG-04 Redis 7.2: 100m/256Mi → 500m/1Gi, 512mb, allkeys-lru, nothing kept, port 6379', () => {
  expect(sizeOf(dev, 'Deployment/redis')).toBe('100m/256Mi → 500m/1Gi');
  expect(Object.fromEntries(settings('redis-config', 'redis.conf'))).toMatchObject({
    maxmemory: '512mb',
    'maxmemory-policy': 'allkeys-lru',
    save: '""',
    appendonly: 'no',
    port: '6379',
  });
  const volumes = value('Deployment/redis', 'spec.template.spec.volumes') as { persistentVolumeClaim?: object }[];
  expect(volumes.filter(each => each.persistentVolumeClaim !== undefined)).toEqual([]);
  expect(value('Service/redis', 'spec.ports.0.port')).toBe(6379);
});

test('TG-06, D-01 dev-basic-policy allows all traffic of all pods but the data tier’s', () => {
  expect(value('NetworkPolicy/dev-basic-policy', 'spec')).toEqual({
    podSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['data'] }] },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{}],
    egress: [{}],
  });
  expect(value('StatefulSet/postgresql', 'spec.template.metadata.labels.tier')).toBe('data');
});

test('TG-06, D-01 PostgreSQL answers pods with tier: application on TCP 5432, and no other policy opens it', () => {
  const rule = {
    from: [{ podSelector: { matchLabels: { tier: 'application' } } }],
    ports: [{ port: 5432, protocol: 'TCP' }],
  };
  expect(value('NetworkPolicy/postgresql', 'spec.ingress')).toEqual([rule]);
  const jobs = dev.all('Job').map(each => `Job/${each.metadata.name}`);
  for (const job of jobs) expect(value(job, 'spec.template.metadata.labels.tier')).toBe('application');
  expect(jobs).toHaveLength(3);
});

test('TG-17, TG-20 every week a dump goes to a disk that is not the database’s, and a Job brings it back', () => {
  expect(value('CronJob/postgresql-backup', 'spec.schedule')).toMatch(/^\d+ \d+ \* \* [0-6]$/);
  expect(value('CronJob/postgresql-restore', 'spec.suspend')).toBe(true);
  const claim = dev.object('PersistentVolumeClaim/postgresql-backup');
  expect(value('PersistentVolumeClaim/postgresql-backup', 'spec.storageClassName')).not.toBe(
    value('PersistentVolume/tripgen-dev-postgresql', 'spec.storageClassName'),
  );
  for (const object of [claim, dev.object('StatefulSet/postgresql')]) {
    expect(annotationsOf(object)['argocd.argoproj.io/sync-options']).toBe('Prune=false,Delete=false');
  }
  expect(value('ConfigMap/postgresql-backup-scripts', 'data.engine\\.sh')).toContain('pg_dump --format=plain');
});
