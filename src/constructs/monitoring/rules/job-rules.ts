import { JOB_STATE } from '../metrics/job-state';
import type { RuleGroup } from './alert-rules';

/** A Job that runs to its end while nobody looks. */
export interface JudgedJob {
  /** Name of the workload. */
  readonly name: string;
  readonly namespace: string;
  /** Name of the Job itself: the workload's, or that with a hash of its content. */
  readonly job: string;
  /** What is missing when it fails: what services find in their database, or something else. */
  readonly brings: 'data' | 'other';
}

/** Whether a Job has ended as failed: 1. Of one that has not there is no series. */
export function jobFailed({ namespace, job }: Pick<JudgedJob, 'namespace' | 'job'>): string {
  return `max(${JOB_STATE.failed.name}{namespace="${namespace}",job_name="${job}",condition="true"})`;
}

/** Tells when a Job has failed: its retries or its time are over, and it does not begin again by itself. */
export function jobRules(judged: JudgedJob): RuleGroup {
  const { name, namespace, job, brings } = judged;
  return {
    name: `${name}-job`,
    recordings: [],
    alerts: [
      {
        ...TOLD[brings],
        expr: `${jobFailed(judged)} == 1`,
        for: '0m',
        labels: { namespace, service: name, job_name: job },
        dashboard: 'environment',
        summary: `Job ${job} has failed`,
        description:
          `${job} in ${namespace} has used up its retries or its time, and does not begin again by itself. ` +
          LEAVES[brings],
        judged: { type: 'other' },
        lookbackDays: 0,
        reads: [JOB_STATE.failed],
        requirements: [],
      },
    ],
  };
}

/** Without a schema or its data, a service fails or waits; what else a Job does can wait for a person's day. */
const TOLD = {
  data: { name: 'DataInitFailed', severity: 'critical' },
  other: { name: 'JobFailed', severity: 'warning' },
} as const;

const LEAVES = {
  data: 'The database is as it was before; what was to come with it, its services do not find.',
  other: 'What it was to make is not there, or is as it was before.',
} as const;
