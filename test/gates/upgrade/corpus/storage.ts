import type { KubeObject } from '../../../../src/model';
import { change, clusterWide, namespaced, type UpgradeCase } from './upgrade-case';

type Fields = Readonly<Record<string, unknown>>;

const growing = (name: string, more: Fields = {}): KubeObject =>
  clusterWide('storage.k8s.io/v1', 'StorageClass', name, {
    provisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3' },
    allowVolumeExpansion: true,
    ...more,
  });
const bound = (name: string, storage: string, more: Fields = {}): KubeObject =>
  namespaced('v1', 'PersistentVolumeClaim', name, {
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: `${name}-class`,
      resources: { requests: { storage } },
      volumeName: `${name}-volume`,
      ...more,
    },
    status: { phase: 'Bound', capacity: { storage } },
  });
const volume = (name: string, spec: Fields): KubeObject =>
  clusterWide('v1', 'PersistentVolume', name, {
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' },
      ...spec,
    },
  });

const zone = (name: string): Fields => ({
  required: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: [name] }] }],
  },
});

function claim(
  name: string,
  to: string,
  more: Fields,
  expected: 'accepted' | 'immutable',
  expandable = true,
): Omit<UpgradeCase, 'name'> {
  const storageClass = growing(`${name}-class`, expandable ? {} : { allowVolumeExpansion: false });
  return { before: [storageClass, bound(name, '2Gi')], after: [storageClass, bound(name, to, more)], expected };
}

/** Claims, volumes and their classes. */
export const storageCases: readonly UpgradeCase[] = [
  { name: 'a claim grows', ...claim('claim-grows', '3Gi', {}, 'accepted') },
  { name: 'a claim grows whose class does not', ...claim('claim-fixed', '3Gi', {}, 'immutable', false) },
  { name: 'a claim shrinks', ...claim('claim-shrinks', '1Gi', {}, 'immutable') },
  {
    name: 'a claim asks for another access',
    ...claim('claim-access', '2Gi', { accessModes: ['ReadWriteMany'] }, 'immutable'),
  },
  {
    name: 'a claim asks for another class',
    ...claim('claim-class', '2Gi', { storageClassName: 'other' }, 'immutable'),
  },
  change(
    'a volume lives elsewhere',
    volume('volume-source', {}),
    volume('volume-source', { csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-2' } }),
    'immutable',
  ),
  change(
    'a volume is kept when its claim goes',
    volume('volume-policy', { persistentVolumeReclaimPolicy: 'Delete' }),
    volume('volume-policy', { persistentVolumeReclaimPolicy: 'Retain' }),
    'accepted',
  ),
  change(
    'a volume is reached from another zone',
    volume('volume-zone', { nodeAffinity: zone('a') }),
    volume('volume-zone', { nodeAffinity: zone('b') }),
    'immutable',
  ),
  change(
    'a class makes other disks',
    growing('class-parameters'),
    growing('class-parameters', { parameters: { type: 'io2' } }),
    'immutable',
  ),
  change(
    'a class keeps its volumes',
    growing('class-reclaim'),
    growing('class-reclaim', { reclaimPolicy: 'Retain' }),
    'immutable',
  ),
  change(
    'a class binds later',
    growing('class-binding'),
    growing('class-binding', { volumeBindingMode: 'WaitForFirstConsumer' }),
    'immutable',
  ),
  change(
    'a class comes from another program',
    growing('class-program'),
    growing('class-program', { provisioner: 'efs.csi.aws.com' }),
    'immutable',
  ),
  change(
    'a class no longer lets volumes grow',
    growing('class-growth'),
    growing('class-growth', { allowVolumeExpansion: false }),
    'accepted',
  ),
];
