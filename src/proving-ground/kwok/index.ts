export { LEARNER_POOL, nodesOf, type PoolSize } from './nodes';
