import type { NodePool } from '../../model';
import { aksOwnPods, type AksPod, type NetworkPolicyEngine } from './aks-own-pods';
import { type AksVmSize, nodeAllocatable } from './aks-vm-size';

/** What decides how much of an AKS node is left for our pods. */
export interface AksNodeProps {
  readonly vmSize: AksVmSize;
  /** Most pods that the node takes, AKS's own included; a setting of the pool that never changes. */
  readonly maxPods: number;
  readonly networkPolicy: NetworkPolicyEngine;
  /**
   * Nodes of the pool that AKS's Deployments (CoreDNS, metrics-server …) spread over: the fewest there may be. `none` for
   * a pool that they stay off: a user pool beside a system pool. @default 1, which counts all of them on one node
   */
  readonly clusterPodsOver?: number | 'none';
}

/**
 * What our pods may request on one node (D-26): what AKS leaves of the machine, less AKS's own pods. DaemonSets count
 * on every node; a Deployment counts with the replicas that one node has when they are spread evenly, rounded up. So a
 * pool of two nodes counts one of two CoreDNS pods on each, and a lone autoscaler on both: cautious by one.
 */
export function aksNode({
  vmSize,
  maxPods,
  networkPolicy,
  clusterPodsOver = 1,
}: AksNodeProps): NodePool['allocatable'] {
  const node = nodeAllocatable(vmSize, maxPods);
  const own = aksOwnPods(networkPolicy).map(pod => ({ pod, count: countOn(pod, clusterPodsOver) }));
  const sum = (amount: (pod: AksPod) => number): number =>
    own.reduce((total, { pod, count }) => total + amount(pod) * count, 0);
  return {
    cpuMillis: node.cpuMillis - sum(pod => pod.cpuMillis),
    memoryMiB: node.memoryMiB - sum(pod => pod.memoryMiB),
    pods: maxPods - sum(() => 1),
  };
}

/** How many of the pods one node has. */
function countOn({ runs }: AksPod, nodes: number | 'none'): number {
  if (runs === 'every-node') return 1;
  return nodes === 'none' ? 0 : Math.ceil(runs.replicas / nodes);
}
