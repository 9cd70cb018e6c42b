import type { KubeClient } from '../../../src/proving-ground';
import { livePods } from './live-pods';
import type { Service } from './workloads';

/** Gives each service so many pods. */
export async function scale(
  client: KubeClient,
  services: readonly Service[],
  count: (service: Service) => number,
): Promise<void> {
  for (const service of services) await client.mergePatch(service, { spec: { replicas: count(service) } }, 'scale');
}

/** Names of the pods that services have. */
export async function podsOf(client: KubeClient, services: readonly Service[]): Promise<readonly string[]> {
  const pods = await Promise.all(
    services.map(({ metadata, spec }) => livePods(client, metadata.namespace, spec.template.metadata?.labels)),
  );
  return pods.flat().map(({ metadata: { name } }) => name);
}
