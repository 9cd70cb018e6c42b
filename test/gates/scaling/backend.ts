/** The real environments that defects are planted in. */
export const DEV = 'fablink-dev';

export const PROD = 'fablink-prod';

/** FabLink’s backend and what scales it. */
export const BACKEND = 'Deployment/fablink-backend';

/** The same in production, where it is released by weights. */
export const RELEASED = 'Rollout/fablink-backend';

export const SCALER = 'HorizontalPodAutoscaler/fablink-backend';

/** Steps to the pods’ specification. */
export const POD = ['spec', 'template', 'spec'];
