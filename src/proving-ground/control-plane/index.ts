export { clusterStatus, clusterStatuses, removeCluster, stateFolder, type ClusterStatus } from './cluster-state';
export { startControlPlane, type ControlPlane, type ControlPlaneOptions } from './control-plane';
export { establishCrds } from './establish-crds';
