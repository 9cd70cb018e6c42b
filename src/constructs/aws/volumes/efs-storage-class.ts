import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { TracedConstruct, wave } from '../../structure';
import type { EfsFileSystem } from './efs-file-system';

/** Folders of EFS on demand. The id is the class' name. */
export interface EfsStorageClassProps {
  readonly fileSystem: EfsFileSystem;
  /** Folder that all of them lie in (`/claims`). */
  readonly basePath: string;
  /** Number of the user and group in whose name everything is read and written, whoever a pod runs as. */
  readonly owner: number;
}

/** A class that gives each claim a folder with an access point of its own; when the claim goes, the folder stays. */
export class EfsStorageClass extends TracedConstruct {
  /** What a claim names. */
  readonly className: string;

  constructor(scope: Construct, id: string, { fileSystem, basePath, owner }: EfsStorageClassProps) {
    super(scope, id);
    this.className = id;
    new k8s.KubeStorageClass(this, 'class', {
      metadata: { name: id, annotations: wave('prerequisites') },
      provisioner: 'efs.csi.aws.com',
      parameters: {
        provisioningMode: 'efs-ap',
        fileSystemId: fileSystem.fileSystemId,
        basePath,
        // A claim that is made again finds its files.
        subPathPattern: '${.PVC.namespace}/${.PVC.name}',
        ensureUniqueDirectory: 'false',
        directoryPerms: '770',
        uid: String(owner),
        gid: String(owner),
      },
      mountOptions: ['tls'],
      reclaimPolicy: 'Retain',
      // EFS answers in every zone.
      volumeBindingMode: 'Immediate',
    });
  }
}
