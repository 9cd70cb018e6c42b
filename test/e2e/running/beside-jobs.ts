import type { KubeClient } from '../../../src/proving-ground';
import { notRunning, unavailable } from './complaints';
import { livePods } from './live-pods';
import { miscounted } from './quotas';
import { settled } from './settled';
import { jobFrom, type Workloads } from './workloads';

/**
 * Runs every Job, hook and CronJob, none of them ending, beside all services, and then looks at what there is.
 * @param seconds deadline of each wait
 */
export async function besideEveryJob(
  client: KubeClient,
  workloads: Workloads,
  size: 'min' | 'max',
  look: () => Promise<void>,
  seconds: number,
): Promise<void> {
  const { jobs, hooks, cronJobs } = workloads;
  await settled(() => miscounted(client), 'the quotas count what is there', seconds);
  const running = [...jobs, ...hooks, ...cronJobs].map(each => jobFrom(each, 'beside', 'hang'));
  for (const job of running) await client.create(job);
  const missing = async (): Promise<readonly string[]> => [
    ...(await unavailable(client, workloads, size)),
    ...(await notRunning(client, running)),
  ];
  await settled(missing, 'every workload and every job runs at the same time', seconds);
  await look();
  for (const job of running) await client.remove(job);
  const left = async (): Promise<readonly string[]> =>
    (await livePods(client)).flatMap(({ metadata: { name } }) =>
      running.some(job => name.startsWith(`${job.metadata.name}-`)) ? [name] : [],
    );
  await settled(left, 'the jobs have gone', seconds);
}
