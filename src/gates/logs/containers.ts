import type { Declared, WorkloadDeclaration } from '../../model';
import type { Complaint } from '../finding';
import { podsOf } from '../reference/pods';
import { containersOf } from '../schema/fields/pods';
import type { Collection } from './collections';

/** Whether a container is named like its service: the file of its lines has that name. */
export function hasContainer({ environment }: Collection, service: Declared<WorkloadDeclaration>): boolean {
  // Those that an operator makes are among them: a Prometheus' container is `prometheus`, an Alertmanager's `alertmanager`.
  const pods = [...podsOf(environment).selected(service.namespace, { matchLabels: service.selector })];
  return pods.flatMap(({ pod }) => containersOf(pod)).some(({ container }) => container.name === service.name);
}

/** What is wrong where none is. */
export function noContainer({ namespace, name }: Declared<WorkloadDeclaration>): Complaint {
  return {
    message: `no container of ${namespace}/${name} is called ${name}, so its lines stand in another file`,
    expected: 'a container named like its service',
    mend: 'name the container like the service',
  };
}
