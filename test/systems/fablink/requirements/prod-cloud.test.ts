import { prod } from './output';

const value = (kindAndName: string, path: string) => prod.value(kindAndName, path);

test('FP-10 the API is regional, named fablink-prod-api, and leads through a VPC link', () => {
  expect(value('RestAPI/fablink-prod-api', 'spec')).toMatchObject({
    name: 'fablink-prod-api',
    endpointConfiguration: { types: ['REGIONAL'] },
  });
  for (const path of ['root', 'proxy']) {
    expect(value(`Integration/fablink-prod-api-${path}-any`, 'spec')).toMatchObject({
      connectionType: 'VPC_LINK',
      connectionRef: { from: { name: 'fablink-prod-api-link' } },
    });
  }
});

test('FP-10 api.fablink.com has an ACM certificate; D-24 the domain and its mapping are contracts with their commands', () => {
  expect(value('Certificate/fablink-prod-api-certificate', 'spec.domainName')).toBe('api.fablink.com');
  const domain = prod.contract('fablink-prod-api-domain');
  expect(domain.make).toMatch(/create-domain-name .*api\.fablink\.com.*create-base-path-mapping/);
  expect(domain.expect).toBe('(none) prod');
});

test('FP-10 every method asks for an API key; a client has one, and who looks from outside', () => {
  const names = prod.all('APIKey').map(({ metadata }) => metadata.name);
  expect(names).toEqual(['fablink-prod-api-client', 'fablink-prod-api-probe']);
  expect(prod.contract('fablink-prod-api-probe-usage-plan').statement).toContain('10 requests a minute');
  for (const path of ['root', 'proxy']) {
    expect(value(`Method/fablink-prod-api-${path}-any`, 'spec.apiKeyRequired')).toBe(true);
  }
});

test('FP-10, D-12 1000 requests a minute are the limit of a key: 16.67 a second, by a usage plan (D-24)', () => {
  const plan = prod.contract('fablink-prod-api-usage-plan');
  expect(plan.statement).toContain('1000 requests a minute');
  expect(plan.make).toContain('create-usage-plan');
  expect(plan.make).toContain('rateLimit=16.67');
  expect(plan.expect).toMatch(/^16\.67 /);
});

test('D-12 no limit over all callers stands below the peak of 5,000 requests a second', () => {
  const rules = value('WebACL/fablink-prod-api-acl', 'spec.rules') as {
    statement: { rateBasedStatement?: { aggregateKeyType: string } };
  }[];
  const limits = rules.flatMap(rule => rule.statement.rateBasedStatement ?? []);
  expect(limits.map(limit => limit.aggregateKeyType)).toEqual(['IP']);
});

test('FP-10 a web ACL stands in front of the stage (D-24: the association is a contract)', () => {
  expect(value('WebACL/fablink-prod-api-acl', 'spec.scope')).toBe('REGIONAL');
  const association = prod.contract('fablink-prod-api-prod-waf');
  expect(association.make).toContain('associate-web-acl');
  expect(association.expect).toBe('fablink-prod-api-acl');
});

test('FP-10 requests and answers are logged (D-24: the setting is a contract that is checked)', () => {
  expect(value('LogGroup/fablink-prod-api-logs', 'spec.name')).toBe('/aws/apigateway/fablink-prod-api');
  const logs = prod.contract('fablink-prod-api-prod-logs');
  expect(logs.make).toContain('log-group:/aws/apigateway/fablink-prod-api');
  expect(logs.expect).toContain('log-group:/aws/apigateway/fablink-prod-api');
  for (const field of ['$context.httpMethod', '$context.path', '$context.status', '$context.responseLength']) {
    expect(logs.make).toContain(field);
  }
});

test('FP-10 execution logs, which hold requests and answers, are checked to be on', () => {
  const logs = prod.contract('fablink-prod-api-prod-logs');
  expect(logs.check).toContain('loggingLevel');
  expect(logs.expect).toContain('INFO');
});

test('FP-11 the log group of the API keeps 90 days, as those of the services do', () => {
  expect(value('LogGroup/fablink-prod-api-logs', 'spec.retentionDays')).toBe(90);
});

test.each([
  ['of the control plane', '/aws/eks/fablink-cluster-prod/cluster'],
  ['of the database', '/aws/rds/cluster/fablink-prod-aurora/postgresql'],
])('FP-11 the log group %s, which AWS makes itself, keeps 90 days', (_whose, group) => {
  const groups = prod.all('LogGroup').map(each => each.spec as { name: string; retentionDays?: number });
  const made = groups.some(each => each.name === group && each.retentionDays === 90);
  const stated = prod.declared('contract').some(each => each.check.includes(group) && each.expect.includes('90'));
  expect(made || stated).toBe(true);
});

test('FP-11 the execution log of the API, whose group API Gateway makes itself, keeps 90 days', () => {
  const contract = prod.contract('fablink-prod-api-prod-execution-log-retention');
  expect(contract.make).toContain('--retention-in-days 90');
  expect(contract.expect).toBe('90');
});

test('FP-11 the API is traced by X-Ray, and the backend goes on with its traces', () => {
  expect(value('Stage/fablink-prod-api-prod', 'spec.tracingEnabled')).toBe(true);
  expect(value('ConfigMap/fablink-backend-config-*', 'data')).toMatchObject({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel-collector.tracing.svc.cluster.local:4318',
    OTEL_PROPAGATORS: 'xray,tracecontext,baggage',
    OTEL_SERVICE_NAME: 'fablink-backend',
  });
});

test('FP-19 the API server is private, and public to administrators’ addresses only', () => {
  const endpoint = prod.contract('fablink-cluster-prod-endpoint');
  expect(endpoint.check).toContain('publicAccessCidrs');
  expect(endpoint.expect).toMatch(/^true true \d/);
  expect(endpoint.expect).not.toContain('0.0.0.0/0');
});

test('FP-19 all control-plane logs are on, audit among them', () => {
  expect(prod.contract('fablink-cluster-prod-control-plane-logs').expect.split(',')).toEqual([
    'api',
    'audit',
    'authenticator',
    'controllerManager',
    'scheduler',
  ]);
});

test('FP-19 network policies are enforced, nodes go out by NAT, flow logs are on, access is reviewed', () => {
  expect(prod.contract('fablink-cluster-prod-network-policies').expect).toBe('{"enableNetworkPolicy":"true"}');
  expect(prod.contract('fablink-cluster-prod-nat').expect).toBe('3');
  expect(prod.contract('fablink-cluster-prod-flow-logs').expect).toBe('ACTIVE');
  expect(prod.contract('fablink-cluster-prod-access-review').statement).toContain('access review');
});

test('FP-19 three node groups, one a zone', () => {
  expect(prod.place.cluster.pools.map(pool => pool.zones)).toEqual([
    ['ap-northeast-2a'],
    ['ap-northeast-2b'],
    ['ap-northeast-2d'],
  ]);
  expect(prod.place.cluster.network.serviceCidr).toBe('172.20.0.0/16');
});

test.each([
  ['network fablink-prod-vpc', 'fablink-prod-vpc'],
  ['machine m5.large', 'm5.large'],
  ['machine m5.xlarge', 'm5.xlarge'],
  ['service addresses', '172.20.0.0/16'],
])('FP-19 the contract states the cluster’s %s', (_fact, text) => {
  expect(prod.contractsExpecting(text)).not.toEqual([]);
});

test('FP-19 the contract states three node groups, one a zone, of both machines, and Kubernetes 1.30 or newer', () => {
  const zones = ['ap-northeast-2a', 'ap-northeast-2b', 'ap-northeast-2d'];
  expect(prod.contract('fablink-cluster-prod-node-groups').expect.split('\n')).toEqual(
    zones.map(zone => `${zone} m5.large,m5.xlarge ${zone}`),
  );
  expect(prod.contract('fablink-cluster-prod-version')).toMatchObject({
    check: expect.stringContaining('sort --version-sort') as string,
    expect: '1.30',
  });
});

test('FP-19 the contract states three public and three private subnets, one of each a zone', () => {
  const zones = 'ap-northeast-2a,ap-northeast-2b,ap-northeast-2d';
  expect(prod.contract('fablink-cluster-prod-subnets').expect).toBe(`${zones}\n${zones}`);
});

test('FP-19 two full versions of 20 pods fit the nodes, even with one zone gone', () => {
  const { pools } = prod.place.cluster;
  const podsOf = ({ nodes, allocatable }: (typeof pools)[number]) => {
    const most = 'assumed' in nodes ? nodes.value.max : nodes.max;
    // FP-03: 500m and 1Gi a pod.
    return most * Math.min(Math.floor(allocatable.cpuMillis / 500), Math.floor(allocatable.memoryMiB / 1024));
  };
  const room = pools.map(podsOf).sort((a, b) => a - b);
  const [, ...withoutTheLargest] = room.reverse();
  expect(withoutTheLargest.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(40);
});
