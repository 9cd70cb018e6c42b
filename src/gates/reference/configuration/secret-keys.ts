import type { KubeObject } from '../../../model';
import { isRecord, recordsIn, valueAt } from '../../schema/json-path';
import { groupKindOf } from '../../identity/group-kind';
import { remembered, type EnvironmentObjects } from '../environment-objects';

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

function joined(one: SecretKeys | undefined, other: SecretKeys): SecretKeys {
  return one === 'any' || other === 'any' ? 'any' : new Set([...(one ?? []), ...other]);
}

/** Secrets of each namespace with their keys: what ExternalSecrets and Certificates bring, and declared tokens. */
export const secretsOf = remembered((environment: EnvironmentObjects) => {
  const namespaces = new Map<string, Map<string, SecretKeys>>();
  for (const { object, tree } of environment.manifests) {
    const { namespace } = object.metadata;
    const secret = tree === 'dist' ? brought(object) : undefined;
    if (secret === undefined || namespace === undefined || typeof secret.name !== 'string') continue;
    const secrets = namespaces.get(namespace) ?? new Map<string, SecretKeys>();
    namespaces.set(namespace, secrets.set(secret.name, joined(secrets.get(secret.name), secret.keys)));
  }
  return namespaces;
});
