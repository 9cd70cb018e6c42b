import type { NodePool } from '../../../model';

/** A taint in EKS' words. */
export interface EksTaint {
  readonly key: string;
  readonly value: string;
  readonly effect: 'NO_SCHEDULE' | 'NO_EXECUTE';
}

const EFFECTS = { NoSchedule: 'NO_SCHEDULE', NoExecute: 'NO_EXECUTE' } as const;

/** Taints of a pool, as EKS writes them. */
export function eksTaints({ taints = [] }: NodePool): EksTaint[] {
  return taints.map(({ key, value, effect }) => ({ key, value, effect: EFFECTS[effect] }));
}
