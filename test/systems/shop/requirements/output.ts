import type { KubeObject } from '../../../../src/model';
import { read } from '../../../constructs/read';
import { realModel } from '../../../real-model';
import { Output } from '../../fablink/requirements/output';

export { namesOf } from '../../fablink/requirements/output';

export const local = new Output('learn-local');
export const eks = new Output('learn');

/** All objects of a kind on EKS, those of the system `monitoring` among them. */
export function everyOnEks(kind: string): KubeObject[] {
  return realModel()
    .manifests.filter(
      ({ environment, tree, object }) => environment === 'learn' && tree === 'dist' && object.kind === kind,
    )
    .map(({ object }) => object);
}

/** Namespaces that run something here (LP-01). */
export const NAMESPACES = ['backend', 'frontend'] as const;

/** The shop's own programs, with the document's ports where it has any. */
export const SERVICES = ['catalog', 'frontend', 'main', 'order'] as const;

export type ServiceName = (typeof SERVICES)[number];

/** Value of a field of a Deployment's one container. */
export function ofContainer(service: string, path: string): unknown {
  return local.value(`Deployment/${service}`, `spec.template.spec.containers.0.${path}`);
}

/** Settings that a service reads from its ConfigMap. */
export function settingsOf(service: ServiceName): Readonly<Record<string, string>> {
  return local.value(`ConfigMap/${service}-config`, 'data') as Record<string, string>;
}

/** Keys of Secrets by the environment variable that they fill, of a service's or a Job's container. */
export function secretsOf(kindAndName: string): Readonly<Record<string, string>> {
  const variables = (local.value(kindAndName, 'spec.template.spec.containers.0.env') ?? []) as Variable[];
  return Object.fromEntries(
    variables.flatMap(({ name, valueFrom }) =>
      valueFrom ? [[name, `${valueFrom.secretKeyRef.name}/${valueFrom.secretKeyRef.key}`]] : [],
    ),
  );
}

interface Variable {
  readonly name: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

/** The one object of a kind and a name in a namespace: default-deny stands in each. */
export function inNamespace(namespace: string, kind: string, name: string): KubeObject {
  const found = local.all(kind).filter(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  if (found.length !== 1) throw new Error(`${namespace} has ${found.length} objects ${kind}/${name}`);
  return found[0] as KubeObject;
}

export { read };
