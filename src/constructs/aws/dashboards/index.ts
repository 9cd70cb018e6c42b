export * from './managed-stores';
export * from './store-dashboard';
