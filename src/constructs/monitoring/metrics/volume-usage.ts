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
    help: { en: 'bytes of the volume that are free', ko: '볼륨의 남은 공간(바이트)' },
  },
  capacity: {
    name: 'kubelet_volume_stats_capacity_bytes',
    type: 'gauge',
    labels: LABELS,
    help: { en: 'bytes that the volume holds', ko: '볼륨의 크기(바이트)' },
  },
  inodesFree: {
    name: 'kubelet_volume_stats_inodes_free',
    type: 'gauge',
    labels: LABELS,
    help: { en: 'files that the volume has room for', ko: '볼륨에 더 만들 수 있는 파일의 수' },
  },
  inodes: {
    name: 'kubelet_volume_stats_inodes',
    type: 'gauge',
    labels: LABELS,
    help: { en: 'files that the volume holds at most', ko: '볼륨에 만들 수 있는 파일의 최대 수' },
  },
} as const satisfies Readonly<Record<string, Metric>>;
