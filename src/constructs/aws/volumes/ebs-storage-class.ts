import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { TracedConstruct, wave } from '../../structure';

/** Disks of EBS on demand. The id is the class' name. Kubernetes never lets a class change: another disk is another class. */
export interface EbsStorageClassProps {
  /** Whether claims that name no class get it. */
  readonly isDefault: boolean;
  /** What becomes of the disk when its claim is deleted. */
  readonly afterClaim: 'delete-disk' | 'keep-disk';
}

const RECLAIM = { 'delete-disk': 'Delete', 'keep-disk': 'Retain' } as const;

/** A class of encrypted gp3 disks, made in the zone of the first pod that mounts them, and able to grow. */
export class EbsStorageClass extends TracedConstruct {
  /** What a claim names. */
  readonly className: string;

  constructor(scope: Construct, id: string, { isDefault, afterClaim }: EbsStorageClassProps) {
    super(scope, id);
    this.className = id;
    new k8s.KubeStorageClass(this, 'class', {
      metadata: {
        name: id,
        annotations: {
          ...wave('prerequisites'),
          ...(isDefault && { 'storageclass.kubernetes.io/is-default-class': 'true' }),
        },
      },
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true', 'csi.storage.k8s.io/fstype': 'ext4' },
      reclaimPolicy: RECLAIM[afterClaim],
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
  }
}
