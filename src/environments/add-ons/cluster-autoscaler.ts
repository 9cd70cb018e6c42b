import type { Cluster } from '../../model';
import type { AddOn } from '../environment';
import { awsPlace, roleAnnotation } from './place';
import { pods } from './pods';

const NAME = 'cluster-autoscaler';

/** The autoscaler simulates the scheduler of one Kubernetes: its releases carry that minor version, and the chart lags. */
const RELEASES: Partial<Record<Cluster['kubernetes'], string>> = {
  '1.28': 'v1.28.4',
  '1.29': 'v1.29.5',
  '1.30': 'v1.30.6',
};

/** Values of the chart, as far as we set them. */
interface ClusterAutoscalerValues {
  /** Name of the chart's objects: `aws-cluster-autoscaler` otherwise. */
  readonly fullnameOverride: typeof NAME;
  readonly cloudProvider: 'aws';
  readonly awsRegion: string;
  /** Node groups are found by the tags that EKS puts on the groups behind them. */
  readonly autoDiscovery: { readonly clusterName: string };
  readonly image: { readonly tag: string };
  readonly extraArgs: Readonly<Record<string, string>>;
  readonly rbac: {
    readonly serviceAccount: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  };
  readonly replicaCount: number;
  readonly resources: {
    readonly requests: { readonly cpu: string; readonly memory: string };
    readonly limits: { readonly memory: string };
  };
}

/**
 * Adds nodes when pods find none, and takes away those that nothing needs (FP-04, LP-08).
 * @throws when no release of it is pinned for the cluster's Kubernetes
 */
export function clusterAutoscaler(cluster: Cluster): AddOn {
  const { region } = awsPlace(cluster);
  const tag = RELEASES[cluster.kubernetes];
  if (tag === undefined) {
    throw new Error(
      `cluster ${cluster.name}: no Cluster Autoscaler is pinned for Kubernetes ${cluster.kubernetes}; add its release to RELEASES`,
    );
  }
  const values: ClusterAutoscalerValues = {
    fullnameOverride: NAME,
    cloudProvider: 'aws',
    awsRegion: region,
    autoDiscovery: { clusterName: cluster.name },
    image: { tag },
    extraArgs: {
      // Where each zone has a group of its own, they stay level: pods are spread over zones strictly.
      'balance-similar-node-groups': 'true',
      expander: 'least-waste',
      // A pod of a chart in kube-system is no reason to keep a node: each has a budget or may be away for a moment.
      'skip-nodes-with-system-pods': 'false',
    },
    rbac: { serviceAccount: { name: NAME, annotations: roleAnnotation(cluster, NAME) } },
    replicaCount: 1,
    resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
  };
  return {
    name: NAME,
    namespace: 'kube-system',
    chart: { repository: 'https://kubernetes.github.io/autoscaler', name: NAME, version: '9.43.1' },
    values,
    pods: [pods(NAME, values.replicaCount, values.resources)],
    kinds: {
      namespaced: [
        'Service',
        'ServiceAccount',
        'apps/Deployment',
        'policy/PodDisruptionBudget',
        'rbac.authorization.k8s.io/Role',
        'rbac.authorization.k8s.io/RoleBinding',
      ],
      cluster: ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
    },
  };
}
