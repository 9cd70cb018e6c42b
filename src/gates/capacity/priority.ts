import type { GivenPriorityClass } from '../../model';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { once } from '../pod/once';
import type { Pods } from '../reference/pods';
import { valueAt } from '../schema/json-path';

/** Values of the classes that every cluster has (Kubernetes: `pkg/apis/scheduling/types.go`). */
export const GIVEN_PRIORITIES: Readonly<Record<GivenPriorityClass, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/** Values of the PriorityClasses of an environment, by name. */
const valuesOf = once((environment: EnvironmentObjects): ReadonlyMap<string, number> => {
  const own = environment.all('scheduling.k8s.io/PriorityClass').map(({ object }) => {
    return [object.metadata.name, Number(valueAt(object, ['value']))] as const;
  });
  return new Map([...Object.entries(GIVEN_PRIORITIES), ...own]);
});

/** What the pods rank by where nodes are full; an object without a pod template names their class itself. 0 for none. */
export function priorityOf(environment: EnvironmentObjects, { manifest, pod }: Pods): number {
  const name = pod.spec.priorityClassName ?? valueAt(manifest.object, ['spec', 'priorityClassName']);
  return valuesOf(environment).get(String(name)) ?? 0;
}
