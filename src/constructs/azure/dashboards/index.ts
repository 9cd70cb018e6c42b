export { AZURE_SOURCE } from './azure-query';
export * from './azure-monitor-reader';
export * from './managed-stores';
