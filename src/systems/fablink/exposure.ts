import { Duration } from 'cdk8s';
import { known } from '../../constructs/structure';
import type { Exposure } from '../../constructs/workload';
import type { Cluster, Origin } from '../../model';
import type { EntryValues } from './public-api';

/** How the backend's Service is exposed for a way into the cluster. */
export function exposureOf(entry: EntryValues): Exposure {
  switch (entry.type) {
    case 'node-port':
      // The target is a node, which stays; what lingers is only until every node's rules have changed.
      return {
        type: 'node-port',
        port: entry.targetGroup.port,
        lingering: Duration.seconds(15),
        requirement: entry.targetGroup.requirements.join(', '),
      };
    case 'alb':
      return { type: 'load-balancer', lingering: entry.deregistration };
  }
}

/** Who sends requests to the pods, as the pods see it. */
export function openTo(cluster: Cluster, entry: EntryValues): Origin[] {
  const { nodeCidrs, loadBalancerCidrs } = cluster.network;
  switch (entry.type) {
    case 'node-port':
      // `externalTrafficPolicy: Cluster` replaces the caller's address by the node's.
      return [{ name: 'nodes', cidrs: known(nodeCidrs) }];
    case 'alb':
      return [{ name: 'load-balancer', cidrs: known(loadBalancerCidrs) }];
  }
}

/** Labels that controllers look for in the namespace. */
export function namespaceLabels(entry: EntryValues): Record<string, string> {
  // A pod counts as ready only when the ALB has it in service: rollouts lose no request.
  return entry.type === 'alb' ? { 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' } : {};
}
