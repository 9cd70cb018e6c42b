import type { KubeObject, Manifest } from '../../../model';
import { everyField, isRecord, recordsIn, type Step } from '../../schema/json-path';
import type { EnvironmentObjects } from '../environment-objects';
import { once } from '../../pod/once';

/** Kinds that other objects name in fields of fixed names, at any depth. */
export type UsedKind = 'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PriorityClass';

/** A place that names a ConfigMap, Secret, ServiceAccount or PriorityClass. */
export interface Use {
  readonly manifest: Manifest;
  readonly kind: UsedKind;
  /** Steps to the name. */
  readonly steps: readonly Step[];
  readonly name: string;
  /** Namespace of what is named; undefined where the object that names it has none and gives none. */
  readonly namespace: string | undefined;
  /** Keys that are used, with the steps to each. */
  readonly keys: readonly (readonly [key: string, steps: readonly Step[]])[];
  /** Whether it may be missing. */
  readonly optional: boolean;
}

type Found = Omit<Use, 'manifest' | 'namespace'> & { readonly namespace?: string };

/** Secrets that a controller writes under the name it is given. */
const WRITTEN = 'privateKeySecretRef';

/** Fields that name a Secret without saying so in their own name: the password that Azure makes a server with. */
const PASSWORDS: readonly string[] = ['administratorLoginPassword'];

/** `{ name, key, items, optional }`, as Kubernetes and most operators refer to a ConfigMap or Secret. */
function reference(kind: UsedKind, value: unknown, steps: readonly Step[]): readonly Found[] {
  if (!isRecord(value)) return [];
  const field = kind === 'Secret' && typeof value.secretName === 'string' ? 'secretName' : 'name';
  const { [field]: name, key, namespace } = value;
  if (typeof name !== 'string') return [];
  const keys = recordsIn(value.items).map(
    ([index, item]) => [String(item.key), [...steps, 'items', index, 'key']] as const,
  );
  return [
    {
      kind,
      name,
      steps: [...steps, field],
      keys: typeof key === 'string' ? [...keys, [key, [...steps, 'key']]] : keys,
      optional: value.optional === true,
      ...(typeof namespace === 'string' ? { namespace } : {}),
    },
  ];
}

function text(kind: UsedKind, value: unknown, steps: readonly Step[]): readonly Found[] {
  return typeof value === 'string' ? [{ kind, name: value, steps, keys: [], optional: false }] : [];
}

function list(kind: UsedKind, value: unknown, steps: readonly Step[]): readonly Found[] {
  return recordsIn(value).flatMap(([index, item]) => reference(kind, item, [...steps, index]));
}

/** What one field names, by the field's name. */
function namedBy(field: string, value: unknown, steps: readonly Step[]): readonly Found[] {
  if (field === 'serviceAccountName') return text('ServiceAccount', value, steps);
  if (field === 'priorityClassName') return text('PriorityClass', value, steps);
  if (field === 'serviceAccountRef') return reference('ServiceAccount', value, steps);
  if (field === 'configMap' || /configMap(?:Key)?Ref$/i.test(field)) return reference('ConfigMap', value, steps);
  // External Secrets: one reference for each part of a credential.
  if (field === 'authSecretRef' && isRecord(value)) {
    return Object.entries(value).flatMap(([part, each]) => reference('Secret', each, [...steps, part]));
  }
  // prometheus-operator: the Secret that holds Alertmanager's configuration, under a key of this name.
  if (field === 'configSecret') {
    return text('Secret', value, steps).map(use => ({ ...use, keys: [['alertmanager.yaml', steps]] }));
  }
  if (PASSWORDS.includes(field)) return reference('Secret', value, steps);
  if (field === 'imagePullSecrets' || field === 'secretTargetRef') return list('Secret', value, steps);
  if (field === 'secret' || (/secret(?:Key)?Ref$/i.test(field) && field !== WRITTEN))
    return reference('Secret', value, steps);
  return [];
}

function certificatesOfIngress(object: KubeObject): readonly Found[] {
  if (object.kind !== 'Ingress') return [];
  const { tls } = isRecord(object.spec) ? object.spec : {};
  return recordsIn(tls).flatMap(([index, entry]) => reference('Secret', entry, ['spec', 'tls', index]));
}

function usesIn(manifest: Manifest): readonly Use[] {
  const { object } = manifest;
  const found = [...certificatesOfIngress(object)];
  everyField(object, (field, value, steps) => {
    if (value !== null && value !== undefined) found.push(...namedBy(field, value, [...steps]));
  });
  return found.map(use => ({ namespace: object.metadata.namespace, ...use, manifest }));
}

/** Everything in an environment's dist/ that names a ConfigMap, Secret, ServiceAccount or PriorityClass. */
export const usesOf = once((environment: EnvironmentObjects): readonly Use[] =>
  environment.manifests.flatMap(manifest => (manifest.tree === 'dist' ? usesIn(manifest) : [])),
);
