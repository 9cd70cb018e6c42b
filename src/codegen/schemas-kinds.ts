/** A release of Kubernetes whose published OpenAPI documents the schemas come from. */
export interface KubernetesRelease {
  /** Version as environments name it (`1.30`). */
  readonly version: string;
  /** Release whose API server published the documents, and name of the folder they lie in. */
  readonly release: string;
  /** What `LC_ALL=C sha256sum * | sha256sum` prints in that folder: another dump is refused. */
  readonly sha256: string;
}

/** Releases, oldest first; the last one is "the newest" that all output must be valid on (D-18). */
export const kubernetesReleases: readonly KubernetesRelease[] = [
  { version: '1.28', release: 'v1.28.15', sha256: '8fe9aeb1846ac204c39837d11d782e32c55261b3a5f5b5901fce56e35812f317' },
  { version: '1.29', release: 'v1.29.6', sha256: '25d7fb163ae980de48e75df2c4a17b44cb4894586cfc0cd28a65eb483212e392' },
  { version: '1.30', release: 'v1.30.14', sha256: '19199a87fdf7b504980f758f72260248ca52f260baf0c279819b12e8fbd880e7' },
  { version: '1.36', release: 'v1.36.3', sha256: '3f8340a71ce52fee7f41d94239b4c746d6756ab133d69e828d7c5acd9725f0fc' },
];

/** Whether objects of a kind live in a namespace. */
export type Scope = 'Namespaced' | 'Cluster';

/** Kubernetes' own kinds that Garam may use, as `apiVersion Kind`, with their scope. */
export const kubernetesKinds: Readonly<Record<string, Scope>> = {
  'v1 ConfigMap': 'Namespaced',
  'v1 LimitRange': 'Namespaced',
  'v1 Namespace': 'Cluster',
  'v1 PersistentVolume': 'Cluster',
  'v1 PersistentVolumeClaim': 'Namespaced',
  'v1 Pod': 'Namespaced',
  'v1 ResourceQuota': 'Namespaced',
  'v1 Secret': 'Namespaced',
  'v1 Service': 'Namespaced',
  'v1 ServiceAccount': 'Namespaced',
  'apps/v1 DaemonSet': 'Namespaced',
  'apps/v1 Deployment': 'Namespaced',
  'apps/v1 StatefulSet': 'Namespaced',
  'autoscaling/v2 HorizontalPodAutoscaler': 'Namespaced',
  'batch/v1 CronJob': 'Namespaced',
  'batch/v1 Job': 'Namespaced',
  'networking.k8s.io/v1 Ingress': 'Namespaced',
  'networking.k8s.io/v1 IngressClass': 'Cluster',
  'networking.k8s.io/v1 NetworkPolicy': 'Namespaced',
  'policy/v1 PodDisruptionBudget': 'Namespaced',
  'rbac.authorization.k8s.io/v1 ClusterRole': 'Cluster',
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': 'Cluster',
  'rbac.authorization.k8s.io/v1 Role': 'Namespaced',
  'rbac.authorization.k8s.io/v1 RoleBinding': 'Namespaced',
  'scheduling.k8s.io/v1 PriorityClass': 'Cluster',
  'storage.k8s.io/v1 StorageClass': 'Cluster',
};
