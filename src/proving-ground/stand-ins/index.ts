export type { StandIn } from './stand-in';
export { StandInLoop } from './stand-in-loop';
export { standInsFor } from './stand-ins-for';
export { startStandIns } from './start-stand-ins';
