import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Fact } from '../../model';
import { kept, TracedConstruct, wave } from '../structure';

/** Size of a volume (`20Gi`). */
export type VolumeSize = `${number}Gi`;

/** A volume that the cluster makes when it is asked for. */
export interface ClassStorage {
  readonly type: 'class';
  /** Name of a StorageClass that the cluster has (`managed-csi`). @default the class that the cluster marks as its default */
  readonly storageClass?: Fact<string>;
  readonly size: VolumeSize;
}

/**
 * A folder of one node (D-03). It goes where the pod can: the node that carries the label. It does not survive the
 * node's disk, so a backup elsewhere is part of it.
 */
export interface NodeStorage {
  readonly type: 'node-folder';
  /** Folder on the node, made when it is missing. */
  readonly path: string;
  readonly size: VolumeSize;
  /** Label that exactly one node carries. */
  readonly node: { readonly key: string; readonly value: string };
}

/** Where a data store keeps its data. */
export type Storage = ClassStorage | NodeStorage;

/** Labels of the one node that has the folder: its volume says so, too, but only once the claim is bound. */
export function nodeOf(storage: Storage): { readonly nodeSelector?: Readonly<Record<string, string>> } {
  if (storage.type === 'class') return {};
  const { key, value } = storage.node;
  return { nodeSelector: { [key]: value } };
}

/** Name of the claim template: the claim of pod `postgresql-0` is `data-postgresql-0`. */
export const CLAIM = 'data';

/** Claims of a store's pods, as the StatefulSet names them: `data-kafka-0` and so on. */
export function claimsOf(store: string, replicas: number): readonly [string, ...string[]] {
  const claim = (pod: number): string => `${CLAIM}-${store}-${pod}`;
  return [claim(0), ...Array.from({ length: replicas - 1 }, (_, other) => claim(other + 1))];
}

export interface NodeVolumeProps extends NodeStorage {
  /** Claim that alone may take the volume. */
  readonly claim: { readonly namespace: string; readonly name: string };
}

/** A folder of a node as a volume that one claim takes, and that stays when the claim goes. */
export class NodeVolume extends TracedConstruct {
  /** StorageClass that the claim names: it makes nothing, so that the claim waits for this volume. */
  readonly storageClass: string;

  constructor(scope: Construct, id: string, props: NodeVolumeProps) {
    super(scope, id);
    const { claim, path, size, node } = props;
    this.storageClass = id;
    // The wave of the stores waits for the claim, and the claim for these two.
    const annotations = { ...wave('prerequisites'), ...kept() };
    new k8s.KubeStorageClass(this, 'class', {
      metadata: { name: id, annotations },
      provisioner: 'kubernetes.io/no-provisioner',
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
    });
    new k8s.KubePersistentVolume(this, 'volume', {
      metadata: { name: id, annotations },
      spec: {
        storageClassName: id,
        capacity: { storage: k8s.Quantity.fromString(size) },
        accessModes: ['ReadWriteOnce'],
        volumeMode: 'Filesystem',
        persistentVolumeReclaimPolicy: 'Retain',
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: claim.namespace, name: claim.name },
        hostPath: { path, type: 'DirectoryOrCreate' },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: node.key, operator: 'In', values: [node.value] }] }],
          },
        },
      },
    });
  }
}
