export * from './creation-commands';
export * from './external-secret';
export * from './secret-store';
