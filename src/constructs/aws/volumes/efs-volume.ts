import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { kept, TracedConstruct, wave } from '../../structure';
import type { EfsAccessPoint } from './efs-access-point';

/** A shared folder as pods of one namespace see it. The id is the claim's name. */
export interface EfsVolumeProps {
  readonly accessPoint: EfsAccessPoint;
  /** Namespace of the claim. */
  readonly namespace: string;
  /** What its pods may do there. @default read and write */
  readonly access?: 'read-only';
}

/** EFS grows and shrinks by itself and takes no notice; Kubernetes asks for a figure. */
const ANY_SIZE = '1Gi';

/**
 * A volume over an access point that stands, and the claim that alone may take it: many pods on many nodes at a time
 * (docs/decisions/learn/098-shared-files.md).
 */
export class EfsVolume extends TracedConstruct {
  /** Name of the claim, for a pod's volumes. */
  readonly claimName: string;

  constructor(scope: Construct, id: string, { accessPoint, namespace, access }: EfsVolumeProps) {
    super(scope, id);
    this.claimName = id;
    // A volume knows no namespace: its name says whose it is.
    const volume = `${namespace}-${id}`;
    const accessModes = [access === 'read-only' ? 'ReadOnlyMany' : 'ReadWriteMany'];
    const annotations = { ...wave('prerequisites'), ...kept() };
    new k8s.KubePersistentVolume(this, 'volume', {
      metadata: { name: volume, annotations },
      spec: {
        capacity: { storage: k8s.Quantity.fromString(ANY_SIZE) },
        accessModes,
        volumeMode: 'Filesystem',
        persistentVolumeReclaimPolicy: 'Retain',
        mountOptions: ['tls'],
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: id },
        csi: {
          driver: 'efs.csi.aws.com',
          volumeHandle: accessPoint.volumeHandle,
          ...(access === 'read-only' && { readOnly: true }),
        },
      },
    });
    new k8s.KubePersistentVolumeClaim(this, 'claim', {
      metadata: { name: id, namespace, annotations },
      spec: {
        // None: a class would make a volume of its own.
        storageClassName: '',
        volumeMode: 'Filesystem',
        volumeName: volume,
        accessModes,
        resources: { requests: { storage: k8s.Quantity.fromString(ANY_SIZE) } },
      },
    });
  }
}
