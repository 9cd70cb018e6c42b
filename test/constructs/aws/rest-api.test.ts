import {
  RestApi,
  RestApiProxy,
  VpcLink,
  type ExistingRestApi,
  type NetworkLoadBalancer,
  type NewRestApi,
} from '../../../src/constructs/aws';
import { assumed, declarationsOf } from '../../../src/constructs/structure';
import { objectOf, objectsOf, testSystem } from '../place';

const loadBalancer: NetworkLoadBalancer = {
  name: 'shop-nlb',
  arn: 'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/net/shop-nlb/0123456789abcdef',
  dnsName: 'shop-nlb.example.com',
  port: 80,
  scheme: 'internet-facing',
  subnets: ['subnet-b', 'subnet-a'],
  zones: ['ap-northeast-2b', 'ap-northeast-2a'],
  owner: 'terraform',
  requirements: ['FD-10'],
};
const existing: ExistingRestApi = {
  type: 'existing',
  id: 'abcdef1234',
  description: 'Shop of somebody else',
  tags: { ManagedBy: 'somebody else' },
  rootId: assumed('rootid', 'a test'),
  proxyId: 'proxyid',
};
const fresh: NewRestApi = { type: 'new', description: 'Shop', rootId: 'rootid' };
const cors = { origin: 'https://app.example.com' };

function proxied(source: ExistingRestApi | NewRestApi, options: { cors?: typeof cors } = {}) {
  const system = testSystem();
  const api = new RestApi(system.cloud, 'shop-api', { namespace: 'shop', source, requirements: ['XX-01'] });
  const through = new VpcLink(system.cloud, 'shop-link', { namespace: 'shop', loadBalancer });
  const proxy = new RestApiProxy(system.cloud, 'proxy', { api, through, apiKeyRequired: true, ...options });
  return { system, api, through, proxy };
}

const waves = (system: ReturnType<typeof testSystem>) =>
  Object.fromEntries(
    objectsOf(system).map(o => [
      `${o.kind}/${o.metadata.name}`,
      Number(o.metadata.annotations?.['argocd.argoproj.io/sync-wave']),
    ]),
  );

describe('a REST API that exists', () => {
  test('is adopted by its id, read only, and stays when its object goes', () => {
    const { system } = proxied(existing);
    const api = objectOf(system, 'RestAPI', 'shop-api');
    expect(api.metadata.annotations).toMatchObject({
      'services.k8s.aws/adoption-fields': '{"id":"abcdef1234"}',
      'services.k8s.aws/read-only': 'true',
      'services.k8s.aws/deletion-policy': 'retain',
    });
    expect(api.spec).toEqual({
      name: 'shop-api',
      endpointConfiguration: { types: ['REGIONAL'] },
      description: 'Shop of somebody else',
      tags: { ManagedBy: 'somebody else' },
    });
  });

  test('keeps its methods ANY as they are', () => {
    const { system } = proxied(existing);
    for (const [path, id] of [
      ['root', 'rootid'],
      ['proxy', 'proxyid'],
    ]) {
      const method = objectOf(system, 'Method', `shop-api-${path}-any`);
      expect(method.metadata.annotations).toMatchObject({
        'services.k8s.aws/adoption-fields': `{"httpMethod":"ANY","resourceID":"${id}","restAPIID":"abcdef1234"}`,
        'services.k8s.aws/read-only': 'true',
      });
      expect(method.spec).not.toHaveProperty('apiKeyRequired');
    }
  });

  test('is named by id everywhere, because ACK refuses an object with both id and reference', () => {
    const { system } = proxied(existing, { cors });
    const children = objectsOf(system).filter(o => !['RestAPI', 'VPCLink'].includes(o.kind));
    expect(children).toHaveLength(13);
    for (const child of children) {
      expect(child.spec).toHaveProperty('restAPIID', 'abcdef1234');
      expect(child.spec).not.toHaveProperty('restAPIRef');
      expect(child.spec).not.toHaveProperty('resourceRef');
    }
  });

  test('owes the path parameter and free methods to its owner', () => {
    const contracts = declarationsOf(proxied(existing).proxy);
    expect(contracts.map(c => c.type === 'contract' && c.id)).toEqual([
      'shop-api-path-parameter',
      'shop-api-root-integration',
      'shop-api-proxy-integration',
    ]);
  });
});

describe('a REST API that Garam makes', () => {
  test('is kept, because a new one would have another address', () => {
    const api = objectOf(proxied(fresh).system, 'RestAPI', 'shop-api');
    expect(api.metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'services.k8s.aws/deletion-policy': 'retain',
    });
    expect(api.metadata.annotations).not.toHaveProperty('services.k8s.aws/read-only');
    expect(api.spec).toMatchObject({ apiKeySource: 'HEADER', tags: { Environment: 'unit', Project: 'test' } });
  });

  test('asks for an API key on both paths and declares the path parameter', () => {
    const { system } = proxied(fresh);
    expect(objectOf(system, 'Method', 'shop-api-root-any').spec).toEqual({
      apiKeyRequired: true,
      authorizationType: 'NONE',
      httpMethod: 'ANY',
      resourceID: 'rootid',
      restAPIRef: { from: { name: 'shop-api' } },
    });
    expect(objectOf(system, 'Method', 'shop-api-proxy-any').spec).toEqual({
      apiKeyRequired: true,
      authorizationType: 'NONE',
      httpMethod: 'ANY',
      requestParameters: { 'method.request.path.proxy': true },
      resourceRef: { from: { name: 'shop-api-proxy' } },
      restAPIRef: { from: { name: 'shop-api' } },
    });
    expect(objectOf(system, 'Resource', 'shop-api-proxy').spec).toEqual({
      parentID: 'rootid',
      pathPart: '{proxy+}',
      restAPIRef: { from: { name: 'shop-api' } },
    });
  });
});

test('a request is handed to the load balancer with its path', () => {
  const { system } = proxied(existing);
  expect(objectOf(system, 'Integration', 'shop-api-proxy-any').spec).toEqual({
    cacheNamespace: 'shop-api-proxy-any',
    connectionRef: { from: { name: 'shop-link' } },
    connectionType: 'VPC_LINK',
    httpMethod: 'ANY',
    integrationHTTPMethod: 'ANY',
    passthroughBehavior: 'WHEN_NO_MATCH',
    requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
    resourceID: 'proxyid',
    restAPIID: 'abcdef1234',
    timeoutInMillis: 29000,
    type: 'HTTP_PROXY',
    uri: 'http://shop-nlb.example.com:80/{proxy}',
  });
  expect(objectOf(system, 'Integration', 'shop-api-root-any').spec).toHaveProperty(
    'uri',
    'http://shop-nlb.example.com:80/',
  );
});

describe('cross-origin calls', () => {
  test('are off unless an origin is named', () => {
    expect(objectsOf(proxied(fresh).system).some(o => o.metadata.name.endsWith('-options'))).toBe(false);
  });

  test('are allowed to exactly the named origin, on both paths, without a key', () => {
    const { system } = proxied(fresh, { cors });
    for (const path of ['root', 'proxy']) {
      const name = `shop-api-${path}-options`;
      expect(objectOf(system, 'Method', name).spec).toMatchObject({ httpMethod: 'OPTIONS', apiKeyRequired: false });
      expect(objectOf(system, 'Integration', name).spec).toMatchObject({
        type: 'MOCK',
        requestTemplates: { 'application/json': '{"statusCode": 204}' },
      });
      const answered = objectOf(system, 'APIIntegrationResponse', name).spec as { responseParameters: object };
      const declared = objectOf(system, 'APIMethodResponse', name).spec as { responseParameters: object };
      expect(answered).toMatchObject({
        statusCode: '204',
        responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'https://app.example.com'" },
      });
      expect(Object.keys(declared.responseParameters)).toEqual(Object.keys(answered.responseParameters));
    }
  });
});

test('a deployment takes a snapshot of methods, integrations and answers to preflights', () => {
  const parts = (options: { cors?: typeof cors }) => proxied(fresh, options).proxy.content.length;
  expect(parts({})).toBe(4);
  expect(parts({ cors })).toBe(12);
});

test('no object is applied before what API Gateway wants to find', () => {
  const at = waves(proxied(fresh, { cors }).system);
  const order = [
    'RestAPI/shop-api',
    'Resource/shop-api-proxy',
    'Method/shop-api-proxy-options',
    'Integration/shop-api-proxy-options',
    'APIIntegrationResponse/shop-api-proxy-options',
  ].map(object => at[object]);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(at['APIMethodResponse/shop-api-proxy-options']).toBe(3);
});

test('the API’s id in a command is looked up where git cannot know it', () => {
  expect(proxied(existing).api.idInShell).toBe('abcdef1234');
  expect(proxied(fresh).api.idInShell).toBe(
    `$(aws apigateway get-rest-apis --region ap-northeast-2 --query "items[?name=='shop-api'].id" --output text)`,
  );
});

describe('a VPC link', () => {
  test('targets the load balancer', () => {
    expect(objectOf(proxied(fresh).system, 'VPCLink', 'shop-link').spec).toEqual({
      name: 'shop-link',
      tags: { Environment: 'unit', Project: 'test' },
      targetARNs: [loadBalancer.arn],
    });
  });

  test('makes the load balancer’s facts a contract', () => {
    expect(declarationsOf(proxied(fresh).through)).toMatchObject([
      {
        owner: 'terraform',
        expect: 'network internet-facing active shop-nlb.example.com subnet-a,subnet-b ap-northeast-2a,ap-northeast-2b',
      },
      { id: 'listener-shop-nlb-80', expect: 'TCP' },
    ]);
  });
});
