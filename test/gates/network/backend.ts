/** The real environments that defects are planted in. */
export const DEV = 'fablink-dev';

export const PROD = 'fablink-prod';

/** Objects around FabLink’s backend. */
export const SERVICE = 'Service/fablink-backend';

export const INGRESS = 'Ingress/fablink-backend';

export const BINDING = 'TargetGroupBinding/fablink-backend';

export const POLICY = 'NetworkPolicy/fablink-backend';
