export * from './network-access';
