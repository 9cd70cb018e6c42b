import { cloudCases } from './cloud';
import { configurationCases } from './configuration';
import { jobCases } from './jobs';
import { networkCases } from './network';
import { removalCases } from './removals';
import { storageCases } from './storage';
import type { UpgradeCase } from './upgrade-case';
import { workloadCases } from './workloads';

export * from './upgrade-case';

/** Changes of every sort, each with what an API server and the gate say of it. Names of objects differ between cases. */
export const corpus: readonly UpgradeCase[] = [
  ...workloadCases,
  ...jobCases,
  ...networkCases,
  ...storageCases,
  ...configurationCases,
  ...cloudCases,
  ...removalCases,
];
