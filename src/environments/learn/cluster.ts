import { assumed } from '../../constructs/structure';
import type { Cluster } from '../../model';

/** The document names no account and no network: ids and ranges reserved for documentation stand in (ALL-03). */
const NOT_BUILT = 'the document names none; whoever builds the platform enters the real value';

const ACCOUNT = '111122223333';
const REGION = 'ap-northeast-2';

const ZONES = assumed<readonly string[]>(
  [`${REGION}a`, `${REGION}b`, `${REGION}c`],
  'the document asks for three zones and names none; whoever builds the VPC enters those of its subnets',
);

/** Label by which pods find the nodes of their group. */
const NODE_GROUP = 'garam.dev/node-group';

/** Charts' pods run here, beside what EKS itself brings; nothing else tolerates its taint. */
export const SYSTEM_NODES = {
  labels: { [NODE_GROUP]: 'system' },
  // The name that EKS' own add-ons (CoreDNS) tolerate from the start.
  taints: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' }],
} as const;

const APPLICATION_NODES = { labels: { [NODE_GROUP]: 'application' } } as const;

/** EKS for the learning platform, over three zones (LP-08). */
export const cluster: Cluster = {
  name: 'learn',
  kubernetes: '1.28',
  cloud: {
    type: 'aws',
    account: assumed(ACCOUNT, NOT_BUILT),
    region: REGION,
    vpcId: assumed('vpc-0123456789abcdef0', NOT_BUILT),
    oidcIssuer: assumed(
      `oidc.eks.${REGION}.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`,
      'EKS gives the id when the cluster is made',
    ),
    tags: { Environment: 'learn', Project: 'learning-platform', ManagedBy: 'garam' },
  },
  network: {
    vpcCidr: assumed('198.51.100.0/24', NOT_BUILT),
    nodeCidrs: assumed(['198.51.100.0/26', '198.51.100.64/26', '198.51.100.128/26'], NOT_BUILT),
    loadBalancerCidrs: assumed(['198.51.100.192/28', '198.51.100.208/28', '198.51.100.224/28'], NOT_BUILT),
    serviceCidr: '172.20.0.0/16',
  },
  pools: [
    {
      name: 'system',
      instanceTypes: ['t3.medium'],
      zones: ZONES,
      nodes: { min: 2, max: 4 },
      // t3.medium under EKS: 2 vCPU less 70m, 4 GiB less 574 MiB and the eviction threshold; 17 pods by its interfaces.
      allocatable: { cpuMillis: 1930, memoryMiB: 3388, pods: 17 },
      ...SYSTEM_NODES,
    },
    {
      name: 'application',
      instanceTypes: ['t3.large'],
      zones: ZONES,
      nodes: { min: 2, max: 6 },
      // t3.large under EKS: 2 vCPU less 70m, 8 GiB less 255 + 11 × 35 MiB and the eviction threshold; 35 pods by its interfaces.
      allocatable: { cpuMillis: 1930, memoryMiB: 7452, pods: 35 },
      ...APPLICATION_NODES,
    },
  ],
  workloadNodes: APPLICATION_NODES.labels,
  experimentsIn: ['backend', 'chaos', 'frontend'], // LP-18
  registries: [
    `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`,
    'docker.io/aquasec',
    'docker.io/falcosecurity',
    'docker.io/grafana',
    'docker.io/library/busybox',
    'docker.io/library/postgres',
    'ghcr.io/aquasecurity',
    'ghcr.io/zaproxy',
    'public.ecr.aws/aws-cli',
    'public.ecr.aws/aws-observability',
    'quay.io/martinhelmich',
    'quay.io/prometheus',
    'registry.k8s.io/kube-state-metrics',
  ],
};
