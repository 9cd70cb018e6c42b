import type { Metric } from '../../../model';

/** Label by which a kubelet names the claim; `namespace` is the claim's. */
const LABELS = ['persistentvolumeclaim'];

/**
 * What a kubelet tells of each volume that a pod on its node has by a PersistentVolumeClaim, once a minute, as the driver
 * of the volume tells it. A folder of the node (`hostPath`) and a claim that no pod mounts have no series.
 */
export const VOLUME_USAGE = {
  available: {
    name: 'kubelet_volume_stats_available_bytes',
    type: 'gauge',
    labels: LABELS,
    help: 'bytes of the volume that are free',
  },
  capacity: {
    name: 'kubelet_volume_stats_capacity_bytes',
    type: 'gauge',
    labels: LABELS,
    help: 'bytes that the volume holds',
  },
  inodesFree: {
    name: 'kubelet_volume_stats_inodes_free',
    type: 'gauge',
    labels: LABELS,
    help: 'files that the volume has room for',
  },
  inodes: {
    name: 'kubelet_volume_stats_inodes',
    type: 'gauge',
    labels: LABELS,
    help: 'files that the volume holds at most',
  },
} as const satisfies Readonly<Record<string, Metric>>;
