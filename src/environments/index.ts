import type { Environment } from './environment';
import { fablinkDev } from './fablink-dev';
import { fablinkProd } from './fablink-prod';

/** Every environment, one line each. */
export const environments: readonly Environment[] = [fablinkDev, fablinkProd];
