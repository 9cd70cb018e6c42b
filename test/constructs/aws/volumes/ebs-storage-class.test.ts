import { EbsStorageClass, type EbsStorageClassProps } from '../../../../src/constructs/aws';
import { objectOf, testSystem } from '../../place';
import { complaintsAbout } from '../complaints';

function storageClass(props: EbsStorageClassProps) {
  const system = testSystem();
  new EbsStorageClass(system.base, 'gp3', props);
  expect(complaintsAbout(system)).toEqual([]);
  return objectOf(system, 'StorageClass', 'gp3');
}

const DEFAULT = 'storageclass.kubernetes.io/is-default-class';

test('disks are encrypted, made in the zone of the pod, and may grow', () => {
  expect(storageClass({ isDefault: true, afterClaim: 'delete-disk' })).toMatchObject({
    metadata: { annotations: { [DEFAULT]: 'true' } },
    provisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3', encrypted: 'true', 'csi.storage.k8s.io/fstype': 'ext4' },
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
  });
});

test('a class may keep its disks, and need not be what claims get without asking', () => {
  const { metadata, ...rest } = storageClass({ isDefault: false, afterClaim: 'keep-disk' });
  expect(rest).toMatchObject({ reclaimPolicy: 'Retain' });
  expect(metadata.annotations).not.toHaveProperty([DEFAULT]);
});
