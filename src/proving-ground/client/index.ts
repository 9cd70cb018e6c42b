export { KubeClient, type Answered, type ApplyOptions, type LiveObject } from './kube-client';
export type { KubeAccess } from './kube-connection';
export { KubeError } from './kube-error';
export type { ObjectKey } from './resource-paths';
export { kubeAccess } from './kube-access';
export type { Watch, WatchEvent } from './watch';
