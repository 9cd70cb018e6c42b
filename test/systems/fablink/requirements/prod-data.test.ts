import { read } from '../../../constructs/read';
import { namesOf, prod } from './output';

const value = (kindAndName: string, path: string) => prod.value(kindAndName, path);
const CLUSTER = 'DBCluster/fablink-prod-aurora';
const TABLES = [
  'fablink-prod-sessions',
  'fablink-prod-user-activities',
  'fablink-prod-cache',
  'fablink-prod-ai-requests',
  'fablink-prod-notifications',
  'fablink-prod-analytics',
];

test('FP-08 Aurora is PostgreSQL 15 with one writer and two readers, db.r6g.large, one in each zone', () => {
  expect(value(CLUSTER, 'spec.engine')).toBe('aurora-postgresql');
  expect(value(CLUSTER, 'spec.engineVersion')).toMatch(/^15\.\d+$/);
  const instances = prod.all('DBInstance');
  expect(instances).toHaveLength(3);
  for (const instance of instances) {
    expect(read(instance, 'spec')).toMatchObject({
      dbClusterIdentifier: 'fablink-prod-aurora',
      dbInstanceClass: 'db.r6g.large',
      publiclyAccessible: false,
    });
  }
  expect(instances.map(each => read(each, 'spec.availabilityZone')).sort()).toEqual([
    'ap-northeast-2a',
    'ap-northeast-2b',
    'ap-northeast-2d',
  ]);
});

test('FP-08 any instance may become the writer', () => {
  const tiers = prod.all('DBInstance').map(each => Number(read(each, 'spec.promotionTier')));
  expect(tiers.every(tier => tier >= 0 && tier <= 15)).toBe(true);
});

test('FP-08 backups are kept 30 days, and the cluster cannot be deleted', () => {
  expect(value(CLUSTER, 'spec')).toMatchObject({ backupRetentionPeriod: 30, deletionProtection: true });
});

test('FP-08 data is encrypted at rest by a customer-managed key, and connections must be', () => {
  expect(value(CLUSTER, 'spec')).toMatchObject({
    storageEncrypted: true,
    kmsKeyRef: { from: { name: 'fablink-prod-aurora-key' } },
    dbClusterParameterGroupRef: { from: { name: 'fablink-prod-aurora-parameters' } },
  });
  expect(value('Key/fablink-prod-aurora-key', 'spec.enableKeyRotation')).toBe(true);
  expect(value('DBClusterParameterGroup/fablink-prod-aurora-parameters', 'spec.parameterOverrides')).toMatchObject({
    'rds.force_ssl': '1',
  });
  expect(value('ConfigMap/fablink-backend-config-*', 'data.DATABASE_SSLMODE')).toBe('require');
});

test('FP-08 IAM authenticates the backend: no password is in its secret', () => {
  expect(value(CLUSTER, 'spec.enableIAMDatabaseAuthentication')).toBe(true);
  expect(value('ConfigMap/fablink-backend-config-*', 'data.DATABASE_AUTHENTICATION')).toBe('iam');
  const keys = value('ExternalSecret/fablink-backend-secrets', 'spec.data') as { secretKey: string }[];
  expect(keys.map(each => each.secretKey)).toEqual(['DJANGO_SECRET_KEY']);
  const grants = JSON.stringify(prod.document('Role/fablink-prod-backend', 'spec.inlinePolicies.grants'));
  expect(grants).toContain('rds-db:connect');
});

test('FP-08 every instance has Performance Insights and enhanced monitoring, by a role that may write it', () => {
  for (const instance of prod.all('DBInstance')) {
    expect(read(instance, 'spec')).toMatchObject({
      performanceInsightsEnabled: true,
      monitoringRoleRef: { from: { name: 'fablink-prod-aurora-monitoring' } },
    });
    expect([1, 5, 10, 15, 30, 60]).toContain(read(instance, 'spec.monitoringInterval'));
  }
  expect(value('Role/fablink-prod-aurora-monitoring', 'spec.policies')).toEqual([
    'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole',
  ]);
});

test('FP-08 slow queries are logged, and the log goes to CloudWatch', () => {
  const parameters = value('DBClusterParameterGroup/fablink-prod-aurora-parameters', 'spec.parameterOverrides');
  expect(Number((parameters as Record<string, string>).log_min_duration_statement)).toBeGreaterThan(0);
  expect(value(CLUSTER, 'spec.enableCloudwatchLogsExports')).toEqual(['postgresql']);
});

test('FP-09 the tables are the six of the document', () => {
  expect(namesOf(prod.all('Table'))).toEqual(TABLES.map(name => `Table/${name}`).sort());
});

test.each(TABLES)('FP-09 %s is on demand, recoverable to any point, protected, encrypted by our own key', table => {
  expect(value(`Table/${table}`, 'spec')).toMatchObject({
    tableName: table,
    billingMode: 'PAY_PER_REQUEST',
    continuousBackups: { pointInTimeRecoveryEnabled: true },
    deletionProtectionEnabled: true,
    sseSpecification: { enabled: true, sseType: 'KMS', kmsMasterKeyRef: { from: { name: 'fablink-prod-tables-key' } } },
  });
});

test('FP-09 the backend is told each table by its purpose', () => {
  const data = value('ConfigMap/fablink-backend-config-*', 'data') as Record<string, string>;
  const tables = Object.entries(data).filter(([key]) => key.startsWith('DYNAMODB_TABLE_'));
  expect(tables.map(([, name]) => name).sort()).toEqual([...TABLES].sort());
});

test.each(TABLES)('FP-20 %s is copied to another region, under a key of that region', table => {
  const replicas = value(`Table/${table}`, 'spec.tableReplicas') as { regionName: string; kmsMasterKeyID: string }[];
  expect(replicas.length).toBeGreaterThan(0);
  for (const { regionName, kmsMasterKeyID } of replicas) {
    expect(regionName).not.toBe('ap-northeast-2');
    expect(kmsMasterKeyID).toContain(`arn:aws:kms:${regionName}:853963783084:key/mrk-`);
    expect(prod.contract(`${table}-replica-${regionName}`).expect).toContain('True');
  }
});

test.each(TABLES)('FP-09, FP-20 the copy of %s is recoverable to any point, as the table is', table => {
  const contract = prod.contract(`${table}-replica-ap-northeast-1`);
  expect(`${contract.statement} ${contract.check}`).toMatch(/point.?in.?time|continuous-?backups/i);
});

test.each(TABLES)(
  'FP-20 the items of %s are for the backend’s role only, by IAM and by the table’s own policy',
  table => {
    const policy = prod.document(`Table/${table}`, 'spec.resourcePolicy') as {
      Statement: { Effect: string; Condition: { ArnNotEquals: { 'aws:PrincipalArn': string[] } } }[];
    };
    expect(policy.Statement).toMatchObject([{ Effect: 'Deny' }]);
    expect(policy.Statement[0]?.Condition.ArnNotEquals['aws:PrincipalArn']).toContain(
      'arn:aws:iam::853963783084:role/fablink-prod-backend',
    );
  },
);

test('FP-20 calls to DynamoDB stay inside the VPC', () => {
  expect(prod.contract('dynamodb-vpc-endpoint').check).toContain('com.amazonaws.ap-northeast-2.dynamodb');
});
