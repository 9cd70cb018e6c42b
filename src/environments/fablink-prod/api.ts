import { Duration } from 'cdk8s';
import type { EksContractProps } from '../../constructs/aws';
import { assumed } from '../../constructs/structure';
import type { EntryValues, PublicApiValues } from '../../systems/fablink/public-api';

const generated = (fact: string) =>
  `The load balancer controller makes the NLB; the platform team enters its ${fact} after the first sync of the ` +
  'application (D-14): aws resourcegroupstaggingapi get-resources --tag-filters Key=Name,Values=fablink-prod-nlb';

/** One in each of ap-northeast-2a, 2b and 2d (FP-02). */
const publicSubnets = assumed<readonly string[]>(
  ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1', 'subnet-0123456789abcdef2'],
  'fablink-prod-vpc is not built; whoever builds it enters its three public subnets.',
);

/** A new API, with keys, limits, logs, a web ACL and a domain (FP-10). */
export const publicApi: PublicApiValues = {
  type: 'new',
  name: 'fablink-prod-api',
  api: {
    type: 'new',
    description: 'API Gateway for fablink-prod-api',
    rootId: assumed(
      'a1b2c3d4e5',
      'AWS chooses the id of / when it makes the API; the platform team enters it after the first sync: ' +
        "kubectl --namespace fablink-prod get restapis.apigateway.services.k8s.aws fablink-prod-api --output jsonpath='{.status.rootResourceID}'",
    ),
  },
  stage: 'prod',
  loadBalancer: {
    name: 'fablink-prod-nlb', // FP-02
    arn: assumed(
      'arn:aws:elasticloadbalancing:ap-northeast-2:853963783084:loadbalancer/net/fablink-prod-nlb/0123456789abcdef',
      generated('ARN'),
    ),
    dnsName: assumed('fablink-prod-nlb.example.com', generated('DNS name')),
    port: 80,
    scheme: 'internet-facing', // FP-02
    subnets: publicSubnets,
    zones: ['ap-northeast-2a', 'ap-northeast-2b', 'ap-northeast-2d'], // FP-02
    owner: 'platform team',
    requirements: ['FP-02', 'D-14'],
  },
  logGroup: '/aws/apigateway/fablink-prod-api',
  logRetentionDays: 90, // FP-11
  domain: 'api.fablink.com', // FP-01
  keyLimit: { requestsPerMinute: 1000, burst: 100 }, // FP-10; a tenth of a minute's requests may come at once
  addressLimit: { requests: 50_000, window: Duration.minutes(5) }, // ten keys at their limit behind one address (D-12)
  healthPaths: ['/health', '/health/', '/ready/', '/startup/'], // FP-05, D-10
  requirements: ['FP-10', 'FP-11'],
};

/** An ALB behind the network load balancer, in three zones (FP-02, D-14). */
export const entry: EntryValues = {
  type: 'alb',
  subnets: assumed(
    ['subnet-0123456789abcdef3', 'subnet-0123456789abcdef4', 'subnet-0123456789abcdef5'],
    'fablink-prod-vpc is not built; whoever builds it enters its three private subnets.',
  ),
  nlb: { name: 'fablink-prod-nlb', scheme: 'internet-facing', subnets: publicSubnets, requirements: ['FP-02'] }, // FP-02
  healthCheck: {
    path: '/health/', // FP-05, D-10
    interval: Duration.seconds(15),
    timeout: Duration.seconds(5),
    healthyThreshold: 2,
    unhealthyThreshold: 2,
  },
  deregistration: Duration.seconds(30),
};

/** The cluster as it has to be built (FP-19). */
export const clusterContract: EksContractProps = {
  cluster: { type: 'planned', vpcName: 'fablink-prod-vpc' },
  endpoint: {
    type: 'restricted',
    administrators: assumed(
      ['203.0.113.0/24'],
      'The document says "administrators\' addresses only" and names none; the security team enters them.',
    ),
  },
  controlPlaneLogs: { logRetentionDays: 90 }, // FP-11
  natGateways: 3, // one in each public subnet
  owner: 'platform team',
  requirements: ['FP-11', 'FP-19'],
};
