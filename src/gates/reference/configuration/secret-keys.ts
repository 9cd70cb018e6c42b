import type { Declared, KubeObject } from '../../../model';
import { isRecord, recordsIn, valueAt } from '../../schema/json-path';
import { groupKindOf } from '../../identity/group-kind';
import type { EnvironmentObjects } from '../environment-objects';
import { once } from '../../pod/once';

/** Keys of a Secret; `any` where only the secret manager knows them. */
export type SecretKeys = ReadonlySet<string> | 'any';

/** A Secret that will exist, by the object that brings it. */
interface Brought {
  readonly name: unknown;
  readonly keys: SecretKeys;
}

/** Keys that a cluster writes into a token of a service account. */
const TOKEN_KEYS = ['token', 'ca.crt', 'namespace'];

function fieldsOf(value: unknown): readonly string[] {
  return isRecord(value) ? Object.keys(value) : [];
}

/** Name of the Secret that an ExternalSecret fills. */
export function targetOf(object: KubeObject): unknown {
  return valueAt(object, ['spec', 'target', 'name']) ?? object.metadata.name;
}

/** A template replaces what is fetched unless it says `Merge`. */
function keysOfExternalSecret(object: KubeObject): SecretKeys {
  const template = valueAt(object, ['spec', 'target', 'template']);
  const isMerged = valueAt(template, ['mergePolicy']) === 'Merge';
  const written = fieldsOf(valueAt(template, ['data']));
  if (valueAt(template, ['templateFrom']) !== undefined) return 'any';
  if (written.length > 0 && !isMerged) return new Set(written);
  if (recordsIn(valueAt(object, ['spec', 'dataFrom'])).length > 0) return 'any';
  const fetched = recordsIn(valueAt(object, ['spec', 'data'])).map(([, { secretKey }]) => String(secretKey));
  return new Set([...fetched, ...written]);
}

function brought(object: KubeObject): Brought | undefined {
  switch (groupKindOf(object)) {
    case 'external-secrets.io/ExternalSecret':
      return { name: targetOf(object), keys: keysOfExternalSecret(object) };
    case 'cert-manager.io/Certificate':
      return { name: valueAt(object, ['spec', 'secretName']), keys: new Set(['tls.crt', 'tls.key', 'ca.crt']) };
    case 'Secret': {
      const token = object.type === 'kubernetes.io/service-account-token' ? TOKEN_KEYS : [];
      return {
        name: object.metadata.name,
        keys: new Set([...fieldsOf(object.data), ...fieldsOf(object.stringData), ...token]),
      };
    }
    default:
      return undefined;
  }
}

/** Secrets that stand in no file: a person makes them, or a controller. */
function announced(declaration: Declared): (Brought & { readonly namespace: string }) | undefined {
  if (declaration.type === 'secret' && declaration.source === 'by-hand') {
    const { name, namespace, entries } = declaration;
    return { name, namespace, keys: new Set(entries.map(({ key }) => key)) };
  }
  if (declaration.type !== 'made-by-controller' || declaration.kind !== 'Secret') return undefined;
  const { name, namespace, keys } = declaration;
  return { name, namespace, keys: new Set(keys) };
}

function joined(one: SecretKeys | undefined, other: SecretKeys): SecretKeys {
  return one === 'any' || other === 'any' ? 'any' : new Set([...(one ?? []), ...other]);
}

/** Secrets of each namespace with their keys: of ExternalSecrets and Certificates, tokens, and what is declared. */
export const secretsOf = once((environment: EnvironmentObjects) => {
  const namespaces = new Map<string, Map<string, SecretKeys>>();
  const add = (namespace: string, { name, keys }: Brought): void => {
    if (typeof name !== 'string') return;
    const secrets = namespaces.get(namespace) ?? new Map<string, SecretKeys>();
    namespaces.set(namespace, secrets.set(name, joined(secrets.get(name), keys)));
  };
  for (const { object, tree } of environment.manifests) {
    const { namespace } = object.metadata;
    const secret = tree === 'dist' ? brought(object) : undefined;
    if (secret !== undefined && namespace !== undefined) add(namespace, secret);
  }
  for (const declaration of environment.declarations) {
    const secret = announced(declaration);
    if (secret !== undefined) add(secret.namespace, secret);
  }
  return namespaces;
});
