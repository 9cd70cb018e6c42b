import { KmsKey, RdsPostgres, type RdsPostgresProps } from '../../../../src/constructs/aws';
import { assumed, declarationsOf, type System } from '../../../../src/constructs/structure';
import { objectOf, objectsOf, testSystem } from '../../place';
import { complaintsAbout } from '../complaints';

const PROPS: RdsPostgresProps = {
  namespace: 'shop',
  instanceClass: 'db.t3.micro',
  engineVersion: '16.9',
  storageGiB: 20,
  masterUser: 'shop_admin',
  names: {
    host: assumed<string>('shop-db.example.com', 'a test'),
    resourceId: 'db-ABCDEFGHIJKL01234',
    masterSecret: 'rds!db-11111111-2222-3333-4444-555555555555',
  },
  network: {
    subnets: ['subnet-a', 'subnet-b'],
    subnetCidrs: ['192.0.2.128/27', '192.0.2.160/27'],
    securityGroups: ['sg-0123456789abcdef0'],
  },
  backupRetentionDays: 7,
  windows: { backup: '18:00-19:00', maintenance: 'sat:19:00-sat:20:00' },
  maxConnections: 80,
  slowQueryMillis: 500,
  logRetentionDays: 30,
  requirements: ['XX-01'],
};

function database(props: (system: System) => Partial<RdsPostgresProps> = () => ({})) {
  const system = testSystem();
  return { system, made: new RdsPostgres(system.cloud, 'shop-db', { ...PROPS, ...props(system) }) };
}

const specOf = (system: System) => objectOf(system, 'DBInstance', 'shop-db').spec as Record<string, unknown>;

test('an instance stands in two zones, encrypted, private, watched, and leaves its password to Secrets Manager', () => {
  expect(specOf(database().system)).toMatchInlineSnapshot(`
    {
      "allocatedStorage": 20,
      "autoMinorVersionUpgrade": false,
      "backupRetentionPeriod": 7,
      "copyTagsToSnapshot": true,
      "databaseInsightsMode": "standard",
      "dbInstanceClass": "db.t3.micro",
      "dbInstanceIdentifier": "shop-db",
      "dbParameterGroupRef": {
        "from": {
          "name": "shop-db-parameters",
          "namespace": "shop",
        },
      },
      "dbSubnetGroupRef": {
        "from": {
          "name": "shop-db-subnets",
          "namespace": "shop",
        },
      },
      "deletionProtection": true,
      "enableCloudwatchLogsExports": [
        "postgresql",
      ],
      "enableIAMDatabaseAuthentication": true,
      "engine": "postgres",
      "engineVersion": "16.9",
      "manageMasterUserPassword": true,
      "masterUsername": "shop_admin",
      "multiAZ": true,
      "performanceInsightsEnabled": true,
      "performanceInsightsRetentionPeriod": 7,
      "port": 5432,
      "preferredBackupWindow": "18:00-19:00",
      "preferredMaintenanceWindow": "sat:19:00-sat:20:00",
      "publiclyAccessible": false,
      "storageEncrypted": true,
      "storageType": "gp3",
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

test('connections without TLS are refused, and as many as were counted with are granted', () => {
  expect(objectOf(database().system, 'DBParameterGroup', 'shop-db-parameters').spec).toMatchObject({
    family: 'postgres16',
    parameterOverrides: { log_min_duration_statement: '500', max_connections: '80', 'rds.force_ssl': '1' },
  });
});

test('neither the instance nor what it stands on is ever deleted, and every field is known', () => {
  const { system } = database();
  expect(complaintsAbout(system)).toEqual([]);
  expect(objectsOf(system).map(({ kind }) => kind)).toEqual(['DBParameterGroup', 'DBSubnetGroup', 'DBInstance']);
  for (const { metadata } of objectsOf(system)) {
    expect(metadata.annotations).toMatchObject({ 'services.k8s.aws/deletion-policy': 'retain' });
  }
});

test('a key of ours encrypts the disk and the master password', () => {
  const { system } = database(({ cloud }) => ({
    key: new KmsKey(cloud, 'shop-key', { namespace: 'shop', description: 'x', usedThrough: ['rds'], requirements: [] }),
  }));
  const from = { name: 'shop-key', namespace: 'shop' };
  expect(specOf(system)).toMatchObject({ kmsKeyRef: { from }, masterUserSecretKMSKeyRef: { from } });
});

test('services get what superusers leave of the connections', () => {
  expect(declarationsOf(database().made)).toContainEqual({
    type: 'connection-budget',
    database: 'shop-db',
    connections: 75,
    requirement: 'XX-01',
  });
});

test('pods reach it by its subnets', () => {
  const { made } = database();
  expect(made.host).toBe('shop-db.example.com');
  expect(made.endpoint()).toEqual({
    type: 'outside',
    service: 'shop-db',
    cidrs: ['192.0.2.128/27', '192.0.2.160/27'],
    port: 5432,
    protocol: 'TCP',
  });
});

test('a role connects as one user of this instance, and another reads the one password', () => {
  const { made } = database();
  expect(made.grantConnect('catalog').resources).toEqual([
    'arn:aws:rds-db:ap-northeast-2:111122223333:dbuser:db-ABCDEFGHIJKL01234/catalog',
  ]);
  expect(made.grantMasterSecret().resources).toEqual([
    'arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:rds!db-11111111-2222-3333-4444-555555555555-??????',
  ]);
});

test('its firewall and the end of its log are contracts', () => {
  const contracts = declarationsOf(database().made).filter(({ type }) => type === 'contract');
  expect(contracts).toMatchObject([
    { id: 'shop-db-firewall', expect: '5432\t5432\t1\t0' },
    {
      id: 'shop-db-log-retention',
      expect: '30',
      check: expect.stringContaining('/aws/rds/instance/shop-db/postgresql'),
    },
  ]);
});

test('a disk smaller than RDS offers, and backups that nobody keeps, are refused', () => {
  expect(() => database(() => ({ storageGiB: 10 }))).toThrow('shop-db has 10 GiB; RDS gives a gp3 disk at least 20');
  expect(() => database(() => ({ backupRetentionDays: 0 }))).toThrow('RDS takes 1 to 35');
  expect(() => database(() => ({ backupRetentionDays: 36 }))).toThrow('RDS takes 1 to 35');
});
