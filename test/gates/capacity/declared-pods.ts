import type { Declared, Model, Rule, WorkloadDeclaration } from '../../../src/model';
import { realModel, type Draft } from '../../real-model';

/** The real environments. */
export const real = realModel();

/** What a rule says of a model, one line a finding. */
export function found(rule: Rule, model: Model): string[] {
  return rule
    .check(model)
    .map(({ where, message }) => `${where.object ?? where.environment} ${where.path}: ${message}`);
}

/** The specification of an object that a test changes. */
export function spec(object: Draft): Record<string, unknown> {
  return object.spec as Record<string, unknown>;
}

/** Matches the declared pool of connections of a workload. */
export function pool(environment: string, workload: string) {
  return (each: Declared): boolean =>
    each.type === 'connection-pool' && each.environment === environment && each.workload === workload;
}

/** A declared service of the namespace shop. */
export function workload(
  name: string,
  mostPods: number,
  cpuMillis: number,
  memoryMiB: number,
): Declared<WorkloadDeclaration> {
  return {
    type: 'workload',
    environment: 'test',
    provenance: { construct: name, lines: () => [] },
    name,
    namespace: 'shop',
    labels: {},
    selector: { app: name },
    serves: [],
    calls: [],
    openTo: [],
    mostPods,
    requests: { cpuMillis, memoryMiB },
    limits: { cpuMillis, memoryMiB },
    runs: 'service',
  };
}
