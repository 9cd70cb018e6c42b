import type { KubeObject } from '../../model';
import { groupKindOf } from '../identity/group-kind';

const SELECTING = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  'argoproj.io/Rollout',
]);

/** Whether the object is a workload that finds its pods by a selector. */
export function hasPodSelector(object: KubeObject): boolean {
  return SELECTING.has(groupKindOf(object));
}
