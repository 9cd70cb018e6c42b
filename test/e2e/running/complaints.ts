import type { KubeObject } from '../../../src/model';
import type { KubeClient } from '../../../src/proving-ground';
import { isReady, livePods, stateOf, troubleOf } from './live-pods';
import { nameOf, replicasOf, secretsOf, type Job, type Service, type Workloads } from './workloads';

interface ServiceStatus {
  /** A number; a Rollout writes it as text. */
  readonly observedGeneration?: number | string;
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly availableReplicas?: number;
}

interface JobStatus {
  readonly active?: number;
  readonly ready?: number;
  readonly succeeded?: number;
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
}

/** Services that do not have exactly their fewest or most pods, all new and available. */
export async function unavailable(
  client: KubeClient,
  workloads: Workloads,
  size: 'min' | 'max',
): Promise<readonly string[]> {
  const found = await Promise.all(
    workloads.services.map(service => unavailableService(client, service, replicasOf(service, workloads, size))),
  );
  return found.flat();
}

/** A controller's status may be older than what has just been lost: the pods themselves are counted too. */
async function unavailableService(client: KubeClient, service: Service, wanted: number): Promise<readonly string[]> {
  const live = await client.get(service);
  if (live === undefined) return [`${nameOf(service)}: does not exist`];
  const status = (live.status ?? {}) as ServiceStatus;
  const { generation } = live.metadata as { generation?: number };
  const { namespace } = service.metadata;
  const ready = (await livePods(client, namespace, service.spec.template.metadata?.labels)).filter(isReady).length;
  const counts = [status.replicas, status.updatedReplicas, status.availableReplicas].map(count => count ?? 0);
  if (String(status.observedGeneration) === String(generation) && [...counts, ready].every(count => count === wanted))
    return [];
  const [pods, updated, available] = counts;
  return [
    `${nameOf(service)}: wants ${wanted} pods, has ${pods}, ${updated} of them new, ${available} available, ${ready} ready`,
    ...(await troubleOf(client, service)),
  ];
}

/** Jobs that have not come to their good end. */
export async function incomplete(client: KubeClient, jobs: readonly KubeObject[]): Promise<readonly string[]> {
  return complaintsOf(client, jobs, ({ conditions = [] }) =>
    conditions.some(({ type, status }) => type === 'Complete' && status === 'True'),
  );
}

/** Jobs whose pod does not run. */
export async function notRunning(client: KubeClient, jobs: readonly KubeObject[]): Promise<readonly string[]> {
  return complaintsOf(client, jobs, ({ ready = 0 }) => ready === 1);
}

async function complaintsOf(
  client: KubeClient,
  jobs: readonly KubeObject[],
  isFine: (status: JobStatus) => boolean,
): Promise<readonly string[]> {
  const found = await Promise.all(
    jobs.map(async job => {
      const status = ((await client.get(job))?.status ?? {}) as JobStatus;
      if (isFine(status)) return [];
      return [`${nameOf(job)}: ${JSON.stringify(status)}`, ...(await troubleOf(client, job))];
    }),
  );
  return found.flat();
}

/** Workloads that lack a Secret and do not say so: each of its pods waits, with the Secret's name in its message. */
export async function notWaiting(client: KubeClient, lacking: readonly (Service | Job)[]): Promise<readonly string[]> {
  const found = await Promise.all(
    lacking.map(async ({ kind, metadata: { name, namespace }, spec: { template } }) => {
      const pods = await livePods(client, namespace, template.metadata?.labels);
      if (pods.length === 0) return [`${kind}/${name}: has no pod`];
      return pods.flatMap(pod => {
        const state = stateOf(pod);
        const told = secretsOf(template).every(secret => state.includes(`secret "${secret}" not found`));
        return told && state.includes('CreateContainerConfigError') && !isReady(pod) ? [] : [state];
      });
    }),
  );
  return found.flat();
}
