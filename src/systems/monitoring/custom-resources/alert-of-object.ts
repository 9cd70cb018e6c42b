import type { Alert } from '../../../constructs/monitoring';

/** What alerts about an object that an add-on looks after have in common. */
export const OF_OBJECT = {
  labels: {},
  team: 'platform',
  dashboard: 'environment',
  judged: { type: 'other' },
  lookbackDays: 0,
} as const satisfies Partial<Alert>;
