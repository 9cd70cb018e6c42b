export * from './ack';
export * from './argo-cd';
export * from './aws-load-balancer-controller';
export * from './external-secrets';
export * from './metrics-server';
