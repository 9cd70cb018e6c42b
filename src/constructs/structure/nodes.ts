import type { Cluster, NodePool } from '../../model';
import { known } from './fact';

/**
 * Pools on which the pods of systems run, or all there are.
 * @throws when the cluster has none
 */
export function poolsOf({ pools, workloadNodes = {}, name }: Cluster, everyPool?: true): readonly NodePool[] {
  const takes = ({ labels = {}, taints = [] }: NodePool): boolean =>
    everyPool ?? (taints.length === 0 && Object.entries(workloadNodes).every(([key, value]) => labels[key] === value));
  const found = pools.filter(takes);
  if (found.length > 0) return found;
  throw new Error(`cluster ${name} has no pool of nodes that an agent could run on; enter its pools`);
}

/** Pods of which each node has one, when every pool that they run on is at its largest. */
export function mostNodes(cluster: Cluster, everyPool?: true): number {
  return poolsOf(cluster, everyPool).reduce((sum, pool) => sum + known(pool.nodes).max, 0);
}
