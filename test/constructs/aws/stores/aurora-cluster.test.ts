import { AuroraCluster, type AuroraClusterProps, KmsKey } from '../../../../src/constructs/aws';
import { assumed, declarationsOf, type System } from '../../../../src/constructs/structure';
import { objectOf, objectsOf, testSystem } from '../../place';

const ACCESS = {
  namespace: 'shop',
  database: 'orders',
  engineVersion: '15.10',
  hosts: { writer: 'writer.example.com', reader: assumed<string>('reader.example.com', 'a test') },
  subnetCidrs: ['192.0.2.128/26'],
  requirements: ['XX-01'],
};

const ADOPTED: AuroraClusterProps = {
  ...ACCESS,
  type: 'adopted',
  instances: ['shop-1', 'shop-2'],
  masterUser: 'admin',
  keyArn: 'arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  securityGroups: ['sg-0123456789abcdef0'],
  backupRetentionDays: 7,
  backupWindow: '03:00-04:00',
  maintenanceWindow: 'sun:04:00-sun:05:00',
  logs: ['postgresql'],
};

const createdIn = (system: System): AuroraClusterProps => ({
  ...ACCESS,
  type: 'created',
  instanceClass: 'db.r6g.large',
  zones: ['ap-northeast-2a', 'ap-northeast-2b', 'ap-northeast-2d'],
  subnets: ['subnet-0123456789abcdef0'],
  securityGroups: ['sg-0123456789abcdef0'],
  resourceId: 'cluster-ABCDEFGHIJKL01234',
  key: new KmsKey(system.cloud, 'shop-key', {
    namespace: 'shop',
    description: 'x',
    usedThrough: ['rds'],
    requirements: [],
  }),
  masterUser: 'admin',
  backupRetentionDays: 30,
  backupWindow: '18:00-19:00',
  maintenanceWindow: 'sat:19:00-sat:20:00',
  slowQueryMillis: 500,
  monitoringIntervalSeconds: 60,
  logRetentionDays: 90,
});

function created() {
  const system = testSystem();
  return { system, cluster: new AuroraCluster(system.cloud, 'shop', createdIn(system)) };
}

function adopted() {
  const system = testSystem();
  return { system, cluster: new AuroraCluster(system.cloud, 'shop', ADOPTED) };
}

test('an adopted cluster states the facts it is compared with, and changes nothing', () => {
  const object = objectOf(adopted().system, 'DBCluster', 'shop');
  expect(object.metadata.annotations).toMatchObject({
    'services.k8s.aws/adoption-fields': '{"dbClusterIdentifier":"shop"}',
    'services.k8s.aws/adoption-policy': 'adopt',
    'services.k8s.aws/read-only': 'true',
  });
  expect(object.spec).toMatchInlineSnapshot(`
   {
     "backupRetentionPeriod": 7,
     "databaseName": "orders",
     "dbClusterIdentifier": "shop",
     "enableCloudwatchLogsExports": [
       "postgresql",
     ],
     "engine": "aurora-postgresql",
     "engineVersion": "15.10",
     "kmsKeyID": "arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
     "masterUsername": "admin",
     "preferredBackupWindow": "03:00-04:00",
     "preferredMaintenanceWindow": "sun:04:00-sun:05:00",
     "storageEncrypted": true,
     "vpcSecurityGroupIDs": [
       "sg-0123456789abcdef0",
     ],
   }
  `);
});

test('adopted instances are found by identifier and invent no class of machine', () => {
  const object = objectOf(adopted().system, 'DBInstance', 'shop-2');
  expect(object.spec).toBeUndefined();
  expect(object.metadata.annotations).toMatchObject({
    'services.k8s.aws/adoption-fields': '{"dbInstanceIdentifier":"shop-2"}',
  });
});

test('a created cluster is encrypted, protected, backed up, and leaves its password to Secrets Manager', () => {
  expect(objectOf(created().system, 'DBCluster', 'shop').spec).toMatchInlineSnapshot(`
   {
     "autoMinorVersionUpgrade": false,
     "backupRetentionPeriod": 30,
     "copyTagsToSnapshot": true,
     "databaseInsightsMode": "standard",
     "databaseName": "orders",
     "dbClusterIdentifier": "shop",
     "dbClusterParameterGroupRef": {
       "from": {
         "name": "shop-parameters",
         "namespace": "shop",
       },
     },
     "dbSubnetGroupRef": {
       "from": {
         "name": "shop-subnets",
         "namespace": "shop",
       },
     },
     "deletionProtection": true,
     "enableCloudwatchLogsExports": [
       "postgresql",
     ],
     "enableIAMDatabaseAuthentication": true,
     "engine": "aurora-postgresql",
     "engineMode": "provisioned",
     "engineVersion": "15.10",
     "kmsKeyRef": {
       "from": {
         "name": "shop-key",
         "namespace": "shop",
       },
     },
     "manageMasterUserPassword": true,
     "masterUserSecretKMSKeyRef": {
       "from": {
         "name": "shop-key",
         "namespace": "shop",
       },
     },
     "masterUsername": "admin",
     "port": 5432,
     "preferredBackupWindow": "18:00-19:00",
     "preferredMaintenanceWindow": "sat:19:00-sat:20:00",
     "storageEncrypted": true,
     "tags": [
       {
         "key": "Environment",
         "value": "unit",
       },
       {
         "key": "Project",
         "value": "test",
       },
     ],
     "vpcSecurityGroupIDs": [
       "sg-0123456789abcdef0",
     ],
   }
  `);
});

test('a created cluster refuses plain connections and logs slow statements', () => {
  expect(objectOf(created().system, 'DBClusterParameterGroup', 'shop-parameters').spec).toMatchObject({
    family: 'aurora-postgresql15',
    parameterOverrides: { log_min_duration_statement: '500', 'rds.force_ssl': '1' },
  });
});

test('one writer and two readers stand in three zones, watched by a role for these instances only', () => {
  const { system } = created();
  const instances = objectsOf(system).filter(object => object.kind === 'DBInstance');
  expect(instances.map(object => object.spec)).toMatchObject([
    { dbInstanceIdentifier: 'shop-1', availabilityZone: 'ap-northeast-2a', promotionTier: 0 },
    { dbInstanceIdentifier: 'shop-2', availabilityZone: 'ap-northeast-2b', promotionTier: 1 },
    { dbInstanceIdentifier: 'shop-3', availabilityZone: 'ap-northeast-2d', promotionTier: 2 },
  ]);
  expect(instances[0]?.spec).toMatchInlineSnapshot(`
   {
     "autoMinorVersionUpgrade": false,
     "availabilityZone": "ap-northeast-2a",
     "dbClusterIdentifier": "shop",
     "dbInstanceClass": "db.r6g.large",
     "dbInstanceIdentifier": "shop-1",
     "engine": "aurora-postgresql",
     "monitoringInterval": 60,
     "monitoringRoleRef": {
       "from": {
         "name": "shop-monitoring",
         "namespace": "shop",
       },
     },
     "performanceInsightsEnabled": true,
     "performanceInsightsRetentionPeriod": 7,
     "promotionTier": 0,
     "publiclyAccessible": false,
     "tags": [
       {
         "key": "Environment",
         "value": "unit",
       },
       {
         "key": "Project",
         "value": "test",
       },
     ],
   }
  `);
  const role = objectOf(system, 'Role', 'shop-monitoring').spec as { assumeRolePolicyDocument: string };
  expect(role.assumeRolePolicyDocument).toContain('arn:aws:rds:ap-northeast-2:111122223333:db:shop-*');
});

test('everything of a created database that cannot be made again is kept', () => {
  const { system } = created();
  const loose = objectsOf(system)
    .filter(object => object.metadata.annotations?.['argocd.argoproj.io/sync-options'] !== 'Prune=false,Delete=false')
    .map(object => `${object.kind}/${object.metadata.name}`);
  expect(loose).toEqual(['Role/shop-monitoring']);
});

test('clients are told hosts, port and address ranges', () => {
  const { cluster } = adopted();
  expect([cluster.writerHost, cluster.readerHost]).toEqual(['writer.example.com', 'reader.example.com']);
  expect(cluster.endpoint()).toEqual({
    type: 'outside',
    service: 'shop',
    cidrs: ['192.0.2.128/26'],
    port: 5432,
    protocol: 'TCP',
  });
});

test('a database user connects by IAM to the cluster that was made for it', () => {
  expect(created().cluster.grantConnect('app')).toEqual({
    sid: 'ConnectToDatabase',
    actions: ['rds-db:connect'],
    resources: ['arn:aws:rds-db:ap-northeast-2:111122223333:dbuser:cluster-ABCDEFGHIJKL01234/app'],
  });
});

test('connecting by IAM to an adopted cluster is refused', () => {
  expect(() => adopted().cluster.grantConnect('app')).toThrow('use a password from Secrets Manager');
});

test('the bounds of its monitoring role, its firewall and the days that RDS keeps its log are contracts', () => {
  const { system, cluster } = created();
  expect(declarationsOf(cluster)).toMatchObject([
    { id: 'shop-monitoring-boundary', make: expect.stringContaining('"logs:PutLogEvents"') as string },
    { id: 'shop-firewall' },
    {
      id: 'shop-log-retention',
      expect: '90',
      check: expect.stringContaining('/aws/rds/cluster/shop/postgresql') as string,
    },
  ]);
  expect(objectOf(system, 'Role', 'shop-monitoring').spec).toMatchObject({
    permissionsBoundary: 'arn:aws:iam::111122223333:policy/shop-monitoring-boundary',
  });
});

test('which instance of an adopted cluster writes, and that it stands in several zones, is a contract', () => {
  expect(declarationsOf(adopted().cluster)).toMatchObject([
    { id: 'shop-members', expect: 'true shop-1=writer,shop-2=reader', requirements: ['XX-01'] },
  ]);
});
