import type { KubeObject } from '../../../src/model';
import type { KubeClient, LiveObject } from '../../../src/proving-ground';

const TWO_YEARS_MS = 2 * 366 * 24 * 3600 * 1000;

/** Makes CronJobs due now: they last ran so long ago that even a yearly one has missed its time. */
export async function startDue(client: KubeClient, cronJobs: readonly KubeObject[]): Promise<void> {
  const lastScheduleTime = new Date(Date.now() - TWO_YEARS_MS).toISOString().replace(/\.\d+Z$/, 'Z');
  for (const cronJob of cronJobs) await client.mergePatch(cronJob, { status: { lastScheduleTime } }, 'status');
}

/** Names of the Jobs that the CronJobs have started themselves. */
export async function jobsOf(client: KubeClient, cronJobs: readonly KubeObject[]): Promise<readonly string[]> {
  const jobs = (await client.list('batch/v1', 'Job')) as readonly (LiveObject & {
    metadata: { ownerReferences?: readonly { kind: string; name: string }[] };
  })[];
  const owned = jobs.filter(({ metadata: { namespace, ownerReferences = [] } }) =>
    cronJobs.some(
      cronJob =>
        cronJob.metadata.namespace === namespace &&
        ownerReferences.some(({ kind, name }) => kind === 'CronJob' && name === cronJob.metadata.name),
    ),
  );
  return owned.map(({ metadata }) => metadata.name);
}
