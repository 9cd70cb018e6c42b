import { assumed } from '../../constructs/structure';
import type { Cluster, NodePool } from '../../model';

/** Nothing of prod is built (D-20): ranges and ids reserved for documentation stand in (ALL-03). */
const NOT_BUILT = 'prod is designed, not built; whoever builds the VPC enters the real value';

/** The node group of one zone, of m5.large and m5.xlarge (FP-19). What a node offers is counted for the smaller. */
function nodeGroup(zone: string): NodePool {
  return {
    name: zone,
    instanceTypes: ['m5.large', 'm5.xlarge'],
    zones: [zone],
    nodes: assumed(
      { min: 2, max: 10 },
      'the document gives no counts; 10 a zone hold two full versions without one zone',
    ),
    // m5.large under EKS: 2 vCPU less 70m, 8 GiB less 574 MiB and the eviction threshold; 29 pods by its interfaces.
    allocatable: { cpuMillis: 1930, memoryMiB: 7518, pods: 29 },
  };
}

/** EKS cluster `fablink-cluster-prod` (FP-01, FP-19). */
export const cluster: Cluster = {
  name: 'fablink-cluster-prod',
  kubernetes: '1.30',
  cloud: {
    type: 'aws',
    account: '853963783084',
    region: 'ap-northeast-2',
    vpcId: assumed('vpc-0123456789abcdef0', NOT_BUILT),
    oidcIssuer: assumed(
      'oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
      'EKS gives the id when the cluster is made',
    ),
    tags: { Environment: 'prod', Project: 'fablink', Owner: 'devops', ManagedBy: 'garam' },
  },
  network: {
    vpcCidr: assumed('198.51.100.0/24', NOT_BUILT),
    nodeCidrs: assumed(['198.51.100.0/26', '198.51.100.64/26', '198.51.100.128/26'], NOT_BUILT),
    loadBalancerCidrs: assumed(['198.51.100.192/28', '198.51.100.208/28', '198.51.100.224/28'], NOT_BUILT),
    serviceCidr: '172.20.0.0/16',
  },
  pools: ['ap-northeast-2a', 'ap-northeast-2b', 'ap-northeast-2d'].map(nodeGroup),
  registries: [
    '853963783084.dkr.ecr.ap-northeast-2.amazonaws.com',
    'docker.io/grafana',
    'public.ecr.aws/aws-cli',
    'public.ecr.aws/aws-observability',
    'quay.io/prometheus',
    'registry.k8s.io/kube-state-metrics',
  ],
};
