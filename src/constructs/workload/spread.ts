import type { k8s } from 'cdk8s-plus-28';

/**
 * What pods of a kind are kept apart on. `nodes`: for places whose nodes carry no label `topology.kubernetes.io/zone`,
 * such as a cluster on a laptop: a pod that must be spread over zones never starts there.
 */
export type SpreadOver = 'zones-and-nodes' | 'nodes';

/** Label that ReplicaSets of a Deployment tell the pods of its versions apart by. */
const VERSION_LABEL = 'pod-template-hash';

/**
 * Zones strictly, nodes as far as there are enough: a zone lost must not take the service along. Each version for
 * itself: together they would be even, and each of them not.
 * @param labels those that select the pods
 * @param version label that tells versions apart. @default the one of Deployments
 */
export function spreadConstraints(
  labels: Readonly<Record<string, string>>,
  what: SpreadOver = 'zones-and-nodes',
  version: string = VERSION_LABEL,
): k8s.TopologySpreadConstraint[] {
  const over = (topologyKey: string, whenUnsatisfiable: string): k8s.TopologySpreadConstraint => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: { ...labels } },
    // A closed zone is no place to spread to: else its emptiness would hold pods back in the others.
    nodeTaintsPolicy: 'Honor',
    matchLabelKeys: [version],
  });
  const nodes = over('kubernetes.io/hostname', 'ScheduleAnyway');
  return what === 'nodes' ? [nodes] : [over('topology.kubernetes.io/zone', 'DoNotSchedule'), nodes];
}
