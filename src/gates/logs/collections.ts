import type { Declared, Finding, LogCollectionDeclaration, Manifest, Model, WorkloadDeclaration } from '../../model';
import { declaredOf, findingAbout } from '../capacity/declared';
import { environmentsOf, type EnvironmentObjects } from '../reference/environment-objects';
import { valueAt, type Step } from '../schema/json-path';
import { pipelineOf, type Pipeline } from './pipeline';

/** A collector of an environment, with its configuration and the services whose lines it keeps. */
export interface Collection {
  readonly declared: Declared<LogCollectionDeclaration>;
  readonly environment: EnvironmentObjects;
  readonly configMap: Manifest;
  /** Steps to the configuration in the ConfigMap. */
  readonly steps: readonly Step[];
  readonly pipeline: Pipeline;
  readonly services: readonly Declared<WorkloadDeclaration>[];
}

/** The collectors of a model, and what is wrong with those whose configuration cannot be read. */
export function collectionsOf(
  model: Model,
  code: string,
): { readonly collections: readonly Collection[]; readonly unreadable: readonly Finding[] } {
  const environments = new Map(environmentsOf(model).map(each => [each.manifests[0]?.environment, each]));
  const collections: Collection[] = [];
  const unreadable: Finding[] = [];
  for (const declared of declaredOf(model, 'log-collection')) {
    const { namespace, configMap: name, key } = declared;
    const environment = environments.get(declared.environment);
    const configMap = environment?.find('ConfigMap', namespace, name);
    const pipeline = configMap ? pipelineOf(valueAt(configMap.object, ['data', key])) : 'no such ConfigMap';
    if (environment === undefined || configMap === undefined || typeof pipeline === 'string') {
      unreadable.push(cannotRead(declared, code, String(pipeline)));
      continue;
    }
    const services = servicesOf(model, declared);
    collections.push({ declared, environment, configMap, steps: ['data', key], pipeline, services });
  }
  return { collections, unreadable };
}

/** Every declared service but the collector and its store, which would tell of their own telling. */
function servicesOf(
  model: Model,
  { environment, namespace, to }: Declared<LogCollectionDeclaration>,
): readonly Declared<WorkloadDeclaration>[] {
  const own = [namespace, ...(to.type === 'loki' ? [to.store.namespace] : [])];
  return declaredOf(model, 'workload').filter(
    each =>
      each.environment === environment &&
      each.runs === 'service' &&
      each.startedBy === undefined &&
      !own.includes(each.namespace),
  );
}

function cannotRead(declared: Declared<LogCollectionDeclaration>, code: string, problem: string): Finding {
  const { namespace, configMap, key } = declared;
  return findingAbout(declared, code, {
    message: `the collector's configuration ${namespace}/${configMap}, key ${key}, cannot be read: ${problem}`,
    expected: 'a ConfigMap whose key holds Fluent Bit’s configuration in YAML',
    mend: 'let the system `logs` write it',
  });
}
