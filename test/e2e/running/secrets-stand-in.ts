import type { KubeObject } from '../../../src/model';
import type { KubeClient } from '../../../src/proving-ground';

type ExternalSecret = KubeObject & {
  readonly spec: {
    readonly target?: { readonly name?: string };
    readonly data?: readonly { readonly secretKey: string }[];
  };
};

/**
 * Stands in for External Secrets: every ExternalSecret on the server yields its Secret, whose values say what they are.
 * That the store is reached, allows it and has the entry is not proven.
 */
export async function yieldSecrets(client: KubeClient): Promise<void> {
  const wanted = (await client.list('external-secrets.io/v1', 'ExternalSecret')) as readonly KubeObject[];
  for (const { metadata, spec } of wanted as readonly ExternalSecret[])
    await client.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: spec.target?.name ?? metadata.name, namespace: metadata.namespace },
      stringData: Object.fromEntries((spec.data ?? []).map(({ secretKey }) => [secretKey, 'stand-in'])),
    } as KubeObject);
}
