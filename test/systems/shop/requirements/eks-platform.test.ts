import { known } from '../../../../src/constructs/structure';
import { eks, SERVICES } from './output';

test('LP-07 RDS has a standby in another zone, is a db.t3.micro, keeps 7 days and has Performance Insights', () => {
  expect(eks.value('DBInstance/learn-shop-db', 'spec')).toMatchObject({
    dbInstanceClass: 'db.t3.micro',
    engine: 'postgres',
    multiAZ: true,
    backupRetentionPeriod: 7,
    performanceInsightsEnabled: true,
    storageEncrypted: true,
    publiclyAccessible: false,
    deletionProtection: true,
    manageMasterUserPassword: true,
  });
});

test('LP-07 ElastiCache is one cache.t3.micro without cluster mode, with a password and TLS', () => {
  expect(eks.value('ReplicationGroup/learn-shop-cache', 'spec')).toMatchObject({
    cacheNodeType: 'cache.t3.micro',
    numNodeGroups: 1,
    replicasPerNodeGroup: 0,
    transitEncryptionEnabled: true,
    atRestEncryptionEnabled: true,
    authToken: { name: 'shop-secrets', key: 'redis_password' },
  });
});

test('LP-07 the bucket is closed to the public, encrypted, and open to the shop’s pages alone', () => {
  const [bucket] = eks.all('Bucket');
  expect(bucket?.spec).toMatchObject({
    publicAccessBlock: {
      blockPublicACLs: true,
      blockPublicPolicy: true,
      ignorePublicACLs: true,
      restrictPublicBuckets: true,
    },
    encryption: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
    cors: {
      corsRules: [{ allowedOrigins: [`https://${String(eks.value('Ingress/frontend', 'spec.rules.0.host'))}`] }],
    },
  });
  expect(JSON.stringify(bucket?.spec)).toContain('aws:SecureTransport');
  const { rules } = (bucket?.spec as { lifecycle: { rules: { filter: { prefix: string } }[] } }).lifecycle;
  expect(rules.map(({ filter }) => filter.prefix).sort()).toEqual(['', 'kube-bench/', 'logs/', 'uploads/']);
});

test('LP-07 EFS has an address in each zone, and a claim each for configuration, logs and temporary files', () => {
  expect(eks.all('FileSystem')).toHaveLength(1);
  expect(eks.all('MountTarget')).toHaveLength(3);
  expect(eks.all('PersistentVolumeClaim').map(({ metadata }) => metadata.name)).toEqual([
    'shared-configuration',
    'shared-logs',
    'shared-temporary',
  ]);
  for (const { metadata } of eks.all('PersistentVolumeClaim'))
    expect(eks.value(`PersistentVolume/backend-${metadata.name}`, 'spec.csi.driver')).toBe('efs.csi.aws.com');
});

test('LP-08 the groups have the document’s machines and sizes; the system group is read, the other is made', () => {
  const group = (name: string) => eks.object(`Nodegroup/${name}`);
  expect(group('system').spec).toMatchObject({
    instanceTypes: ['t3.medium'],
    scalingConfig: { minSize: 2, maxSize: 4 },
  });
  expect(group('system').metadata.annotations).toMatchObject({ 'services.k8s.aws/read-only': 'true' });
  expect(group('application').spec).toMatchObject({
    instanceTypes: ['t3.large'],
    scalingConfig: { minSize: 2, maxSize: 6 },
  });
  expect(group('application').metadata.annotations).not.toHaveProperty('services.k8s.aws/read-only');
  const autoscaler = eks.value('Application/cluster-autoscaler', 'spec.source.helm.valuesObject');
  expect(autoscaler).toMatchObject({ autoDiscovery: { clusterName: 'learn' }, image: { tag: 'v1.28.4' } });
});

test('LP-08, LP-15 pods of systems run on the application group, of charts on the system group, over three zones', () => {
  const { pools } = eks.place.cluster;
  expect(pools.map(({ zones }) => known(zones).length)).toEqual([3, 3]);
  const templates = ['Deployment', 'Rollout', 'Job'].flatMap(kind => eks.all(kind));
  expect(templates.length).toBeGreaterThan(9);
  for (const { spec } of templates)
    expect(spec).toMatchObject({ template: { spec: { nodeSelector: { 'garam.dev/node-group': 'application' } } } });
  // What serves the pods of a node stands beside them, and so does what breaks them.
  const bound = eks.place.addOns.flatMap(({ pods }) => pods).filter(({ name }) => !/csi-node$|^chaos-/.test(name));
  for (const { nodeSelector, tolerations } of bound) {
    expect(nodeSelector).toEqual({ 'garam.dev/node-group': 'system' });
    expect(tolerations).toEqual([expect.objectContaining({ key: 'CriticalAddonsOnly', effect: 'NoSchedule' })]);
  }
});

test('LP-08 disks come from EBS by default, encrypted and in the zone of their pod; shared folders from EFS', () => {
  expect(eks.object('StorageClass/ebs-gp3')).toMatchObject({
    provisioner: 'ebs.csi.aws.com',
    volumeBindingMode: 'WaitForFirstConsumer',
    parameters: { type: 'gp3', encrypted: 'true' },
    metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  });
  expect(eks.value('StorageClass/efs', 'provisioner')).toBe('efs.csi.aws.com');
});

test.each([
  ['learn-main', 'backend:main', ['ReadStatic', 'ReadUploads', 'WriteUploads'], ['s3']],
  ['learn-secrets', 'backend:secrets-reader', ['ReadDatabaseAdministrator', 'ReadServices'], ['secretsmanager']],
])('LP-09 %s is for one ServiceAccount and may do what that uses', (role, account, sids, services) => {
  const { Statement: grants } = eks.document(`Role/${role}`, 'spec.inlinePolicies.grants') as Policy;
  expect(grants.map(({ Sid }) => Sid)).toEqual(sids);
  expect([...new Set(grants.flatMap(({ Action }) => Action.map(action => action.split(':')[0])))]).toEqual(services);
  for (const { Resource } of grants) expect(Resource).not.toContain('*');
  expect(String(eks.value(`Role/${role}`, 'spec.assumeRolePolicyDocument'))).toContain(
    `system:serviceaccount:${account}`,
  );
});

test('LP-09 nodes pull images by their own role', () => {
  expect(eks.value('Role/learn-nodes', 'spec.policies')).toContain(
    'arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly',
  );
});

test.each(SERVICES)('LP-13, LP-20 the image of %s lies in ECR, which looks at it when it is pushed', name => {
  expect(eks.value(`Repository/shop-${name}`, 'spec')).toMatchObject({
    name: `shop/${name}`,
    imageScanningConfiguration: { scanOnPush: true },
    imageTagMutability: 'IMMUTABLE',
  });
  const kind = name === 'frontend' ? 'Rollout' : 'Deployment';
  const image = String(eks.value(`${kind}/${name}`, 'spec.template.spec.containers.0.image'));
  expect(image).toMatch(new RegExp(`\\.dkr\\.ecr\\.ap-northeast-2\\.amazonaws\\.com/shop/${name}:`));
});

interface Policy {
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}
