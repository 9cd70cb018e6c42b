import { customDomain, RestApi, usagePlan, webAclAssociation } from '../../../src/constructs/aws';
import { testSystem } from '../place';

const api = new RestApi(testSystem().cloud, 'shop-api', {
  namespace: 'shop',
  source: {
    type: 'existing',
    id: 'abcdef1234',
    description: 'Shop',
    tags: {},
    rootId: 'rootid',
    proxyId: 'proxyid',
  },
  requirements: ['XX-01'],
});

test('a limit a minute becomes the rate a second that usage plans know', () => {
  const plan = usagePlan(api, 'live', { key: 'shop-client', requestsPerMinute: 1000, burst: 100 });
  expect(plan.make).toContain('--throttle rateLimit=16.67,burstLimit=100 --api-stages apiId=abcdef1234,stage=live');
  expect(plan.make).toContain('aws apigateway create-usage-plan-key');
  expect(plan.expect).toBe('16.67 100 live');
});

test('a custom domain maps its root to the stage, with the certificate of its name', () => {
  const domain = customDomain(api, 'live', {
    domain: 'api.example.com',
    owner: 'platform team',
  });
  expect(domain.make).toContain("CertificateSummaryList[?DomainName=='api.example.com'].CertificateArn");
  expect(domain.make).toContain('--security-policy TLS_1_2');
  expect(domain.make).toContain('create-base-path-mapping --region ap-northeast-2 --domain-name api.example.com');
  expect(domain.expect).toBe('(none) live');
  expect(domain.requirements).toEqual(['XX-01', 'D-24']);
});

test('a web ACL is put in front of the stage by ARN and checked by name', () => {
  const waf = webAclAssociation(api, 'live', 'shop-acl');
  expect(waf.make).toContain('arn:aws:apigateway:ap-northeast-2::/restapis/abcdef1234/stages/live');
  expect(waf.make).toContain("WebACLs[?Name=='shop-acl'].ARN");
  expect(waf.expect).toBe('shop-acl');
});
