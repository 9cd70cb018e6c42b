export { startArgoCd, type ArgoCdOptions } from './start-argo-cd';
export { bareRepository } from './bare-repository';
