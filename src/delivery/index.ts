export * from './deliver';
export * from './files';
