export type { AdoptedAurora } from './aurora-adopted';
export * from './aurora-cluster';
export type { CreatedAurora } from './aurora-created';
export * from './dynamo-table';
export type { WarmThroughput } from './dynamo-table-contracts';
export * from './ecr-repository';
export * from './kms-key';
export * from './log-group';
