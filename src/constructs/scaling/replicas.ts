import type { Fact, OfficeHours } from '../../model';
import { known } from '../structure';
import { checkedHours } from './office-hours';

/** A number of pods that git sets. */
export interface FixedReplicas {
  readonly type: 'fixed';
  readonly count: number;
}

/** A number of pods that an autoscaler sets. Git never names it, else each sync would scale back. */
export interface AutoscaledReplicas {
  readonly type: 'autoscaled';
  readonly min: number;
  readonly max: number;
  /** Average utilisation of requested CPU to keep, in percent. */
  readonly cpuPercent: number;
  /** Average utilisation of requested memory to keep, in percent. @default CPU alone decides */
  readonly memoryPercent?: number;
  /** Pods that an eviction must leave. @default all but one of `min` */
  readonly minAvailable?: number;
}

/** A number of pods that run in office hours; outside there are none (TG-16). Git never names it. */
export interface ScheduledReplicas {
  readonly type: 'scheduled';
  readonly count: number;
  readonly hours: Fact<OfficeHours>;
}

/** How many pods run. */
export type Replicas = FixedReplicas | AutoscaledReplicas | ScheduledReplicas;

/** As many pods as git says. */
export function fixed(count: number): FixedReplicas {
  return { type: 'fixed', count: checkedCount(count) };
}

function checkedCount(count: number): number {
  if (Number.isInteger(count) && count >= 1) return count;
  throw new Error(`replicas: got ${count}, expected a whole number from 1; leave the service out to run none`);
}

/** As many pods as the load asks for, within bounds. */
export function autoscaled(bounds: Omit<AutoscaledReplicas, 'type'>): AutoscaledReplicas {
  const { min, max, minAvailable = min - 1 } = bounds;
  if (!Number.isInteger(min) || !Number.isInteger(max) || min < 1 || min > max) {
    throw new Error(`replicas: got min ${min} and max ${max}, expected whole numbers with 1 ≤ min ≤ max`);
  }
  if (minAvailable >= min) {
    throw new Error(
      `replicas: got minAvailable ${minAvailable} with min ${min}; no node could be drained, so it must be below min`,
    );
  }
  return { type: 'autoscaled', ...bounds };
}

/**
 * As many pods as git says in office hours, and none outside. What holds data is never scheduled.
 * @throws Error in plain words for a count or hours that cannot be
 */
export function scheduled({ count, hours }: Omit<ScheduledReplicas, 'type'>): ScheduledReplicas {
  checkedHours(known(hours));
  return { type: 'scheduled', count: checkedCount(count), hours };
}

/**
 * Fewest pods that run when all is well. Of a schedule: in its hours, since only pods that run are kept apart, kept
 * from eviction and given connections; a workload without pods needs none of it.
 */
export function fewest(replicas: Replicas): number {
  return replicas.type === 'autoscaled' ? replicas.min : replicas.count;
}

/** Most pods that run when all is well, a rollout's surge not counted. */
export function most(replicas: Replicas): number {
  return replicas.type === 'autoscaled' ? replicas.max : replicas.count;
}
