import { annotationsOf, dev, namesOf } from './output';

const CONTAINER = 'spec.template.spec.containers.0';
const value = (kindAndName: string, path: string) => dev.value(kindAndName, path);

test('FD-01 everything runs in namespace fablink-dev, account 853963783084, ap-northeast-2', () => {
  expect(namesOf(dev.all('Namespace'))).toEqual(['Namespace/fablink-dev']);
  const namespaces = dev.manifests().map(({ object }) => object.metadata.namespace);
  expect(new Set(namespaces.filter(each => each !== undefined))).toEqual(new Set(['fablink-dev']));
  expect(dev.place.cluster).toMatchObject({
    name: 'fablink-cluster-dev',
    cloud: { account: '853963783084', region: 'ap-northeast-2' },
  });
  expect(dev.contract('fablink-dev-api-domain').statement).toContain('dev-api.fablink.com');
});

test('FD-02 the ConfigMap carries the data stores, the region, the settings module and the allowed hosts', () => {
  expect(value('ConfigMap/fablink-backend-config', 'data')).toMatchObject({
    DATABASE_HOST: 'fablink-aurora-cluster.cluster-cr2c0e2q6qeb.ap-northeast-2.rds.amazonaws.com',
    DATABASE_READER_HOST: 'fablink-aurora-cluster.cluster-ro-cr2c0e2q6qeb.ap-northeast-2.rds.amazonaws.com',
    DATABASE_PORT: '5432',
    DATABASE_NAME: 'fablink',
    DYNAMODB_TABLE_SESSIONS: 'fablink-dynamodb-dev',
    AWS_REGION: 'ap-northeast-2',
    DJANGO_SETTINGS_MODULE: 'fablink.settings.dev',
    CORS_ALLOWED_ORIGINS: 'https://fab-link-dev.org',
  });
  expect(String(value('ConfigMap/fablink-backend-config', 'data.ALLOWED_HOSTS')).split(',')).toContain(
    'dev-api.fablink.com',
  );
  expect(value('Deployment/fablink-backend', `${CONTAINER}.envFrom`)).toContainEqual({
    configMapRef: { name: 'fablink-backend-config' },
  });
});

test('FD-02 the one table serves every pattern of use that the document lists', () => {
  const data = value('ConfigMap/fablink-backend-config', 'data') as Record<string, string>;
  const tables = Object.keys(data).filter(key => key.startsWith('DYNAMODB_TABLE_'));
  expect(tables.sort()).toEqual([
    'DYNAMODB_TABLE_AI_REQUESTS',
    'DYNAMODB_TABLE_ANALYTICS',
    'DYNAMODB_TABLE_CACHE',
    'DYNAMODB_TABLE_NOTIFICATIONS',
    'DYNAMODB_TABLE_SESSIONS',
    'DYNAMODB_TABLE_USER_ACTIVITIES',
  ]);
  expect(new Set(tables.map(key => data[key]))).toEqual(new Set(['fablink-dynamodb-dev']));
});

test('FD-03 the database password and Django’s secret key come from AWS Secrets Manager, and git holds no Secret', () => {
  expect(value('ExternalSecret/fablink-backend-secrets', 'spec.data')).toEqual([
    { secretKey: 'DATABASE_PASSWORD', remoteRef: { key: 'fablink/dev/backend', property: 'database_password' } },
    { secretKey: 'DJANGO_SECRET_KEY', remoteRef: { key: 'fablink/dev/backend', property: 'django_secret_key' } },
  ]);
  expect(value('SecretStore/secrets', 'spec.provider.aws.service')).toBe('SecretsManager');
  expect(dev.all('Secret')).toEqual([]);
});

test('FD-03, D-09 no key of AWS reaches a pod: neither as a setting nor as a secret', () => {
  const text = dev.manifests().map(manifest => manifest.text);
  expect(text.filter(each => /AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)/.test(each))).toEqual([]);
  expect(annotationsOf(dev.object('ServiceAccount/fablink-backend'))).toMatchObject({
    'eks.amazonaws.com/role-arn': 'arn:aws:iam::853963783084:role/fablink-dev-backend',
  });
});

test('FD-04 the backend asks for what 100 requests a second use: 200–300 MB and up to half a core', () => {
  const resources = value('Deployment/fablink-backend', `${CONTAINER}.resources`);
  expect(resources).toEqual({ requests: { cpu: '200m', memory: '320Mi' }, limits: { cpu: '500m', memory: '512Mi' } });
});

test('FD-04 the image lies in ECR of that account under a git sha, never latest', () => {
  const image = String(value('Deployment/fablink-backend', `${CONTAINER}.image`));
  expect(image).toMatch(
    /^853963783084\.dkr\.ecr\.ap-northeast-2\.amazonaws\.com\/fablink-backend:[0-9a-f]{40}(@sha256:[0-9a-f]{64})?$/,
  );
  expect(value('Job/fablink-backend-migrate-*', `${CONTAINER}.image`)).toBe(image);
});

test('FD-05 the Service is reached on NodePort 30080 of every node, with externalTrafficPolicy Cluster', () => {
  expect(value('Service/fablink-backend', 'spec')).toMatchObject({
    type: 'NodePort',
    externalTrafficPolicy: 'Cluster',
    ports: [{ nodePort: 30080, protocol: 'TCP' }],
  });
  expect(dev.declared('node-port')).toMatchObject([{ service: 'fablink-backend', port: 30080, requirement: 'FD-05' }]);
});

test('FD-05 the target group is bound by name to instances, and the Service it names exists', () => {
  const spec = value('TargetGroupBinding/fablink-backend', 'spec');
  expect(spec).toMatchObject({
    targetGroupName: 'fablink-dev-nlb-eks-nodeport',
    targetType: 'instance',
    networking: { ingress: [{ ports: [{ port: 30080, protocol: 'TCP' }] }] },
  });
  expect(value('TargetGroupBinding/fablink-backend', 'spec.serviceRef.port')).toBe(
    value('Service/fablink-backend', 'spec.ports.0.port'),
  );
});

test('FD-05 the contract states the health check of the target group and the instances registered by hand', () => {
  const group = dev.contract('target-group-fablink-dev-nlb-eks-nodeport');
  expect(group.expect).toBe('TCP 30080 instance HTTP /health 30080 30 5 2 2');
  expect(dev.contract('targets-fablink-dev-nlb-eks-nodeport').expect.split('\n')).toEqual([
    'i-090b42d2699727b0d',
    'i-0ee5f23c4566adcae',
  ]);
});

test('FD-05 nodes may reach the pods’ port, so that the health check gets through the network policy', () => {
  const ingress = value('NetworkPolicy/fablink-backend', 'spec.ingress') as { from: unknown[]; ports: unknown[] }[];
  const nodes = dev.place.cluster.network.nodeCidrs as { value: readonly string[] };
  for (const cidr of nodes.value) {
    expect(ingress.flatMap(rule => rule.from)).toContainEqual({ ipBlock: { cidr } });
  }
  expect(ingress.flatMap(rule => rule.ports)).toEqual([{ port: 8000, protocol: 'TCP' }]);
});

test('FD-06 the backend’s role may use that one table; the role of the secrets reads that one secret', () => {
  const grants = (role: string) =>
    dev.document(`Role/${role}`, 'spec.inlinePolicies.grants') as {
      Statement: { Action: string[]; Resource: string[] }[];
    };
  const onData = grants('fablink-dev-backend').Statement;
  expect(onData.map(each => each.Resource)).toEqual([
    ['arn:aws:dynamodb:ap-northeast-2:853963783084:table/fablink-dynamodb-dev'],
  ]);
  expect(
    onData.flatMap(each => each.Action).filter(action => /\*|Delete(Table|Backup)|Update(Table)$/.test(action)),
  ).toEqual([]);
  expect(grants('fablink-dev-secrets').Statement.map(each => each.Resource)).toEqual([
    ['arn:aws:secretsmanager:ap-northeast-2:853963783084:secret:fablink/dev/backend-??????'],
  ]);
});

test('FD-06 a role can be taken by its own ServiceAccount only', () => {
  const subjects = dev.all('Role', 'iam.services.k8s.aws').map(role => {
    const trust = dev.document(`Role/${role.metadata.name}`, 'spec.assumeRolePolicyDocument') as {
      Statement: { Condition: { StringEquals: Record<string, string> } }[];
    };
    expect(trust.Statement).toHaveLength(1);
    const conditions = Object.entries(trust.Statement[0]?.Condition.StringEquals ?? {});
    return conditions.filter(([key]) => key.endsWith(':sub')).map(([, subject]) => subject);
  });
  const accounts = dev
    .all('ServiceAccount')
    .filter(each => 'eks.amazonaws.com/role-arn' in annotationsOf(each))
    .map(each => `system:serviceaccount:fablink-dev:${each.metadata.name}`);
  expect(subjects.flat().sort()).toEqual(accounts.sort());
});

test('FD-07 /health decides on a restart, /ready on traffic', () => {
  expect(value('Deployment/fablink-backend', `${CONTAINER}.livenessProbe.httpGet.path`)).toBe('/health');
  expect(value('Deployment/fablink-backend', `${CONTAINER}.readinessProbe.httpGet.path`)).toBe('/ready');
});

test('FD-07 a Job after each sync calls both and fails where one does not answer', () => {
  const job = dev.object('Job/fablink-backend-check');
  expect(annotationsOf(job)['argocd.argoproj.io/hook']).toBe('PostSync');
  const command = value('Job/fablink-backend-check', `${CONTAINER}.command`) as string[];
  expect(command).toEqual(
    expect.arrayContaining([
      '--fail',
      '--fail-early',
      'http://fablink-backend:8000/health',
      'http://fablink-backend:8000/ready',
    ]),
  );
  expect(value('Job/fablink-backend-check', 'spec.template.spec.restartPolicy')).toBe('Never');
});

test('FD-08 all pools together, a rollout and the migration included, open at most 10 connections', () => {
  expect(dev.declared('connection-budget')).toMatchObject([
    { database: 'fablink-aurora-cluster', connections: 10, requirement: 'FD-08' },
  ]);
  const pools = dev.declared('connection-pool');
  expect(pools.map(pool => pool.workload).sort()).toEqual(['fablink-backend', 'fablink-backend-migrate']);
  const connections = pools.map(pool => pool.mostPods * pool.workers * pool.connections);
  expect(connections.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(10);
});

test('FD-08 what the pods are told is what was counted', () => {
  const pool = dev.declared('connection-pool').find(each => each.workload === 'fablink-backend');
  expect(value('ConfigMap/fablink-backend-config', 'data')).toMatchObject({
    WEB_CONCURRENCY: String(pool?.workers),
    DATABASE_POOL_SIZE: String(pool?.connections),
  });
  const surge = Number(value('Deployment/fablink-backend', 'spec.strategy.rollingUpdate.maxSurge'));
  expect(pool?.mostPods).toBe(Number(value('Deployment/fablink-backend', 'spec.replicas')) + surge);
});

test('FD-15 one small pod, no autoscaler, no control-plane logs, and the data kept elsewhere', () => {
  expect(value('Deployment/fablink-backend', 'spec.replicas')).toBe(1);
  expect(dev.all('HorizontalPodAutoscaler')).toEqual([]);
  expect(namesOf([...dev.all('StatefulSet'), ...dev.all('PersistentVolumeClaim')])).toEqual([]);
  expect(dev.contract('fablink-cluster-dev-control-plane-logs').expect).toBe('');
});

test('FD-06 the policy of the table’s key lets the backend’s role use it through DynamoDB, by contract', () => {
  const contract = dev.contract('fablink-dynamodb-dev-key-use');
  for (const text of ['key/c454d1a1-59ef-40d9-ac8f-23d97d5d3c2d', 'role/fablink-dev-backend']) {
    expect(contract.check).toContain(text);
  }
  expect(contract.make).toContain('dynamodb.ap-northeast-2.amazonaws.com');
});
