import type { KubeClient, LiveObject } from '../../../src/proving-ground';
import { livePods } from './live-pods';

type Quota = LiveObject & { readonly status?: { readonly used?: { readonly pods?: string } } };

/**
 * Quotas that count other pods than there are: their controller needs a moment to see one go, and what the server refuses
 * meanwhile is tried again later and later.
 */
export async function miscounted(client: KubeClient): Promise<readonly string[]> {
  const quotas = (await client.list('v1', 'ResourceQuota')) as readonly Quota[];
  const found = await Promise.all(
    quotas.map(async ({ metadata: { name, namespace }, status }) => {
      const pods = await livePods(client, namespace);
      const counted = pods.filter(pod => !['Succeeded', 'Failed'].includes(pod.status.phase)).length;
      const { pods: used } = status?.used ?? {};
      return used === String(counted) ? [] : [`quota ${namespace}/${name} counts ${used} pods of ${counted}`];
    }),
  );
  return found.flat();
}
