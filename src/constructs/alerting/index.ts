export * from './inhibitions';
export * from './messages';
export * from './mute-times';
export * from './outside-receivers';
export * from './routing';
export * from './servers';
