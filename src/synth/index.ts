export * from './assumed-facts';
export * from './file-name';
export * from './input-error';
export * from './render';
export * from './synthesize';
export * from './values/check-environments';
