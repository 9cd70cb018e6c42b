export * from './aws-secret-store';
export * from './azure-key-vault-store';
export { creationCommands, type RemoteSecret } from './creation-commands';
export * from './external-secret';
export * from './hand-made-secret';
export * from './secret-store';
export * from './vault-secret-store';
