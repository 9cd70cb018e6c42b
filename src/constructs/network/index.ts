export * from './kubernetes-api';
export * from './network-access';
export * from './open-traffic';
