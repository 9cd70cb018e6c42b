import type { Declared, Finding, Manifest, Model, WorkloadDeclaration } from '../../model';
import { declaredOf } from '../capacity/declared';
import { grouped } from '../capacity/grouped';
import { findingFor } from '../finding';
import { environmentsOf, type EnvironmentObjects } from '../reference/environment-objects';
import { podSpecsOf } from '../schema/fields/pods';
import { isRecord, jsonPath, valueAt } from '../schema/json-path';
import { ARGO_CD, compareMoments, hooksOf, momentOf } from './annotations';

type Workload = Declared<WorkloadDeclaration>;

/** Whether the object makes the declared pods. */
function makes({ object }: Manifest, { namespace, selector }: Workload): boolean {
  if (object.metadata.namespace !== namespace) return false;
  return podSpecsOf(object).some(pod => {
    const labels = valueAt(object, [...pod.steps.slice(0, -1), 'metadata', 'labels']);
    return isRecord(labels) && Object.entries(selector).every(([key, value]) => labels[key] === value);
  });
}

function calledServices(environment: EnvironmentObjects, workload: Workload): readonly Manifest[] {
  return workload.calls.flatMap(call => {
    const service = call.type === 'pods' ? environment.find('Service', call.namespace, call.service) : undefined;
    return service === undefined ? [] : [service];
  });
}

/** PreSync hooks that call what their own Application brings only after them, a database above all. */
export function callsTooEarly(model: Model, code: string): readonly Finding[] {
  const workloads = grouped(declaredOf(model, 'workload'), ({ environment }) => environment);
  return environmentsOf(model).flatMap(environment => {
    const hooks = environment.manifests.filter(({ object }) => hooksOf(object).includes('PreSync'));
    return hooks.flatMap(hook => {
      const own = (workloads.get(hook.environment) ?? []).filter(workload => makes(hook, workload));
      const services = own.flatMap(workload => calledServices(environment, workload));
      return services
        .filter(service => service.application === hook.application)
        .filter(service => compareMoments(momentOf(service), momentOf(hook)) > 0)
        .map(({ object }) =>
          findingFor(hook, code, {
            path: jsonPath(['metadata', 'annotations', `${ARGO_CD}hook`]),
            message: `found a PreSync hook that calls ${object.metadata.name}, but ${hook.application} brings it only after the hook`,
            expected: 'a PreSync hook that needs nothing of its own Application (argo-cd#9891)',
            mend: 'make the Job part of the sync, in the wave "init" behind what it calls',
          }),
        );
    });
  });
}
