export * from './client';
export * from './control-plane';
export * from './kwok';
export { logEnd, type ProcessRecord } from './process';
export { ProvingGroundError } from './proving-ground-error';
export * from './tools';
export * from './argo-cd';
