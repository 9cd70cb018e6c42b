import type { Metric } from '../../../model';

/** What kube-state-metrics tells of Jobs and CronJobs: `namespace` is theirs. Times are seconds since 1970. */
export const JOB_STATE = {
  failed: {
    name: 'kube_job_failed',
    type: 'gauge',
    labels: ['condition', 'job_name'],
    help: '1 for what is so of a Job that has ended as failed: condition is true, false or unknown',
  },
  created: {
    name: 'kube_job_created',
    type: 'gauge',
    labels: ['job_name'],
    help: 'time at which a Job was made',
  },
  owner: {
    name: 'kube_job_owner',
    type: 'gauge',
    labels: ['job_name', 'owner_is_controller', 'owner_kind', 'owner_name'],
    help: '1 for what made a Job',
  },
} as const satisfies Readonly<Record<string, Metric>>;

/** The same of CronJobs. */
export const CRONJOB_STATE = {
  created: {
    name: 'kube_cronjob_created',
    type: 'gauge',
    labels: ['cronjob'],
    help: 'time at which a CronJob was made',
  },
  lastSuccess: {
    name: 'kube_cronjob_status_last_successful_time',
    type: 'gauge',
    labels: ['cronjob'],
    help: 'time at which a Job of a CronJob last succeeded; no series before the first did',
  },
} as const satisfies Readonly<Record<string, Metric>>;
