export * from './alertmanager';
export * from './prometheus';
export * from './server';
