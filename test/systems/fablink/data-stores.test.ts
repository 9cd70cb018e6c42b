import { IrsaRole } from '../../../src/constructs/aws';
import { declarationsOf } from '../../../src/constructs/structure';
import { cluster as devCluster } from '../../../src/environments/fablink-dev/cluster';
import { data as dev } from '../../../src/environments/fablink-dev/data';
import { cluster as prodCluster } from '../../../src/environments/fablink-prod/cluster';
import { data as prod } from '../../../src/environments/fablink-prod/data';
import { type FablinkData, FablinkDataStores } from '../../../src/systems/fablink/data-stores';
import { FablinkImages } from '../../../src/systems/fablink/images';
import type { Cluster } from '../../../src/model';
import { objectsOf, testSystem } from '../../constructs/place';

function stores(data: FablinkData, cluster: Cluster) {
  const system = testSystem(cluster);
  const made = new FablinkDataStores(system.cloud, 'data-stores', {
    ...data,
    namespace: 'fablink',
    backendRoleArn: IrsaRole.arnOf(system, 'fablink-backend'),
  });
  const objects = objectsOf(system);
  const contracts = made.node
    .findAll()
    .flatMap(declarationsOf)
    .flatMap(found => (found.type === 'contract' ? [found.id] : []));
  return { made, objects, contracts, names: objects.map(object => `${object.kind}/${object.metadata.name}`) };
}

test('in dev everything exists: it is watched, and nothing of it can be changed or deleted (FD-11)', () => {
  const { objects, names } = stores(dev, devCluster);
  expect(names).toEqual([
    'DBCluster/fablink-aurora-cluster',
    'DBInstance/fablink-aurora-1',
    'DBInstance/fablink-aurora-2',
    'Table/fablink-dynamodb-dev',
  ]);
  for (const { metadata } of objects) {
    expect(metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'services.k8s.aws/adoption-policy': 'adopt',
      'services.k8s.aws/deletion-policy': 'retain',
      'services.k8s.aws/read-only': 'true',
    });
  }
});

test('in dev the backend finds the document’s hosts and the one table for every purpose (FD-02)', () => {
  const { made } = stores(dev, devCluster);
  expect(made.settings).toMatchObject({
    AWS_REGION: 'ap-northeast-2',
    DATABASE_AUTHENTICATION: 'password',
    DATABASE_HOST: 'fablink-aurora-cluster.cluster-cr2c0e2q6qeb.ap-northeast-2.rds.amazonaws.com',
    DATABASE_NAME: 'fablink',
    DATABASE_PORT: '5432',
    DATABASE_READER_HOST: 'fablink-aurora-cluster.cluster-ro-cr2c0e2q6qeb.ap-northeast-2.rds.amazonaws.com',
    DYNAMODB_TABLE_CACHE: 'fablink-dynamodb-dev',
    DYNAMODB_TABLE_USER_ACTIVITIES: 'fablink-dynamodb-dev',
  });
  expect(made.databaseGrants).toEqual([]);
  expect(made.tableGrants.map(grant => grant.resources)).toEqual([
    ['arn:aws:dynamodb:ap-northeast-2:853963783084:table/fablink-dynamodb-dev'],
  ]);
});

test('in dev Aurora grants ten connections, and warm throughput, roles and rights are contracts (FD-08, FD-17)', () => {
  const { made, contracts } = stores(dev, devCluster);
  expect(declarationsOf(made)).toContainEqual({
    type: 'connection-budget',
    database: 'fablink-aurora-cluster',
    connections: 10,
    requirement: 'FD-08',
  });
  expect(contracts).toEqual([
    'fablink-aurora-cluster-user',
    'fablink-aurora-cluster-members',
    'fablink-dynamodb-dev-warm-throughput',
    'fablink-dynamodb-dev-key-use',
  ]);
});

test('in prod six tables are restorable, protected, encrypted with their own key and copied (FP-09, FP-20)', () => {
  const { objects } = stores(prod, prodCluster);
  const tables = objects.filter(object => object.kind === 'Table');
  expect(tables.map(table => table.metadata.name)).toEqual([
    'fablink-prod-sessions',
    'fablink-prod-user-activities',
    'fablink-prod-cache',
    'fablink-prod-ai-requests',
    'fablink-prod-notifications',
    'fablink-prod-analytics',
  ]);
  for (const { spec } of tables) {
    expect(spec).toMatchObject({
      billingMode: 'PAY_PER_REQUEST',
      continuousBackups: { pointInTimeRecoveryEnabled: true },
      deletionProtectionEnabled: true,
      resourcePolicy: expect.stringContaining('arn:aws:iam::853963783084:role/fablink-backend'),
      sseSpecification: { kmsMasterKeyRef: { from: { name: 'fablink-prod-tables-key', namespace: 'fablink' } } },
      tableReplicas: [{ regionName: 'ap-northeast-1' }],
    });
  }
});

test('in prod sessions and cache entries expire', () => {
  const { objects } = stores(prod, prodCluster);
  const expiring = objects.filter(object => 'timeToLive' in ((object.spec ?? {}) as object));
  expect(expiring.map(object => object.metadata.name)).toEqual(['fablink-prod-sessions', 'fablink-prod-cache']);
});

test('in prod the cluster is the document’s: 15.x, one writer and two readers, thirty days of backups (FP-08)', () => {
  const { objects } = stores(prod, prodCluster);
  expect(objects.find(object => object.kind === 'DBCluster')?.spec).toMatchObject({
    engineVersion: expect.stringMatching(/^15\.\d+$/),
    backupRetentionPeriod: 30,
    deletionProtection: true,
    enableIAMDatabaseAuthentication: true,
    manageMasterUserPassword: true,
    storageEncrypted: true,
  });
  const instances = objects.filter(object => object.kind === 'DBInstance');
  expect(instances).toHaveLength(3);
  expect(instances[0]?.spec).toMatchObject({ dbInstanceClass: 'db.r6g.large', performanceInsightsEnabled: true });
});

test('in prod the backend connects by IAM, and what ACK cannot make is a contract (FP-08, FP-20)', () => {
  const { made, contracts } = stores(prod, prodCluster);
  expect(made.settings.DATABASE_AUTHENTICATION).toBe('iam');
  expect(made.databaseGrants.map(grant => grant.actions)).toEqual([['rds-db:connect']]);
  expect(made.tableGrants).toHaveLength(6);
  expect(contracts).toEqual(
    expect.arrayContaining([
      'dynamodb-vpc-endpoint',
      'fablink-prod-aurora-firewall',
      'fablink-prod-aurora-user',
      'fablink-prod-tables-key-ap-northeast-1',
      'fablink-prod-sessions-replica-ap-northeast-1',
    ]),
  );
});

test('one repository serves both places: dev makes it, prod relies on it (FD-09)', () => {
  const made = testSystem(devCluster);
  const here = new FablinkImages(made.cloud, 'images', { namespace: 'fablink', source: 'made-here', requirements: [] });
  const relied = testSystem(prodCluster);
  const there = new FablinkImages(relied.cloud, 'images', {
    namespace: 'fablink',
    source: 'made-elsewhere',
    requirements: [],
  });
  expect(objectsOf(made).map(object => `${object.kind}/${object.metadata.name}`)).toEqual([
    'Repository/fablink-backend',
  ]);
  expect(objectsOf(relied)).toEqual([]);
  expect(here.repository).toBe('853963783084.dkr.ecr.ap-northeast-2.amazonaws.com/fablink-backend');
  expect(there.repository).toBe(here.repository);
  expect(declarationsOf(there)).toHaveLength(2);
});
