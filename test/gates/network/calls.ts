/** The real environment that defects are planted in. */
export const DEV = 'fablink-dev';

/** Policies of FabLink’s backend and of its check. */
export const BACKEND = 'NetworkPolicy/fablink-backend';

export const CHECK = 'NetworkPolicy/fablink-backend-check';

/** The same as findings name them. */
export const AT_BACKEND = 'NetworkPolicy/fablink-dev/fablink-backend';

export const AT_CHECK = 'NetworkPolicy/fablink-dev/fablink-backend-check';

/** Labels of the backend’s pods. */
export const PEER = { 'app.kubernetes.io/instance': 'fablink', 'app.kubernetes.io/name': 'fablink-backend' };
