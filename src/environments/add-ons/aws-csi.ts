import { known } from '../../constructs/structure';
import type { AddOnPods, Cluster } from '../../model';
import type { AddOn } from '../environment';
import { awsPlace, roleAnnotation } from './place';
import { pods } from './pods';

interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly memory: string };
}

interface Controller {
  readonly resources: Resources;
  readonly serviceAccount: { readonly annotations: Readonly<Record<string, string>> };
}

/** Values of the chart for EBS, as far as we set them. Its `resources` are those of each container. */
interface EbsValues {
  readonly controller: Controller & { readonly region: string; readonly replicaCount: number };
  readonly node: { readonly resources: Resources };
  /** Classes come from here (StorageClass `ebs-gp3`). */
  readonly storageClasses: readonly never[];
  readonly helmTester: { readonly enabled: false };
}

/** Values of the chart for EFS, as far as we set them. Its `resources` are those of the driver; its helpers request nothing. */
interface EfsValues {
  readonly replicaCount: number;
  readonly controller: Controller;
  readonly node: { readonly resources: Resources };
}

const EACH: Resources = { requests: { cpu: '10m', memory: '40Mi' }, limits: { memory: '256Mi' } };

/** Containers of EBS' pods: the driver and its helpers. */
const EBS_CONTAINERS = { controller: 5, node: 3 } as const;

const REPOSITORY = 'https://kubernetes-sigs.github.io';

const KINDS: AddOn['kinds'] = {
  namespaced: [
    'ServiceAccount',
    'apps/DaemonSet',
    'apps/Deployment',
    'policy/PodDisruptionBudget',
    'rbac.authorization.k8s.io/Role',
    'rbac.authorization.k8s.io/RoleBinding',
  ],
  cluster: [
    'rbac.authorization.k8s.io/ClusterRole',
    'rbac.authorization.k8s.io/ClusterRoleBinding',
    'storage.k8s.io/CSIDriver',
  ],
};

/** What differs between two drivers of EBS. */
export interface AwsCsiDriverProps {
  /** Pods that make and attach disks, one at a time. @default 2 */
  readonly replicas?: 1 | 2;
}

/**
 * Disks of EBS as volumes (LP-08; the metrics of FD-12 and FP-12). The nodes' half has no rights in AWS; the controller has
 * its own role.
 */
export function awsEbsCsiDriver(cluster: Cluster, { replicas = 2 }: AwsCsiDriverProps = {}): AddOn {
  const name = 'aws-ebs-csi-driver';
  const values: EbsValues = {
    controller: {
      region: awsPlace(cluster).region,
      replicaCount: replicas,
      resources: EACH,
      serviceAccount: { annotations: roleAnnotation(cluster, name) },
    },
    node: { resources: EACH },
    storageClasses: [],
    helmTester: { enabled: false },
  };
  return {
    name,
    namespace: 'kube-system',
    chart: { repository: `${REPOSITORY}/${name}`, name, version: '2.38.1' },
    values,
    pods: [
      containers(pods('ebs-csi-controller', replicas, EACH), EBS_CONTAINERS.controller),
      containers(onEveryNode('ebs-csi-node', cluster), EBS_CONTAINERS.node),
    ],
    kinds: KINDS,
  };
}

/** Folders of EFS as volumes that many pods share (LP-07, LP-08). */
export function awsEfsCsiDriver(cluster: Cluster, { replicas = 2 }: AwsCsiDriverProps = {}): AddOn {
  const name = 'aws-efs-csi-driver';
  const values: EfsValues = {
    replicaCount: replicas,
    controller: { resources: EACH, serviceAccount: { annotations: roleAnnotation(cluster, name) } },
    node: { resources: EACH },
  };
  return {
    name,
    namespace: 'kube-system',
    chart: { repository: `${REPOSITORY}/${name}`, name, version: '3.1.4' },
    values,
    pods: [pods('efs-csi-controller', replicas, EACH), onEveryNode('efs-csi-node', cluster)],
    kinds: KINDS,
  };
}

/** One pod a node, when every pool has its most nodes; no taint keeps it away. */
function onEveryNode(name: string, { pools }: Cluster): AddOnPods {
  const nodes = pools.reduce((sum, pool) => sum + known(pool.nodes).max, 0);
  return { ...pods(name, nodes, EACH), tolerations: [{ operator: 'Exists' }] };
}

/** The same for pods of several containers, each of which requests as much. */
function containers(of: AddOnPods, count: number): AddOnPods {
  const { cpuMillis, memoryMiB } = of.requests;
  return { ...of, requests: { cpuMillis: count * cpuMillis, memoryMiB: count * memoryMiB } };
}
