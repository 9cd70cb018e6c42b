export * from './alertmanager';
export * from './prometheus';
export * from './settings';
