import { Duration } from 'cdk8s';
import { AlbIngress, type AlbIngressProps } from '../../../src/constructs/aws';
import { assumed, declarationsOf } from '../../../src/constructs/structure';
import { objectOf, testSystem } from '../place';

const base: AlbIngressProps = {
  namespace: 'shop',
  routes: [{ path: '/', service: 'web', port: 8000 }],
  scheme: 'internal',
  subnets: assumed(['subnet-1', 'subnet-2'], 'a test'),
  inboundCidrs: ['192.0.2.64/26'],
  healthCheck: {
    path: '/health/',
    interval: Duration.seconds(15),
    timeout: Duration.seconds(5),
    healthyThreshold: 2,
    unhealthyThreshold: 3,
  },
  deregistration: Duration.seconds(30),
};

const answers: NonNullable<AlbIngressProps['host']>['answers'] = [
  { service: { service: 'web', namespace: 'shop' }, paths: ['/health/'], requirements: ['LP-22'] },
];

function ingress(more: Partial<AlbIngressProps> = {}) {
  const system = testSystem();
  const construct = new AlbIngress(system.app, 'shop', { ...base, ...more });
  const { spec, metadata } = objectOf(system, 'Ingress', 'shop');
  const prefix = 'alb.ingress.kubernetes.io/';
  const alb = Object.fromEntries(
    Object.entries(metadata.annotations ?? {}).flatMap(([k, v]) =>
      k.startsWith(prefix) ? [[k.slice(prefix.length), v]] : [],
    ),
  );
  return { spec, alb, contracts: declarationsOf(construct) };
}

test('an ALB sends to pods by their addresses and asks them for their health', () => {
  expect(ingress().alb).toEqual({
    'healthcheck-interval-seconds': '15',
    'healthcheck-path': '/health/',
    'healthcheck-protocol': 'HTTP',
    'healthcheck-timeout-seconds': '5',
    'healthy-threshold-count': '2',
    'inbound-cidrs': '192.0.2.64/26',
    'listen-ports': '[{"HTTP": 80}]',
    'load-balancer-attributes':
      'deletion_protection.enabled=false,routing.http.drop_invalid_header_fields.enabled=true',
    scheme: 'internal',
    subnets: 'subnet-1,subnet-2',
    'success-codes': '200',
    tags: 'Environment=unit,Project=test',
    'target-group-attributes': 'deregistration_delay.timeout_seconds=30',
    'target-type': 'ip',
    'unhealthy-threshold-count': '3',
  });
});

test('a path leads to a port of a Service, or to an action that a release writes', () => {
  const backend = (port: number | 'use-annotation') =>
    ingress({ routes: [{ path: '/', service: 'web', port }], host: { name: 'shop.example.com', answers } }).spec;
  expect(backend(8000)).toEqual({
    ingressClassName: 'alb',
    rules: [
      {
        host: 'shop.example.com',
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 8000 } } } }],
        },
      },
    ],
  });
  expect(JSON.stringify(backend('use-annotation'))).toContain('"port":{"name":"use-annotation"}');
});

test('with a certificate everything ends at HTTPS', () => {
  expect(ingress({ certificateArn: 'arn:aws:acm:ap-northeast-2:111122223333:certificate/example' }).alb).toMatchObject({
    'certificate-arn': 'arn:aws:acm:ap-northeast-2:111122223333:certificate/example',
    'listen-ports': '[{"HTTP": 80}, {"HTTPS": 443}]',
    'ssl-policy': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    'ssl-redirect': '443',
  });
});

describe('a network load balancer in front', () => {
  const nlb = { name: 'shop-nlb', scheme: 'internet-facing', subnets: ['subnet-3'], requirements: ['XX-01'] } as const;
  const { alb, contracts } = ingress({ frontendNlb: nlb, deletionProtected: true });

  test('is cross-zone, carries its wanted name as a tag, and checks the application’s health path', () => {
    expect(Object.fromEntries(Object.entries(alb).filter(([key]) => key.includes('frontend-nlb')))).toEqual({
      'enable-frontend-nlb': 'true',
      'frontend-nlb-attributes': 'deletion_protection.enabled=true,load_balancing.cross_zone.enabled=true',
      'frontend-nlb-healthcheck-healthy-threshold-count': '2',
      'frontend-nlb-healthcheck-interval-seconds': '15',
      'frontend-nlb-healthcheck-path': '/health/',
      'frontend-nlb-healthcheck-protocol': 'HTTP',
      'frontend-nlb-healthcheck-success-codes': '200',
      'frontend-nlb-healthcheck-timeout-seconds': '5',
      'frontend-nlb-healthcheck-unhealthy-threshold-count': '3',
      'frontend-nlb-scheme': 'internet-facing',
      'frontend-nlb-subnets': 'subnet-3',
      'frontend-nlb-tags': 'Environment=unit,Name=shop-nlb,Project=test',
    });
  });

  test('lets the VPC link in past its security group, by contract', () => {
    expect(contracts).toMatchObject([{ id: 'shop-nlb-private-link', expect: 'off', requirements: ['XX-01', 'D-14'] }]);
    expect(ingress().contracts).toEqual([]);
  });
});
