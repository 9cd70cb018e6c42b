export {
  clusterStatus,
  clusterStatuses,
  keepFacts,
  removeCluster,
  stateFolder,
  type ClusterStatus,
} from './cluster-state';
export { startControlPlane, type ControlPlane, type ControlPlaneOptions } from './control-plane';
export { allDefinitionsIn, definitionsIn } from './definitions-of';
export { establishCrds } from './establish-crds';
