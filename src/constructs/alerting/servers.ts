import type { ApiRight, Image } from '../workload';

/** The very version that judges our rules in the proofs. */
export const PROMETHEUS_VERSION = '3.9.1';
export const PROMETHEUS_IMAGE: Image = { repository: 'quay.io/prometheus/prometheus', tag: `v${PROMETHEUS_VERSION}` };

/** The very version that judges our routes in the proofs. */
export const ALERTMANAGER_VERSION = '0.28.1';
export const ALERTMANAGER_IMAGE: Image = {
  repository: 'quay.io/prometheus/alertmanager',
  tag: `v${ALERTMANAGER_VERSION}`,
};

/** Where Alertmanager answers. */
export const ALERTMANAGER_PORT = 9093;

/** Time between two looks at the rules, and between two readings where nothing else is said. */
export const EVALUATION_INTERVAL = '30s';

/** How long Alertmanager remembers silences and what was told. */
export const TOLD_FOR = '120h';

/** Part of the volume that samples may fill: the rest is for the write-ahead log and for compaction. */
const FILLED = 0.8;

/**
 * Gibibytes that samples may fill of a volume.
 * @throws when the size is no whole number of Gi, or none would be left: what is not text of the type is refused, too
 */
export function gibibytesFilled(size: `${number}Gi`): number {
  const [, digits] = /^([1-9]\d*)Gi$/.exec(size) ?? [];
  const filled = Math.floor(Number(digits) * FILLED);
  if (filled >= 1) return filled;
  throw new Error(`a volume of ${size} for samples: expected a whole number of Gi from 2 (20Gi); mend the size`);
}

/** `nobody` in the images of both. */
export const NOBODY = 65534;

/** What a Prometheus may read of the cluster's API: where pods and nodes are. */
export const DISCOVERY: readonly ApiRight[] = [
  { apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['get', 'list', 'watch'] },
  // A kubelet asks the API server whether who asks for its metrics may.
  { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
];
