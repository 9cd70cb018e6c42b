import type { Rule } from '../../model';
import { applicationPolicy } from './application-policy';
import { hookRunnable } from './hook-runnable';
import { jobDeadline } from './job-deadline';
import { jobRerun } from './job-rerun';
import { rolloutLast } from './rollout-last';
import { sharedObject } from './shared-object';
import { syncOptionsKnown } from './sync-options-known';
import { waveNumber } from './wave-number';
import { waveOrder } from './wave-order';

/** Rules about what Argo CD does with an object: when, how often, and whether it understands us. */
export const syncRules: readonly Rule[] = [
  hookRunnable,
  waveNumber,
  waveOrder,
  jobDeadline,
  jobRerun,
  rolloutLast,
  syncOptionsKnown,
  applicationPolicy,
  sharedObject,
];
