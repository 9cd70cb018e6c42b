import type { KubeObject } from '../../../../src/model';
import { annotationsOf, dev, groupOf, namesOf } from './output';

const value = (kindAndName: string, path: string) => dev.value(kindAndName, path);
const ackObjects = () =>
  dev
    .manifests()
    .map(each => each.object)
    .filter(each => groupOf(each).endsWith('.services.k8s.aws'));
const readOnly = (object: KubeObject) => annotationsOf(object)['services.k8s.aws/read-only'] === 'true';

test('FD-09 the repository scans each push, never moves a tag and lets old images expire', () => {
  expect(value('Repository/fablink-backend', 'spec')).toMatchObject({
    name: 'fablink-backend',
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
  });
  const { rules } = dev.document('Repository/fablink-backend', 'spec.lifecyclePolicy') as {
    rules: { action: { type: string }; selection: { tagStatus: string } }[];
  };
  expect(new Set(rules.map(rule => rule.action.type))).toEqual(new Set(['expire']));
  expect(new Set(rules.map(rule => rule.selection.tagStatus))).toEqual(new Set(['tagged', 'untagged']));
});

test('FD-10 a VPC link leads API 8wwdg03sr6 to fablink-dev-nlb', () => {
  expect(value('VPCLink/fablink-dev-api-link', 'spec.targetARNs')).toEqual([
    'arn:aws:elasticloadbalancing:ap-northeast-2:853963783084:loadbalancer/net/fablink-dev-nlb/25ff572334e995e4',
  ]);
  expect(dev.contract('load-balancer-fablink-dev-nlb').check).toContain(
    'loadbalancer/net/fablink-dev-nlb/25ff572334e995e4',
  );
});

test.each([
  ['root', 'http://fablink-dev-nlb-25ff572334e995e4.elb.ap-northeast-2.amazonaws.com:80/'],
  ['proxy', 'http://fablink-dev-nlb-25ff572334e995e4.elb.ap-northeast-2.amazonaws.com:80/{proxy}'],
])('FD-10 ANY of the %s path is handed on through the VPC link', (path, uri) => {
  expect(value(`Integration/fablink-dev-api-${path}-any`, 'spec')).toMatchObject({
    restAPIID: '8wwdg03sr6',
    httpMethod: 'ANY',
    integrationHTTPMethod: 'ANY',
    type: 'HTTP_PROXY',
    connectionType: 'VPC_LINK',
    connectionRef: { from: { name: 'fablink-dev-api-link' } },
    uri,
  });
  expect(value(`Method/fablink-dev-api-${path}-any`, 'spec')).toMatchObject({ httpMethod: 'ANY' });
});

test('FD-10 the resource is {proxy+}, and a deployment brings all of it to stage dev', () => {
  expect(value('Resource/fablink-dev-api-proxy', 'spec.pathPart')).toBe('{proxy+}');
  expect(value('Deployment/fablink-dev-api-*', 'spec')).toMatchObject({ restAPIID: '8wwdg03sr6', stageName: 'dev' });
});

test.each(['root', 'proxy'])('FD-10 pages of fab-link-dev.org may call the %s path', path => {
  expect(value(`Method/fablink-dev-api-${path}-options`, 'spec')).toMatchObject({
    httpMethod: 'OPTIONS',
    authorizationType: 'NONE',
  });
  expect(value(`APIIntegrationResponse/fablink-dev-api-${path}-options`, 'spec.responseParameters')).toMatchObject({
    'method.response.header.Access-Control-Allow-Origin': "'https://fab-link-dev.org'",
  });
});

test('FD-11 the table has partition key id (S), is on demand, encrypted by KMS and not protected from deletion', () => {
  expect(value('Table/fablink-dynamodb-dev', 'spec')).toEqual({
    tableName: 'fablink-dynamodb-dev',
    attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    billingMode: 'PAY_PER_REQUEST',
    deletionProtectionEnabled: false,
    sseSpecification: {
      enabled: true,
      sseType: 'KMS',
      kmsMasterKeyID: 'arn:aws:kms:ap-northeast-2:853963783084:key/c454d1a1-59ef-40d9-ac8f-23d97d5d3c2d',
    },
  });
});

test.each(['Table/fablink-dynamodb-dev', 'DBCluster/fablink-aurora-cluster', 'DBInstance/fablink-aurora-1'])(
  'FD-11, D-25 %s is adopted, read only, and neither pruned nor deleted',
  name => {
    expect(annotationsOf(dev.object(name))).toMatchObject({
      'services.k8s.aws/adoption-policy': 'adopt',
      'services.k8s.aws/read-only': 'true',
      'services.k8s.aws/deletion-policy': 'retain',
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    });
  },
);

test('D-25 Garam makes only what the document lists as missing; all else is read only, adopted and retained', () => {
  const made = ackObjects().filter(each => !readOnly(each));
  expect([...new Set(made.map(each => each.kind))].sort()).toEqual([
    'APIIntegrationResponse',
    'APIMethodResponse',
    'Deployment',
    'Integration',
    'Method',
    'Repository',
    'Role',
    'VPCLink',
  ]);
  const existing = ackObjects().filter(readOnly);
  expect(existing.length).toBeGreaterThan(0);
  for (const object of existing) {
    const annotations = annotationsOf(object);
    expect(annotations).toHaveProperty(['services.k8s.aws/adoption-fields']);
    expect(annotations['services.k8s.aws/deletion-policy']).toBe('retain');
  }
});

test('D-25 every method that Garam makes itself answers a preflight', () => {
  const made = dev.all('Method').filter(each => !readOnly(each));
  expect(namesOf(made)).toEqual(['Method/fablink-dev-api-proxy-options', 'Method/fablink-dev-api-root-options']);
});

test('FD-16 the API is regional, logs to /aws/apigateway/fablink-dev-api and is traced', () => {
  expect(value('RestAPI/fablink-dev-api', 'spec')).toMatchObject({
    name: 'fablink-dev-api',
    endpointConfiguration: { types: ['REGIONAL'] },
    description: 'API Gateway for fablink-dev-api',
  });
  expect(value('LogGroup/fablink-dev-api-logs', 'spec.name')).toBe('/aws/apigateway/fablink-dev-api');
  expect(dev.contract('fablink-dev-api-dev-logs').expect).toBe(
    'arn:aws:logs:ap-northeast-2:853963783084:log-group:/aws/apigateway/fablink-dev-api true',
  );
  expect(value('Deployment/fablink-dev-api-*', 'spec.tracingEnabled')).toBe(true);
});

test.each(['Environment dev', 'Project fablink', 'Owner devops', 'ManagedBy terraform'])(
  'FD-16 the API’s tag %s is stated: on the object that reads it, or by a contract',
  tag => {
    const [key, text] = tag.split(' ') as [string, string];
    const tags = value('RestAPI/fablink-dev-api', 'spec.tags') as Record<string, string> | undefined;
    const forms = [`${key}=${text}`, `${key} ${text}`, `"${key}":"${text}"`, `${key}\t${text}`];
    const contracts = forms.flatMap(form => dev.contractsExpecting(form));
    expect(tags?.[key] === text || contracts.length > 0).toBe(true);
  },
);

test('FD-16 what Garam makes carries the same tags, with its own name as manager', () => {
  expect(value('VPCLink/fablink-dev-api-link', 'spec.tags')).toEqual({
    Environment: 'dev',
    Project: 'fablink',
    Owner: 'devops',
    ManagedBy: 'garam',
  });
});

test('FD-17 Aurora is fablink-aurora-cluster, 15.10, encrypted, backed up for 7 days, in its windows', () => {
  expect(value('DBCluster/fablink-aurora-cluster', 'spec')).toMatchObject({
    dbClusterIdentifier: 'fablink-aurora-cluster',
    engine: 'aurora-postgresql',
    engineVersion: '15.10',
    databaseName: 'fablink',
    masterUsername: 'fablinkadmin',
    storageEncrypted: true,
    kmsKeyID: 'arn:aws:kms:ap-northeast-2:853963783084:key/51a26103-957e-49f0-bc02-cf29757c58ad',
    vpcSecurityGroupIDs: ['sg-0ddc7d288f4655acc'],
    backupRetentionPeriod: 7,
    preferredBackupWindow: '03:00-04:00',
    preferredMaintenanceWindow: 'sun:04:00-sun:05:00',
    enableCloudwatchLogsExports: ['postgresql'],
  });
  expect(namesOf(dev.all('DBInstance'))).toEqual(['DBInstance/fablink-aurora-1', 'DBInstance/fablink-aurora-2']);
});

test('FD-17 Aurora stands in several zones, fablink-aurora-1 writes and fablink-aurora-2 reads', () => {
  expect(dev.contract('fablink-aurora-cluster-members').expect).toBe(
    'true fablink-aurora-1=writer,fablink-aurora-2=reader',
  );
});

test('FD-17 the load balancer has its DNS name, its scheme, its two subnets and zones', () => {
  const expected = dev.contract('load-balancer-fablink-dev-nlb').expect;
  for (const fact of [
    'network',
    'internet-facing',
    'active',
    'fablink-dev-nlb-25ff572334e995e4.elb.ap-northeast-2.amazonaws.com',
    'subnet-0e2345ac1e61cab69',
    'subnet-0e2e05d8053b31d2f',
    'ap-northeast-2a,ap-northeast-2b',
  ]) {
    expect(expected).toContain(fact);
  }
});

test('FD-17 the table’s warm throughput is 12,000 reads and 4,000 writes a second', () => {
  expect(dev.contract('fablink-dynamodb-dev-warm-throughput').expect.split(/\s+/)).toEqual(['12000', '4000']);
});

test('FD-17 the cluster is reached in public only, and maps identities by its ConfigMap', () => {
  expect(dev.contract('fablink-cluster-dev-endpoint').expect).toContain('true false CONFIG_MAP');
  expect(dev.place.cluster).toMatchObject({
    kubernetes: '1.30',
    cloud: { vpcId: 'vpc-021d5e5565bdbfc41' },
    network: { serviceCidr: '172.20.0.0/16' },
  });
});

test.each([
  ['endpoint', 'https://743470B9ABE82C1195F8756A902F64AB.gr7.ap-northeast-2.eks.amazonaws.com'],
  ['first subnet', 'subnet-04040c957cdae7e0d'],
  ['second subnet', 'subnet-0441ca8259a71550c'],
  ['cluster security group', 'sg-07e908112779b5516'],
  ['additional security group', 'sg-059494f123e809462'],
  ['network', 'vpc-021d5e5565bdbfc41'],
  ['service addresses', '172.20.0.0/16'],
])('FD-17 the contract states the cluster’s %s', (_fact, text) => {
  expect(dev.contractsExpecting(text)).not.toEqual([]);
});

test('FD-17 the contract states the cluster’s version, and its token issuer has the id of its address', () => {
  const { expect: facts } = dev.contract('fablink-cluster-dev-facts');
  const id = /https:\/\/(\w+)\.gr7\.\S+ 1\.30 /.exec(facts)?.[1] ?? 'no id';
  expect(dev.contract('fablink-dev-backend-token-issuer').check).toContain(`/id/${id} `);
});
