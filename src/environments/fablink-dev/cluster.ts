import { assumed } from '../../constructs/structure';
import type { Cluster } from '../../model';

/** Ranges of the network are in no document: ranges reserved for documentation stand in (ALL-03). */
const ASK_TERRAFORM = 'the document names subnets, not ranges; Terraform’s owner enters `terraform output` of the VPC';

/** So is the node group: what stands here is the least that the document tells (ALL-03). */
const ASK_GROUP = 'Terraform’s owner enters what `aws eks describe-nodegroup` says';

/** The id that EKS gave the cluster: first part of its API server's address, last part of its token issuer's (FD-17). */
export const CLUSTER_ID = '743470B9ABE82C1195F8756A902F64AB';

/** EKS cluster `fablink-cluster-dev` as it stands (FD-01, FD-17). */
export const cluster: Cluster = {
  name: 'fablink-cluster-dev',
  kubernetes: '1.30',
  cloud: {
    type: 'aws',
    account: '853963783084',
    region: 'ap-northeast-2',
    vpcId: 'vpc-021d5e5565bdbfc41',
    oidcIssuer: assumed(
      `oidc.eks.ap-northeast-2.amazonaws.com/id/${CLUSTER_ID}`,
      'EKS issues tokens under the id that the API server’s address carries; the platform team confirms it: aws eks describe-cluster',
    ),
    tags: { Environment: 'dev', Project: 'fablink', Owner: 'devops', ManagedBy: 'garam' },
  },
  network: {
    vpcCidr: assumed('192.0.2.0/24', ASK_TERRAFORM),
    nodeCidrs: assumed(['192.0.2.0/26', '192.0.2.64/26'], ASK_TERRAFORM),
    loadBalancerCidrs: assumed(['192.0.2.192/28', '192.0.2.208/28'], ASK_TERRAFORM),
    serviceCidr: '172.20.0.0/16',
  },
  pools: [
    {
      name: 'default',
      instanceTypes: assumed(['t3.medium'], `the document names two instances and not their type; ${ASK_GROUP}`),
      zones: assumed(
        ['ap-northeast-2a', 'ap-northeast-2b'],
        `the document names two subnets and not their zones, these are the load balancer's; ${ASK_GROUP}`,
      ),
      nodes: assumed(
        { min: 2, max: 2 },
        `two instances are registered by hand, no document gives a count; ${ASK_GROUP}`,
      ),
      // t3.medium under EKS: 2 vCPU less 70m, 4 GiB less 574 MiB and the eviction threshold; 17 pods by its interfaces.
      allocatable: { cpuMillis: 1930, memoryMiB: 3388, pods: 17 },
    },
  ],
  registries: [
    '853963783084.dkr.ecr.ap-northeast-2.amazonaws.com',
    'docker.io/curlimages',
    'quay.io/prometheus',
    'registry.k8s.io/kube-state-metrics',
  ],
};
