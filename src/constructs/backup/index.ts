export * from './database-backup';
export * from './destination';
export * from './engine';
export * from './schedule';
