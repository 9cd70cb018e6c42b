export * from './autoscaler';
export * from './disruption-budget';
export * from './office-hours';
export * from './replicas';
export * from './scheduled-scaler';
