export * from './merge';
export * from './sample-table';
export * from './validation';
