import type { KubeObject } from '../../../../src/model';
import { change, namespaced, type UpgradeCase } from './upgrade-case';

type Fields = Readonly<Record<string, unknown>>;

const ADOPTED = { annotations: { 'services.k8s.aws/adoption-policy': 'adopt', 'services.k8s.aws/read-only': 'true' } };
const aws = (service: string, kind: string, name: string, spec: Fields, meta: Fields = {}): KubeObject =>
  namespaced(`${service}.services.k8s.aws/v1alpha1`, kind, name, { spec }, meta);
const table = (name: string, more: Fields = {}): KubeObject =>
  aws('dynamodb', 'Table', name, {
    tableName: name,
    attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    billingMode: 'PAY_PER_REQUEST',
    ...more,
  });
const cluster = (name: string, more: Fields = {}, meta: Fields = {}): KubeObject =>
  aws(
    'rds',
    'DBCluster',
    name,
    { dbClusterIdentifier: name, engine: 'aurora-postgresql', storageEncrypted: true, ...more },
    meta,
  );
const instance = (name: string, more: Fields = {}): KubeObject =>
  aws('rds', 'DBInstance', name, {
    dbInstanceIdentifier: name,
    dbInstanceClass: 'db.r6g.large',
    engine: 'aurora-postgresql',
    ...more,
  });
const repository = (name: string, more: Fields = {}): KubeObject => aws('ecr', 'Repository', name, { name, ...more });
const method = (name: string, more: Fields = {}): KubeObject =>
  aws('apigateway', 'Method', name, {
    httpMethod: 'ANY',
    restAPIID: 'abc',
    resourceID: 'def',
    authorizationType: 'NONE',
    ...more,
  });
const role = (name: string, more: Fields = {}): KubeObject =>
  aws('iam', 'Role', name, { name, assumeRolePolicyDocument: '{}', ...more });

/** Resources of AWS: what their definitions refuse, and what AWS itself does not change. */
export const cloudCases: readonly UpgradeCase[] = [
  change(
    'a table gets another key',
    table('table-key'),
    table('table-key', {
      keySchema: [{ attributeName: 'sk', keyType: 'HASH' }],
      attributeDefinitions: [{ attributeName: 'sk', attributeType: 'S' }],
    }),
    'immutable',
  ),
  change(
    'a table is paid in another way',
    table('table-billing'),
    table('table-billing', {
      billingMode: 'PROVISIONED',
      provisionedThroughput: { readCapacityUnits: 1, writeCapacityUnits: 1 },
    }),
    'accepted',
  ),
  change(
    'a table gets another name in AWS',
    table('table-name'),
    table('table-name', { tableName: 'table-other' }),
    'accepted',
    { findings: ['cloud-field-fixed'] },
  ),
  change(
    'a database instance moves to another zone',
    instance('instance-zone', { availabilityZone: 'ap-northeast-2a' }),
    instance('instance-zone', { availabilityZone: 'ap-northeast-2b' }),
    'immutable',
  ),
  change(
    'a database instance no longer states its zone',
    instance('instance-any', { availabilityZone: 'ap-northeast-2a' }),
    instance('instance-any'),
    'accepted',
  ),
  change(
    'a database instance states its zone',
    instance('instance-stated'),
    instance('instance-stated', { availabilityZone: 'ap-northeast-2a' }),
    'accepted',
  ),
  change(
    'a database instance gets a larger class',
    instance('instance-class'),
    instance('instance-class', { dbInstanceClass: 'db.r6g.xlarge' }),
    'accepted',
  ),
  change(
    'a database cluster changes its engine',
    cluster('cluster-engine'),
    cluster('cluster-engine', { engine: 'aurora-mysql' }),
    'accepted',
    {
      findings: ['cloud-field-fixed'],
    },
  ),
  change(
    'a database cluster that is only read changes its engine',
    cluster('cluster-adopted', {}, ADOPTED),
    cluster('cluster-adopted', { engine: 'aurora-mysql' }, ADOPTED),
    'accepted',
  ),
  change(
    'a database cluster is encrypted no more',
    cluster('cluster-plain'),
    cluster('cluster-plain', { storageEncrypted: false }),
    'accepted',
    {
      findings: ['cloud-field-fixed'],
    },
  ),
  change(
    'a database cluster keeps its backups for longer',
    cluster('cluster-backup'),
    cluster('cluster-backup', { backupRetentionPeriod: 7 }),
    'accepted',
  ),
  change(
    'an image repository gets another name in AWS',
    repository('repository-name'),
    repository('repository-name', { name: 'other' }),
    'accepted',
    {
      findings: ['cloud-field-fixed'],
    },
  ),
  change(
    'an image repository scans on push',
    repository('repository-scan'),
    repository('repository-scan', { imageScanningConfiguration: { scanOnPush: true } }),
    'accepted',
  ),
  change(
    'a method of an API answers to another verb',
    method('method-verb'),
    method('method-verb', { httpMethod: 'GET' }),
    'immutable',
  ),
  change(
    'a method of an API asks for a key',
    method('method-key'),
    method('method-key', { apiKeyRequired: true }),
    'accepted',
  ),
  change('a role gets another name in AWS', role('role-name'), role('role-name', { name: 'role-other' }), 'accepted', {
    findings: ['cloud-field-fixed'],
  }),
  change(
    'a role may be taken by others',
    role('role-trust'),
    role('role-trust', { assumeRolePolicyDocument: '{"Version":"2012-10-17"}' }),
    'accepted',
  ),
];
