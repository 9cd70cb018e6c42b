import type { MadeObjectDeclaration } from '../../../src/model';
import type { KubeClient } from '../../../src/proving-ground';

/** Declared objects of controllers that do not exist, or lack a key. */
export async function notMade(
  client: KubeClient,
  declared: readonly MadeObjectDeclaration[],
): Promise<readonly string[]> {
  const found = await Promise.all(
    declared.map(async ({ kind, name, namespace, keys }) => {
      const live = await client.get({ apiVersion: 'v1', kind, metadata: { name, namespace } });
      const { data = {} } = (live ?? {}) as { data?: object };
      return keys.filter(key => !(key in data)).map(key => `${kind} ${namespace}/${name} has no ${key}`);
    }),
  );
  return found.flat();
}
