import { declarationsOf } from '../../../src/constructs/structure';
import * as dev from '../../../src/environments/fablink-dev/api';
import * as prod from '../../../src/environments/fablink-prod/api';
import type { ContractDeclaration } from '../../../src/model';
import { FablinkEntry, FablinkPublicApi } from '../../../src/systems/fablink/public-api';
import { objectOf, objectsOf, testSystem } from '../../constructs/place';

function built({ publicApi, entry }: Pick<typeof dev, 'publicApi' | 'entry'>, weighted?: string) {
  const system = testSystem();
  const shared = { namespace: 'fablink', service: { name: 'fablink-backend', port: 8000 } };
  new FablinkPublicApi(system.cloud, 'public-api', { ...publicApi, ...shared });
  new FablinkEntry(system.app, 'fablink-backend', { entry, weighted, ...shared });
  const contracts = system.node.findAll().flatMap(node => declarationsOf(node)) as ContractDeclaration[];
  return { system, contracts };
}

const kinds = (system: ReturnType<typeof testSystem>) => [...new Set(objectsOf(system).map(o => o.kind))].sort();

test('dev reads what Terraform made and creates only what hands requests on (FD-10, D-25)', () => {
  const { system } = built(dev);
  const read = objectsOf(system).filter(o => o.metadata.annotations?.['services.k8s.aws/read-only'] === 'true');
  expect(read.map(o => `${o.kind}/${o.metadata.name}`).sort()).toEqual([
    'LogGroup/fablink-dev-api-logs',
    'Method/fablink-dev-api-proxy-any',
    'Method/fablink-dev-api-root-any',
    'Resource/fablink-dev-api-proxy',
    'RestAPI/fablink-dev-api',
    'Stage/fablink-dev-api-dev',
  ]);
  expect(kinds(system)).not.toContain('WebACL');
  expect(objectOf(system, 'TargetGroupBinding', 'fablink-backend').spec).toMatchObject({
    serviceRef: { name: 'fablink-backend', port: 8000 },
    targetGroupName: 'fablink-dev-nlb-eks-nodeport',
  });
});

test('prod makes an API with a key, a web ACL, a certificate, kept logs and an ALB (FP-02, FP-10, FP-11)', () => {
  const { system } = built(prod);
  expect(kinds(system)).toEqual([
    'APIKey',
    'Certificate',
    'Deployment',
    'Ingress',
    'Integration',
    'LogGroup',
    'Method',
    'Resource',
    'RestAPI',
    'Stage',
    'VPCLink',
    'WebACL',
  ]);
  for (const path of ['root', 'proxy']) {
    expect(objectOf(system, 'Method', `fablink-prod-api-${path}-any`).spec).toHaveProperty('apiKeyRequired', true);
  }
  expect(objectOf(system, 'LogGroup', 'fablink-prod-api-logs').spec).toMatchObject({ retentionDays: 90 });
});

test('prod’s load balancers let in only load balancers, so that nobody goes round the API’s guards', () => {
  expect(objectOf(built(prod).system, 'Ingress', 'fablink-backend').metadata.annotations).toMatchObject({
    'alb.ingress.kubernetes.io/inbound-cidrs': '192.0.2.64/26',
    'alb.ingress.kubernetes.io/scheme': 'internal',
    'alb.ingress.kubernetes.io/frontend-nlb-scheme': 'internet-facing',
  });
});

test('a weighted release takes the place of the Service behind the ALB', () => {
  const spec = JSON.stringify(objectOf(built(prod, 'fablink-root').system, 'Ingress', 'fablink-backend').spec);
  expect(spec).toContain('{"name":"fablink-root","port":{"name":"use-annotation"}}');
  expect(JSON.stringify(objectOf(built(prod).system, 'Ingress', 'fablink-backend').spec)).toContain(
    '{"name":"fablink-backend","port":{"number":8000}}',
  );
});

test('the documented URL carries the stage, and the application owes its pages the CORS header (D-10)', () => {
  const contract = built(dev).contracts.find(c => c.id === 'fablink-dev-api-health-url');
  expect(contract?.check).toMatch(/https:\/\/8wwdg03sr6\.execute-api\.ap-northeast-2\.amazonaws\.com\/dev\/health\/$/);
  expect(contract?.expect).toBe('200 https://fab-link-dev.org');
});

test('every health path answers without a redirect whatever the host: the application team’s contract (D-10)', () => {
  for (const environment of [dev, prod]) {
    const contract = built(environment).contracts.find(c => c.id.endsWith('-health-paths'));
    expect(contract?.check).toContain('/health /health/ ');
    expect(contract?.owner).toBe('application team');
    expect(contract?.expect).toBe('200\n200\n200\n200');
  }
});

test('what ACK has no kind for is a command with a check (D-24)', () => {
  const made = built(prod).contracts.filter(c => c.make !== undefined && c.requirements.includes('D-24'));
  expect(made.map(c => c.id).sort()).toEqual([
    'apigateway-account-log-role',
    'fablink-prod-api-domain',
    'fablink-prod-api-prod-logs',
    'fablink-prod-api-prod-waf',
    'fablink-prod-api-usage-plan',
  ]);
});

test('no two contracts of an environment have one id', () => {
  for (const environment of [dev, prod]) {
    const ids = built(environment).contracts.map(c => c.id);
    expect(ids).toEqual([...new Set(ids)]);
  }
});
