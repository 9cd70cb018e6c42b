export * from './added-panel';
export * from './dashboard';
export * from './environment-overview';
export * from './panel';
export { readyPods } from './pod-panels';
export * from './span-words';
export * from './store-overview';
export * from './subjects';
export * from './system-overview';
