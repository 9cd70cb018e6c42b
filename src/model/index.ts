export * from './cluster';
export * from './declaration';
export * from './endpoint';
export * from './fact';
export * from './finding';
export * from './manifest';
export * from './model';
export * from './provenance';
