import { Duration } from 'cdk8s';
import {
  ActionGroups,
  ApplicationInsights,
  BackupContainer,
  KeyVault,
  LogWorkspace,
  ManagedRedis,
  PostgresFlexibleServer,
  ServiceBus,
  WorkloadIdentity,
} from '../../../src/constructs/azure';
import { AzureKeyVaultStore, ExternalSecret } from '../../../src/constructs/secrets';
import type { System } from '../../../src/constructs/structure';
import { referenceRules } from '../../../src/gates/reference';
import { schemaRules } from '../../../src/gates/schema';
import { statefulRules } from '../../../src/gates/stateful';
import type { KubeObject } from '../../../src/model';
import { environmentOf, manifestOf, modelOf } from '../../gates/model-of';
import { objectsOf } from '../place';
import { azureSystem, declared, PRIVATE_AKS } from './azure-place';

const namespace = 'shop';
const requirements = ['TG-18'];
const workspace = { group: 'operationalinsights.azure.com', kind: 'Workspace' };

/** A system with everything that the constructs for Azure make. */
function everything(): System {
  const system = azureSystem();
  const { cloud, app } = system;
  const vault = new KeyVault(cloud, 'kv-shop', { namespace });
  const bus = new ServiceBus(cloud, 'sb-shop', {
    namespace,
    tier: { type: 'premium', messagingUnits: 1 },
    queues: [{ name: 'orders', sizeMegabytes: 1024, timeToLive: Duration.days(14) }],
    requirements,
  });
  const backups = new BackupContainer(cloud, 'stshop', {
    namespace,
    container: 'postgresql',
    reach: 'private-endpoint',
    retentionDays: 30,
    immutableDays: 7,
    requirements,
  });
  const identity = new WorkloadIdentity(cloud, 'id-secrets', {
    namespace,
    serviceAccount: AzureKeyVaultStore.reader('secrets'),
    inSecret: true,
    grants: [vault.grantRead(), bus.grantSend('orders'), backups.grantWrite()],
    requirements,
  });
  const store = new AzureKeyVaultStore(app, 'secrets', { namespace, vault, identity });
  const keys = { password: 'of the administrator' };
  new ExternalSecret(app, 'database', { store, remote: 'shop', keys, consumers: ['PostgreSQL'] });
  new PostgresFlexibleServer(cloud, 'psql-shop', {
    namespace,
    machine: { tier: 'GeneralPurpose', size: 'Standard_D2ds_v5' },
    storageGb: 128,
    zoneRedundant: true,
    backupRetentionDays: 14,
    geoRedundantBackup: true,
    administrator: { login: 'shop', password: { name: 'database', key: 'password' } },
    databases: ['shop'],
    settings: { max_connections: 100 },
    requirements,
  });
  new ManagedRedis(cloud, 'redis-shop', { namespace, size: 'B1' });
  const logs = new LogWorkspace(cloud, 'log-shop', { namespace, retentionDays: 30, dailyQuotaGb: 1 });
  new ApplicationInsights(cloud, 'appi-shop', { namespace, workspace: logs, sampled: 1 });
  logs.collect({ group: 'keyvault.azure.com', kind: 'Vault', name: 'kv-shop' }, ['AuditEvent']);
  const channels = { warning: [{ type: 'teams', address: 'shop@example.com' }] } as const;
  new ActionGroups(cloud, 'groups', { namespace, prefix: 'shop', shortName: 'shop', channels, requirements });
  return system;
}

/** What rules about fields, names and kept data find. */
function findings(change: (object: KubeObject) => KubeObject = object => object): readonly string[] {
  const system = everything();
  const home: KubeObject = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      annotations: {
        'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      },
    },
  };
  const objects = objectsOf(system).map(change);
  const apis = [...new Set(objects.map(({ apiVersion }) => apiVersion.split('/')[0] ?? ''))];
  const provenance = { construct: 'test', lines: () => [] };
  const model = modelOf([], {
    environments: [environmentOf({ cluster: PRIVATE_AKS, apis })],
    manifests: [home, ...objects].map(object => manifestOf(object)),
    declarations: declared(system).map(each => ({ ...each, environment: 'test', provenance })),
  });
  return [...schemaRules, ...referenceRules, ...statefulRules].flatMap(rule =>
    rule.check(model).map(({ code, where, message }) => `${code} ${where.object}: ${message}`),
  );
}

test('every object is what its CRD takes, names what exists, and keeps its data', () => {
  expect(findings()).toEqual([]);
});

test('a wrong value, a wrong owner and a wrong Secret would be found', () => {
  const wrong = (kind: string, spec: object) =>
    findings(object => (object.kind === kind ? { ...object, spec: { ...(object.spec as object), ...spec } } : object));
  expect(wrong('RedisEnterprise', { sku: { name: 'Balanced_B2' } })).toEqual([expect.stringContaining('Balanced_B2')]);
  expect(wrong('NamespacesQueue', { owner: { name: 'sb-shp' } })).toEqual([
    expect.stringMatching(/^azure-owner NamespacesQueue\/shop\/orders: found "sb-shp"/),
  ]);
  expect(wrong('Component', { workspaceResourceReference: { ...workspace, name: 'logs' } })).toEqual([
    expect.stringMatching(/^azure-owner Component\/shop\/appi-shop: found "logs"/),
  ]);
  expect(wrong('FlexibleServer', { administratorLoginPassword: { name: 'databse', key: 'password' } })).toEqual(
    expect.arrayContaining([expect.stringMatching(/^secret-key FlexibleServer\/shop\/psql-shop: found "databse"/)]),
  );
});
