import { Duration } from 'cdk8s';
import type { EksContractProps } from '../../constructs/aws';
import { assumed } from '../../constructs/structure';
import type { EntryValues, PublicApiValues } from '../../systems/fablink/public-api';
import { CLUSTER_ID } from './cluster';

const read = (path: string) =>
  `Terraform made the path ${path}; its id is not in the document. Whoever syncs first reads it: ` +
  'aws apigateway get-resources --rest-api-id 8wwdg03sr6';

/** API Gateway in front of `fablink-dev-nlb`: exists, without a way to the load balancer (FD-10). */
export const publicApi: PublicApiValues = {
  type: 'existing',
  name: 'fablink-dev-api',
  api: {
    type: 'existing',
    id: '8wwdg03sr6', // FD-10
    description: 'API Gateway for fablink-dev-api',
    tags: { Environment: 'dev', Project: 'fablink', Owner: 'devops', ManagedBy: 'terraform' }, // FD-16
    rootId: assumed('a1b2c3d4e5', read('/')),
    proxyId: assumed('f6g7h8', read('/{proxy+}')),
  },
  stage: 'dev', // FD-10
  loadBalancer: {
    name: 'fablink-dev-nlb', // FD-10
    // AWS builds a network load balancer's DNS name as <name>-<id>, and its ARN ends in <name>/<id>.
    arn: 'arn:aws:elasticloadbalancing:ap-northeast-2:853963783084:loadbalancer/net/fablink-dev-nlb/25ff572334e995e4',
    dnsName: 'fablink-dev-nlb-25ff572334e995e4.elb.ap-northeast-2.amazonaws.com', // FD-17
    port: 80, // the document calls http://<dns name>/health/ without a port
    scheme: 'internet-facing',
    subnets: ['subnet-0e2345ac1e61cab69', 'subnet-0e2e05d8053b31d2f'], // FD-17
    zones: ['ap-northeast-2a', 'ap-northeast-2b'], // FD-17
    owner: 'terraform',
    requirements: ['FD-10', 'FD-17'],
  },
  logGroup: '/aws/apigateway/fablink-dev-api', // FD-16
  domain: 'dev-api.fablink.com', // FD-01
  cors: { origin: 'https://fab-link-dev.org' }, // FD-01, FD-10
  healthPaths: ['/health', '/health/', '/ready', '/ready/'], // FD-07, D-10
  requirements: ['FD-10', 'FD-16'],
};

/** The target group that waits for NodePort 30080 (FD-05). */
export const entry: EntryValues = {
  type: 'node-port',
  targetGroup: {
    name: 'fablink-dev-nlb-eks-nodeport',
    protocol: 'TCP',
    port: 30080,
    healthCheck: {
      path: '/health',
      interval: Duration.seconds(30),
      timeout: Duration.seconds(5),
      healthyThreshold: 2,
      unhealthyThreshold: 2,
    },
    owner: 'terraform',
    registeredByHand: ['i-0ee5f23c4566adcae', 'i-090b42d2699727b0d'],
    requirements: ['FD-05'],
  },
  // The document calls the internet-facing load balancer directly, and it keeps its callers' addresses.
  from: ['0.0.0.0/0'],
};

/** The cluster as Terraform made it (FD-15, FD-17). */
export const clusterContract: EksContractProps = {
  cluster: {
    type: 'stands',
    apiServer: `https://${CLUSTER_ID}.gr7.ap-northeast-2.eks.amazonaws.com`,
    subnets: ['subnet-04040c957cdae7e0d', 'subnet-0441ca8259a71550c'],
    clusterSecurityGroup: 'sg-07e908112779b5516',
    securityGroups: ['sg-059494f123e809462'],
  },
  endpoint: { type: 'public' },
  authenticationMode: 'CONFIG_MAP',
  controlPlaneLogs: 'none', // FD-15
  owner: 'terraform',
  requirements: ['FD-15', 'FD-17'],
};
