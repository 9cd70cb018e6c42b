export { startRollouts } from './start-rollouts';
