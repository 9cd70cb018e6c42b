import { execFileSync, spawnSync } from 'node:child_process';
import { adopted, created, DynamoTable, type DynamoTableProps, KmsKey } from '../../../../src/constructs/aws';
import { assumed, declarationsOf } from '../../../../src/constructs/structure';
import type { ContractDeclaration } from '../../../../src/model';
import { objectOf, testSystem } from '../../place';

const KEY_ARN = 'arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const PLAIN: DynamoTableProps = {
  namespace: 'shop',
  ownership: created(),
  key: { partition: { name: 'id', type: 'S' } },
  encryptedWith: KEY_ARN,
  deletionProtection: true,
  requirements: ['XX-01'],
};

function table(props: Partial<DynamoTableProps> = {}) {
  const system = testSystem();
  const made = new DynamoTable(system.cloud, 'shop-user-orders', { ...PLAIN, ...props });
  const object = objectOf(system, 'Table', 'shop-user-orders');
  return { made, object, spec: object.spec as Record<string, unknown> };
}

test('a plain table is paid per request, encrypted with its key, protected and tagged', () => {
  expect(table().spec).toMatchInlineSnapshot(`
   {
     "attributeDefinitions": [
       {
         "attributeName": "id",
         "attributeType": "S",
       },
     ],
     "billingMode": "PAY_PER_REQUEST",
     "deletionProtectionEnabled": true,
     "keySchema": [
       {
         "attributeName": "id",
         "keyType": "HASH",
       },
     ],
     "sseSpecification": {
       "enabled": true,
       "kmsMasterKeyID": "arn:aws:kms:ap-northeast-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
       "sseType": "KMS",
     },
     "tableName": "shop-user-orders",
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
});

test('an adopted table is found by name and says nothing of what its owner sets', () => {
  const { object, spec } = table({ ownership: adopted(), onlyFor: ['arn:aws:iam::111122223333:role/shop'] });
  expect(object.metadata.annotations).toMatchObject({
    'services.k8s.aws/adoption-fields': '{"tableName":"shop-user-orders"}',
    'services.k8s.aws/read-only': 'true',
  });
  expect(Object.keys(spec).sort()).toEqual([
    'attributeDefinitions',
    'billingMode',
    'deletionProtectionEnabled',
    'keySchema',
    'sseSpecification',
    'tableName',
  ]);
});

test('a sort key, expiry and restore to any second are settings', () => {
  const { spec } = table({
    key: assumed({ partition: { name: 'user', type: 'S' }, sort: { name: 'at', type: 'N' } }, 'a test'),
    timeToLive: 'expires_at',
    pointInTimeRecovery: true,
  });
  expect(spec).toMatchObject({
    attributeDefinitions: [
      { attributeName: 'user', attributeType: 'S' },
      { attributeName: 'at', attributeType: 'N' },
    ],
    keySchema: [
      { attributeName: 'user', keyType: 'HASH' },
      { attributeName: 'at', keyType: 'RANGE' },
    ],
    timeToLive: { attributeName: 'expires_at', enabled: true },
    continuousBackups: { pointInTimeRecoveryEnabled: true },
  });
});

test('a key of ours is named by reference', () => {
  const system = testSystem();
  const key = new KmsKey(system.cloud, 'shop-key', {
    namespace: 'shop',
    description: 'x',
    usedThrough: ['dynamodb'],
    requirements: [],
  });
  new DynamoTable(system.cloud, 'shop-orders', { ...PLAIN, encryptedWith: key });
  expect(objectOf(system, 'Table', 'shop-orders').spec).toMatchObject({
    sseSpecification: {
      enabled: true,
      sseType: 'KMS',
      kmsMasterKeyRef: { from: { name: 'shop-key', namespace: 'shop' } },
    },
  });
});

test('a copied table streams both images of an item, and the copy is protected and recoverable by contract', () => {
  const keyArn = KEY_ARN.replace('ap-northeast-2', 'ap-northeast-1');
  const { made, spec } = table({ replicas: [{ region: 'ap-northeast-1', keyArn }] });
  expect(spec).toMatchObject({
    streamSpecification: { streamEnabled: true, streamViewType: 'NEW_AND_OLD_IMAGES' },
    tableReplicas: [{ regionName: 'ap-northeast-1', kmsMasterKeyID: keyArn }],
  });
  expect(declarationsOf(made)).toMatchObject([
    {
      id: 'shop-user-orders-replica-ap-northeast-1',
      make: expect.stringContaining('PointInTimeRecoveryEnabled=true') as string,
      expect: 'True\nENABLED',
      requirements: ['XX-01'],
    },
  ]);
});

test('a table for some roles refuses items to all others but the role that copies it', () => {
  const { spec } = table({ onlyFor: ['arn:aws:iam::111122223333:role/shop'] });
  const [statement] = (JSON.parse(String(spec.resourcePolicy)) as { Statement: Record<string, unknown>[] }).Statement;
  expect(statement).toMatchObject({
    Effect: 'Deny',
    Principal: '*',
    Resource: ['arn:aws:dynamodb:ap-northeast-2:111122223333:table/shop-user-orders'],
    Condition: {
      ArnNotEquals: {
        'aws:PrincipalArn': [
          'arn:aws:iam::111122223333:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication',
          'arn:aws:iam::111122223333:role/shop',
        ],
      },
    },
  });
  expect(statement?.Action).not.toContain('dynamodb:PutResourcePolicy');
  expect(statement?.Action).toContain('dynamodb:Scan');
});

test('grants name the table alone and never a scan', () => {
  const { made } = table();
  expect(made.grantRead()).toEqual({
    sid: 'ReadShopUserOrders',
    actions: [
      'dynamodb:BatchGetItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:DescribeTable',
      'dynamodb:GetItem',
      'dynamodb:Query',
    ],
    resources: ['arn:aws:dynamodb:ap-northeast-2:111122223333:table/shop-user-orders'],
  });
  expect(made.grantReadWrite().actions).toContain('dynamodb:PutItem');
  expect(made.grantReadWrite().actions).not.toContain('dynamodb:Scan');
});

test('warm throughput, which ACK cannot set, is a contract with the command that sets and the one that checks it', () => {
  const { made } = table({ ownership: adopted(), warmThroughput: { readUnits: 12_000, writeUnits: 4_000 } });
  expect(declarationsOf(made)).toMatchInlineSnapshot(`
   [
     {
       "check": "aws dynamodb describe-table --table-name shop-user-orders --query 'Table.WarmThroughput.[ReadUnitsPerSecond,WriteUnitsPerSecond]' --output text",
       "expect": "12000	4000",
       "id": "shop-user-orders-warm-throughput",
       "make": "aws dynamodb update-table --table-name shop-user-orders --warm-throughput ReadUnitsPerSecond=12000,WriteUnitsPerSecond=4000",
       "owner": "terraform",
       "requirements": [
         "XX-01",
         "D-24",
       ],
       "statement": "Table shop-user-orders takes 12000 reads and 4000 writes a second at once.",
       "type": "contract",
     },
   ]
  `);
});

describe('a key of somebody else', () => {
  const role = 'arn:aws:iam::111122223333:role/shop';
  const { made } = table({ ownership: adopted(), usedBy: role });
  const [contract] = declarationsOf(made) as readonly ContractDeclaration[];
  /** What the contract's check prints of a key's policy. */
  const verdict = (statements: readonly object[]) => {
    const filter = /\| jq '(.*)'$/.exec(contract?.check ?? '')?.[1] ?? '';
    return execFileSync('jq', [filter], { input: JSON.stringify({ Statement: statements }), encoding: 'utf8' }).trim();
  };
  const allow = { Effect: 'Allow', Principal: { AWS: role }, Action: ['kms:Decrypt'], Resource: '*' };

  test('has to let the role that uses the table, through DynamoDB only', () => {
    expect(contract).toMatchObject({ id: 'shop-user-orders-key-use', owner: 'terraform', expect: 'true' });
    expect(contract?.make).toContain('"kms:ViaService":"dynamodb.ap-northeast-2.amazonaws.com"');
    expect(contract?.make).not.toContain('kms:CreateGrant');
  });

  if (spawnSync('jq', ['--version']).status === 0) askedByJq();
  else process.stderr.write('the check of a key’s policy is not run: there is no jq on this machine\n');

  function askedByJq(): void {
    test('is asked whether it does', () => {
      expect(verdict([allow])).toBe('true');
      expect(verdict([{ ...allow, Principal: { AWS: ['arn:aws:iam::111122223333:role/other', role] } }])).toBe('true');
      expect(verdict([{ ...allow, Principal: '*', Action: 'kms:*' }])).toBe('true');
      expect(verdict([{ ...allow, Principal: { AWS: 'arn:aws:iam::111122223333:role/other' } }])).toBe('false');
      expect(verdict([{ ...allow, Effect: 'Deny' }])).toBe('false');
      expect(verdict([{ ...allow, Action: 'kms:DescribeKey' }])).toBe('false');
      expect(verdict([{ ...allow, Principal: { Service: 'dynamodb.amazonaws.com' } }])).toBe('false');
    });
  }

  test('is nobody’s business where no role is named', () => {
    expect(declarationsOf(table({ ownership: adopted() }).made)).toEqual([]);
  });
});
