export * from './action-groups';
export * from './application-insights';
export * from './azure-metric';
export * from './log-workspace';
export * from './metric-alert';
export * from './providers';
export * from './watched-metrics';
