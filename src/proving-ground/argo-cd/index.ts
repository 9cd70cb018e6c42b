export {
  applicationStates,
  isSettled,
  statusText,
  type ApplicationState,
  type ApplicationStatus,
  type SyncedResource,
} from './application-status';
export { bareRepository, cloneOf } from './bare-repository';
export { readDeliveredTree, type DeliveredTree } from './delivered-tree';
export { startArgoCd, type ArgoCdOptions } from './start-argo-cd';
export { applyRoot, renewDelivery, startDelivery, type DeliveryOptions } from './start-delivery';
