export * from './added-panel';
export * from './dashboard';
export * from './environment-overview';
export * from './panel';
export * from './store-overview';
export * from './subjects';
export * from './system-overview';
export * from './words';
