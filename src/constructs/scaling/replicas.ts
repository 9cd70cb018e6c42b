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

/** How many pods run. */
export type Replicas = FixedReplicas | AutoscaledReplicas;

/** As many pods as git says. */
export function fixed(count: number): FixedReplicas {
  if (!Number.isInteger(count) || count < 1) {
    throw new Error(`replicas: got ${count}, expected a whole number from 1; leave the service out to run none`);
  }
  return { type: 'fixed', count };
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

/** Fewest pods that run when all is well. */
export function fewest(replicas: Replicas): number {
  return replicas.type === 'fixed' ? replicas.count : replicas.min;
}

/** Most pods that run when all is well, a rollout's surge not counted. */
export function most(replicas: Replicas): number {
  return replicas.type === 'fixed' ? replicas.count : replicas.max;
}
