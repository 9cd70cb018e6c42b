import type { KubeObject } from '../../../src/model';
import { asWritten } from '../../proof/alertmanager/external-secrets';
import type { CommittedObject } from '../committed-objects';
import { handMade } from '../running/by-hand';

interface ExternalSecret {
  readonly target: { readonly name: string; readonly template?: { readonly data?: Readonly<Record<string, string>> } };
  readonly data?: readonly { readonly secretKey: string }[];
}

/**
 * Every Secret that a system of an environment needs: what stores and people give are dummies, what External Secrets
 * writes of a template of raw strings is what it writes.
 */
export function secretsOf(environment: string, objects: readonly CommittedObject[]): readonly KubeObject[] {
  const stored = objects
    .filter(({ object }) => object.kind === 'ExternalSecret')
    .map(({ object: { metadata, spec } }) => {
      const { target, data = [] } = spec as unknown as ExternalSecret;
      const keys = data.map(({ secretKey }) => secretKey);
      return secret(metadata.namespace, target.name, { ...dummies(keys), ...written(target.template?.data ?? {}) });
    });
  const made = handMade(environment, objects).map(({ name, namespace, entries }) =>
    secret(namespace, name, dummies(entries.map(({ key }) => key))),
  );
  return [...stored, ...made];
}

function secret(namespace: string | undefined, name: string, stringData: Readonly<Record<string, string>>): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: namespace ?? 'default' },
    stringData,
  } as unknown as KubeObject;
}

function dummies(keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(keys.map(key => [key, `dummy of ${key}`]));
}

/** What asks for a secret's value stays a dummy: nothing of Prometheus or Alertmanager does. */
function written(templates: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(templates).map(([key, text]) => [
      key,
      /\{\{(?!`)/.test(outside(text)) ? `dummy of ${key}` : asWritten(text),
    ]),
  );
}

function outside(text: string): string {
  return text.replace(/\{\{`[^`]*`\}\}/g, '');
}
