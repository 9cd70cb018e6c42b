export * from './fact';
export * from './folder';
export * from './layer';
export * from './place';
export * from './sync';
export * from './system';
export * from './trace';
export * from './traced-construct';
