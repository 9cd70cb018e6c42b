export * from './cost-account';
