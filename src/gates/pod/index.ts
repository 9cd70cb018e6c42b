import type { Rule } from '../../model';
import { noRootUser } from './no-root-user';
import { podDefaults } from './pod-defaults';
import { podSecurity } from './pod-security';
import { probes } from './probes';
import { readOnlyRoot } from './read-only-root';
import { requestsAndLimits } from './requests-and-limits';

/** Rules about what every pod must say of itself. */
export const podRules: readonly Rule[] = [
  podSecurity,
  podDefaults,
  requestsAndLimits,
  probes,
  readOnlyRoot,
  noRootUser,
];
