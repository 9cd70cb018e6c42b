import type { KubeObject } from '../../model';
import { groupKindOf } from '../identity/group-kind';
import { recordsIn, valueAt } from '../schema/json-path';

/** A window of a ScaledObject: what its cron trigger says, unchecked. */
export interface CronTrigger {
  /** Place of the trigger in the list. */
  readonly index: number;
  readonly start: unknown;
  readonly end: unknown;
  readonly timeZone: unknown;
  readonly desiredReplicas: unknown;
}

export function isScaledObject(object: KubeObject): boolean {
  return groupKindOf(object) === 'keda.sh/ScaledObject';
}

/** The cron triggers of a ScaledObject. */
export function cronTriggers(object: KubeObject): readonly CronTrigger[] {
  return recordsIn(valueAt(object, ['spec', 'triggers'])).flatMap(([index, trigger]) => {
    if (trigger.type !== 'cron') return [];
    const of = (name: string): unknown => valueAt(trigger, ['metadata', name]);
    const timeZone = of('timezone');
    return [{ index, start: of('start'), end: of('end'), timeZone, desiredReplicas: of('desiredReplicas') }];
  });
}

/** Whether KEDA may take all pods away. */
export function sleeps(object: KubeObject): boolean {
  const [least, idle] = [valueAt(object, ['spec', 'minReplicaCount']), valueAt(object, ['spec', 'idleReplicaCount'])];
  return (least ?? 0) === 0 || idle === 0;
}

/** Name of what a ScaledObject scales. */
export function scaledName(object: KubeObject): unknown {
  return valueAt(object, ['spec', 'scaleTargetRef', 'name']);
}
