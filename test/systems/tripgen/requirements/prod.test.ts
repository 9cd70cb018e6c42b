import { annotationsOf, prod, SERVICES } from './output';

const value = (kindAndName: string, path: string) => prod.value(kindAndName, path);

test('TG-18 the namespace takes restricted pods only, and nothing passes that is not declared', () => {
  expect(prod.object('Namespace/tripgen-prod').metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'restricted',
  });
  expect(value('NetworkPolicy/default-deny', 'spec')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  const open = prod.all('NetworkPolicy').filter(({ metadata }) => {
    const rules = value(`NetworkPolicy/${metadata.name}`, 'spec') as { ingress?: object[]; egress?: object[] };
    return [...(rules.ingress ?? []), ...(rules.egress ?? [])].some(rule => Object.keys(rule).length === 0);
  });
  expect(open).toEqual([]);
  expect(prod.declared('open-traffic')).toEqual([]);
});

test.each(SERVICES)('TG-18 %s: 99.9 %% with three pods over three zones, two always up', service => {
  expect(value(`HorizontalPodAutoscaler/${service}`, 'spec.minReplicas')).toBe(3);
  expect(value(`PodDisruptionBudget/${service}`, 'spec.minAvailable')).toBe(2);
  const spread = value(`Deployment/${service}`, 'spec.template.spec.topologySpreadConstraints');
  expect(spread).toContainEqual(
    expect.objectContaining({ topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' }),
  );
});

test('TG-18 the nodes stand in three zones, and the control plane has an SLA', () => {
  const zones = prod.place.cluster.pools.flatMap(each => each.zones as readonly string[]);
  expect(zones).toEqual(['koreacentral-1', 'koreacentral-2', 'koreacentral-3']);
  expect(prod.contract('aks-tripgen-prod-tier').expect).toBe('Standard');
});

test('TG-18 PostgreSQL 16 is Azure’s, with a standby in another zone, daily backups by itself, and a private address', () => {
  expect(value('FlexibleServer/psql-tripgen-prod', 'spec')).toMatchObject({
    version: '16',
    highAvailability: { mode: 'ZoneRedundant' },
    backup: { backupRetentionDays: 35, geoRedundantBackup: 'Enabled' },
    network: { publicNetworkAccess: 'Disabled' },
  });
  expect(prod.all('StatefulSet')).toEqual([]);
  expect(prod.all('PersistentVolume')).toEqual([]);
});

test('TG-18 the server lets in the extension that the schema creates', () => {
  const schema = String(value('ConfigMap/database-init-scripts', 'data.schema\\.sql'));
  const created = [...schema.matchAll(/CREATE EXTENSION IF NOT EXISTS (\w+)/g)].map(match => String(match[1]));
  expect(created).not.toEqual([]);
  const allowed = String(value('FlexibleServersConfiguration/psql-tripgen-prod-azure-extensions', 'spec.value'));
  expect(allowed.toLowerCase().split(',')).toEqual(created);
});

test('TG-18, TG-17 a dump of its own every day goes to a storage account, which keeps it unchanged for 14 days', () => {
  expect(value('CronJob/postgresql-backup', 'spec.schedule')).toMatch(/^\d+ \d+ \* \* \*$/);
  expect(
    value('StorageAccount/sttripgenprodbackup', 'spec.immutableStorageWithVersioning.immutabilityPolicy'),
  ).toMatchObject({ immutabilityPeriodSinceCreationInDays: 14 });
});

test('TG-18, D-27 the cache is Azure Managed Redis, evicts allkeys-lru and takes TLS only', () => {
  expect(value('RedisEnterprise/redis-tripgen-prod', 'spec.sku.name')).toMatch(/^Balanced_B\d+$/);
  expect(value('RedisEnterpriseDatabase/redis-tripgen-prod-default', 'spec')).toMatchObject({
    evictionPolicy: 'AllKeysLRU',
    clientProtocol: 'Encrypted',
  });
  expect(prod.manifests().filter(({ object }) => object.kind === 'Redis')).toEqual([]);
});

test('TG-18 Service Bus is Premium behind a private endpoint, with queues of 1 to 5 GB', () => {
  expect(value('Namespace/sb-tripgen-prod', 'spec')).toMatchObject({
    sku: { name: 'Premium', tier: 'Premium' },
    publicNetworkAccess: 'Disabled',
    zoneRedundant: true,
  });
  for (const queue of ['ai-schedule-generation', 'location-search', 'notification']) {
    const megabytes = Number(value(`NamespacesQueue/${queue}`, 'spec.maxSizeInMegabytes'));
    expect(megabytes).toBeGreaterThanOrEqual(1024);
    expect(megabytes).toBeLessThanOrEqual(5120);
  }
});

test('TG-18 database, cache, queues, vault and backups have private endpoints, and no public address', () => {
  const targets = prod.all('PrivateEndpoint').map(({ metadata }) => {
    const [connection] = value(`PrivateEndpoint/${metadata.name}`, 'spec.privateLinkServiceConnections') as {
      privateLinkServiceReference: { kind: string; name: string };
    }[];
    return `${connection?.privateLinkServiceReference.kind}/${connection?.privateLinkServiceReference.name}`;
  });
  expect(targets.sort()).toEqual([
    'FlexibleServer/psql-tripgen-prod',
    'Namespace/sb-tripgen-prod',
    'RedisEnterprise/redis-tripgen-prod',
    'StorageAccount/sttripgenprodbackup',
    'Vault/kv-tripgen-prod',
  ]);
  for (const [kindAndName, path] of [
    ['StorageAccount/sttripgenprodbackup', 'spec.publicNetworkAccess'],
    ['Vault/kv-tripgen-prod', 'spec.properties.publicNetworkAccess'],
  ] as const) {
    expect(value(kindAndName, path)).toBe('Disabled');
  }
});

test('TG-18, TG-13 secrets come from Key Vault, each a secret of its own, and none that the sample data would need', () => {
  expect(value('SecretStore/secrets', 'spec.provider.azurekv.vaultUrl')).toBe(
    'https://kv-tripgen-prod.vault.azure.net',
  );
  const data = value('ExternalSecret/tripgen-secrets', 'spec.data') as {
    secretKey: string;
    remoteRef: { key: string };
  }[];
  expect(data.map(each => each.secretKey)).toEqual([
    'database_password',
    'redis_password',
    'jwt_secret',
    'openai_api_key',
  ]);
  expect(new Set(data.map(each => each.remoteRef.key)).size).toBe(4);
  expect(prod.all('Secret')).toEqual([]);
});

test('TG-18 test data stay away from real ones: the schema only, no sample rows and no accounts', () => {
  expect(prod.all('Job').map(each => each.metadata.name)).toEqual(['database-schema-init']);
  expect(prod.manifests().filter(({ text }) => text.includes('poweruser'))).toEqual([]);
});

test('TG-18 nothing that holds data is pruned, nor deleted in Azure when its object goes', () => {
  const kinds = [
    'FlexibleServer',
    'FlexibleServersDatabase',
    'RedisEnterprise',
    'StorageAccount',
    'Vault',
    'NamespacesQueue',
  ];
  for (const object of kinds.flatMap(kind => prod.all(kind))) {
    expect({ name: object.metadata.name, ...annotationsOf(object) }).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'serviceoperator.azure.com/reconcile-policy': 'detach-on-delete',
    });
  }
  expect(kinds.filter(kind => prod.all(kind).length === 0)).toEqual([]);
});
