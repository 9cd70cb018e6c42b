import type { Environment } from './environment';
import { fablinkDev } from './fablink-dev';
import { fablinkProd } from './fablink-prod';
import { learn } from './learn';
import { learnLocal } from './learn-local';
import { memoDev } from './memo-dev';
import { memoProd } from './memo-prod';
import { tripgenDev } from './tripgen-dev';
import { tripgenProd } from './tripgen-prod';

/** Every environment, one line each. */
export const environments: readonly Environment[] = [
  fablinkDev,
  fablinkProd,
  learn,
  learnLocal,
  memoDev,
  memoProd,
  tripgenDev,
  tripgenProd,
];
