import type { Fact, KubeObject, NodePool } from '../../model';

/** How many nodes of a pool there are: its fewest or its most. */
export type PoolSize = 'min' | 'max';

/** Root disk of a node of a managed node group, where nobody says otherwise (EKS: 20 GiB). */
const EPHEMERAL_STORAGE = '20Gi';

/** Nodes of a learner's cluster, where no environment is named: three, one a zone. */
export const LEARNER_POOL: NodePool = {
  name: 'learn',
  instanceTypes: ['learn'],
  zones: ['zone-a', 'zone-b', 'zone-c'],
  nodes: { min: 3, max: 3 },
  allocatable: { cpuMillis: 3900, memoryMiB: 14_900, pods: 58 },
};

/** Node objects of pools, spread over each pool's zones, with its labels, its taints and what pods may request. */
export function nodesOf(pools: readonly NodePool[], size: PoolSize): readonly KubeObject[] {
  return pools.flatMap(pool =>
    Array.from({ length: valueOf(pool.nodes)[size] }, (_, index) => node(pool, `${pool.name}-${index + 1}`, index)),
  );
}

function node(pool: NodePool, name: string, index: number): KubeObject {
  const zones = valueOf(pool.zones);
  const zone = zones[index % zones.length] ?? '';
  const { cpuMillis, memoryMiB, pods } = pool.allocatable;
  const resources = {
    cpu: `${cpuMillis}m`,
    memory: `${memoryMiB}Mi`,
    pods: String(pods),
    'ephemeral-storage': EPHEMERAL_STORAGE,
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { ...labels(pool, name, zone), ...pool.labels } },
    ...(pool.taints === undefined ? {} : { spec: { taints: pool.taints } }),
    status: { allocatable: resources, capacity: resources },
  };
}

function labels(pool: NodePool, name: string, zone: string): Record<string, string> {
  return {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'topology.kubernetes.io/zone': zone,
    'topology.kubernetes.io/region': zone.replace(/-?[a-z0-9]$/, ''),
    'node.kubernetes.io/instance-type': valueOf(pool.instanceTypes)[0] ?? '',
    'garam.dev/pool': pool.name,
  };
}

function valueOf<T>(fact: Fact<T>): T {
  return typeof fact === 'object' && fact !== null && 'assumed' in fact ? fact.value : fact;
}
