export * from './calendar';
export * from './csv-table';
export * from './faults';
export * from './field';
export * from './none-twice';
