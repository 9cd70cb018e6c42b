import type { KubeObject } from '../../model';
import { KubeError, type KubeClient } from '../client';
import { ProvingGroundError } from '../proving-ground-error';

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

const TIMEOUT_SECONDS = 180;

/**
 * Applies CRDs and waits until the server serves every version of them: asked in a loop, because a server that has
 * just been told may not know them yet.
 * @throws ProvingGroundError for those that it does not serve in time
 */
export async function establishCrds(client: KubeClient, crds: readonly KubeObject[]): Promise<void> {
  await Promise.all(crds.map(crd => client.apply(crd)));
  const end = Date.now() + TIMEOUT_SECONDS * 1000;
  for (let missing = crds; ;) {
    const served = await Promise.all(missing.map(crd => isServed(client, crd as unknown as Crd)));
    missing = missing.filter((_, index) => !served[index]);
    if (missing.length === 0) return;
    if (Date.now() > end)
      throw new ProvingGroundError(
        `not served after ${TIMEOUT_SECONDS} s: ${missing.map(crd => crd.metadata.name).join(', ')}`,
      );
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

async function isServed(client: KubeClient, { spec }: Crd): Promise<boolean> {
  try {
    const served = spec.versions.filter(version => version.served);
    for (const { name } of served) await client.list(`${spec.group}/${name}`, spec.names.kind);
    return true;
  } catch (error) {
    if (error instanceof KubeError && error.status === 404) return false;
    throw error;
  }
}
