import type { Manifest } from '../../model';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { once } from '../pod/once';
import { valueAt } from '../schema/json-path';
import type { Use } from './pod-uses';

/** External Secrets of an environment, by namespace and name of the Secret that each makes. */
const makersOfSecrets = once((environment: EnvironmentObjects) => {
  const makers = new Map<string, Manifest>();
  for (const manifest of environment.all('external-secrets.io/ExternalSecret')) {
    const { name, namespace } = manifest.object.metadata;
    const target = valueAt(manifest.object, ['spec', 'target', 'name']);
    makers.set(`${namespace} ${typeof target === 'string' ? target : name}`, manifest);
  }
  return makers;
});

/** The object that a pod's name leads to, of a Secret the one that makes it; undefined where git holds none. */
export function usedObject(environment: EnvironmentObjects, namespace: string, used: Use): Manifest | undefined {
  const { kind, name } = used;
  if (kind === 'Secret') {
    const maker = makersOfSecrets(environment).get(`${namespace} ${name}`);
    if (maker !== undefined) return maker;
  }
  return environment.find(kind, namespace, name);
}
