import {
  adopted,
  ApiStage,
  created,
  executionLogRetention,
  RestApi,
  RestApiProxy,
  VpcLink,
  type Ownership,
} from '../../../src/constructs/aws';
import { declarationsOf } from '../../../src/constructs/structure';
import type { ContractDeclaration } from '../../../src/model';
import { objectOf, objectsOf, testSystem } from '../place';

interface Variant {
  readonly exists?: boolean;
  readonly ownership?: Ownership;
  readonly port?: number;
}

function staged({ exists = false, ownership = created(), port = 80 }: Variant) {
  const system = testSystem();
  const api = new RestApi(system.cloud, 'shop-api', {
    namespace: 'shop',
    source: exists
      ? { type: 'existing', id: 'abcdef1234', description: 'Shop', tags: {}, rootId: 'rootid', proxyId: 'proxyid' }
      : { type: 'new', description: 'Shop', rootId: 'rootid' },
    requirements: ['XX-01'],
  });
  const through = new VpcLink(system.cloud, 'shop-link', {
    namespace: 'shop',
    loadBalancer: {
      name: 'shop-nlb',
      arn: 'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/net/shop-nlb/0123456789abcdef',
      dnsName: 'shop-nlb.example.com',
      port,
      scheme: 'internal',
      subnets: ['subnet-a'],
      zones: ['ap-northeast-2a'],
      owner: 'terraform',
      requirements: [],
    },
  });
  const serves = new RestApiProxy(system.cloud, 'proxy', { api, through, apiKeyRequired: false });
  const logGroup = '/aws/apigateway/shop-api';
  const stage = new ApiStage(system.cloud, 'live', { api, serves, ownership, logGroup });
  const contracts = declarationsOf(stage) as readonly ContractDeclaration[];
  return { system, api, stage, contracts, deployment: objectOf(system, 'Deployment', stage.deployment) };
}

test('other content is another deployment, the same content the same one', () => {
  const name = staged({}).stage.deployment;
  expect(name).toMatch(/^shop-api-[0-9a-f]{10}$/);
  expect(staged({}).stage.deployment).toBe(name);
  expect(staged({ port: 8080 }).stage.deployment).not.toBe(name);
});

test('an old deployment is pruned last and stays in AWS', () => {
  expect(staged({}).deployment.metadata.annotations).toMatchObject({
    'argocd.argoproj.io/sync-options': 'PruneLast=true',
    'services.k8s.aws/deletion-policy': 'retain',
  });
});

test('a stage that Garam makes refers to the deployment and is traced', () => {
  const { system, stage, deployment } = staged({});
  expect(deployment.spec).toEqual({ restAPIRef: { from: { name: 'shop-api' } } });
  const object = objectOf(system, 'Stage', 'shop-api-live');
  expect(object.spec).toEqual({
    deploymentRef: { from: { name: stage.deployment } },
    restAPIRef: { from: { name: 'shop-api' } },
    stageName: 'live',
    tags: { Environment: 'unit', Project: 'test' },
    tracingEnabled: true,
  });
  expect(object.metadata.annotations).toMatchObject({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
});

test('a stage that exists is only read, and the deployment moves it', () => {
  const { system, deployment } = staged({ exists: true, ownership: adopted() });
  expect(deployment.spec).toEqual({ restAPIID: 'abcdef1234', stageName: 'live', tracingEnabled: true });
  const object = objectOf(system, 'Stage', 'shop-api-live');
  expect(object.spec).toEqual({ restAPIID: 'abcdef1234', stageName: 'live' });
  expect(object.metadata.annotations).toMatchObject({
    'services.k8s.aws/adoption-fields': '{"restAPIID":"abcdef1234","stageName":"live"}',
    'services.k8s.aws/read-only': 'true',
  });
});

test('a stage cannot exist before its API', () => {
  expect(() => staged({ ownership: adopted() })).toThrow('pass created() for the stage');
});

test('a deployment follows everything it takes a snapshot of, and the stage follows it', () => {
  const { system } = staged({});
  const waveOf = (kind: string) =>
    objectsOf(system)
      .filter(o => o.kind === kind)
      .map(o => Number(o.metadata.annotations?.['argocd.argoproj.io/sync-wave']));
  expect(Math.max(...waveOf('Method'), ...waveOf('Integration'))).toBeLessThan(Math.min(...waveOf('Deployment')));
  expect(Math.max(...waveOf('Deployment'))).toBeLessThan(Math.min(...waveOf('Stage')));
});

describe('access logs, which ACK cannot set,', () => {
  test('are a command where the stage is new, in which no body and no header is logged', () => {
    const logs = staged({}).contracts.find(c => c.id === 'shop-api-live-logs');
    expect(logs?.expect).toBe('arn:aws:logs:ap-northeast-2:111122223333:log-group:/aws/apigateway/shop-api true INFO');
    expect(logs?.check).toContain(String.raw`methodSettings.\"*/*\".loggingLevel`);
    const operations: { path: string; value: string }[] = JSON.parse(/'(\[.*\])'$/.exec(logs?.make ?? '')?.[1] ?? '[]');
    expect(operations.map(o => o.path)).toEqual([
      '/accessLogSettings/destinationArn',
      '/accessLogSettings/format',
      '/*/*/logging/loglevel',
      '/*/*/logging/dataTrace',
      '/*/*/metrics/enabled',
    ]);
    expect(operations[3]?.value).toBe('false');
    expect(JSON.parse(operations[1]?.value ?? '')).toMatchObject({ status: '$context.status' });
  });

  test('are only checked where the stage exists', () => {
    const { contracts } = staged({ exists: true, ownership: adopted() });
    expect(contracts.find(c => c.id === 'shop-api-live-logs')).toMatchObject({ owner: 'terraform' });
    expect(contracts.find(c => c.id === 'shop-api-live-logs')).not.toHaveProperty('make');
    expect(contracts.find(c => c.id === 'shop-api-live-logs')?.check).not.toContain('loggingLevel');
  });
});

test('execution logs, whose group API Gateway makes itself, are kept for some days only', () => {
  const contract = executionLogRetention(testSystem().cloud, staged({}).api, 'live', 90);
  expect(contract.make).toMatch(
    /put-retention-policy .*API-Gateway-Execution-Logs_\$\(.*\)\/live --retention-in-days 90$/,
  );
  expect(contract).toMatchObject({ id: 'shop-api-live-execution-log-retention', expect: '90' });
});

test('whether the stage serves what git wants can be asked', () => {
  const { contracts, stage } = staged({});
  const check = contracts.find(c => c.id === 'shop-api-live-deployment')?.check;
  expect(check).toContain(`get deployments.apigateway.services.k8s.aws ${stage.deployment}`);
  expect(check).toContain('--stage-name live --query deploymentId');
});
