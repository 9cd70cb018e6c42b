export type { AlarmChannel } from './alarm-channels';
export * from './alarm-topics';
export * from './cloudwatch-metric';
export * from './dashboard-address';
export * from './instance-memory';
export * from './metric-alarm';
export * from './request-alarm';
export * from './store-metrics';
export * from './watched-metrics';
