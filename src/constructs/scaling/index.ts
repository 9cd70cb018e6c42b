export * from './autoscaler';
export * from './disruption-budget';
export * from './replicas';
