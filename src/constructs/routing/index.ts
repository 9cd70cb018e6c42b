export * from './certificate';
export * from './nginx-ingress';
