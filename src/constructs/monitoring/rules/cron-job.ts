import type { Metric } from '../../../model';
import { CRONJOB_STATE, JOB_STATE } from '../metrics/job-state';

/** A CronJob that runs by schedule. */
export interface JudgedCronJob {
  readonly name: string;
  readonly namespace: string;
}

/** What is read to know when a CronJob last succeeded. */
export const READ_OF_SUCCESS: readonly Metric[] = [CRONJOB_STATE.lastSuccess, CRONJOB_STATE.created];

/** What is read to know whether it has failed since. */
export const READ_OF_FAILURES: readonly Metric[] = [
  JOB_STATE.created,
  JOB_STATE.owner,
  JOB_STATE.failed,
  ...READ_OF_SUCCESS,
];

/** When it last succeeded, in seconds since 1970; before it first did, when it was made. */
function lastSuccess({ name, namespace }: JudgedCronJob): string {
  const of = `{namespace="${namespace}",cronjob="${name}"}`;
  return `max(${CRONJOB_STATE.lastSuccess.name}${of} or ${CRONJOB_STATE.created.name}${of})`;
}

/** Seconds since it last succeeded. */
export function sinceSuccess(job: JudgedCronJob): string {
  return `time() - ${lastSuccess(job)}`;
}

/** When the newest of its Jobs that failed was made, a person's own among them. */
function lastFailure({ name, namespace }: JudgedCronJob): string {
  const { created, owner, failed } = JOB_STATE;
  const jobs = [
    `${created.name}{namespace="${namespace}"}`,
    `${owner.name}{namespace="${namespace}",owner_kind="CronJob",owner_name="${name}"}`,
    `${failed.name}{namespace="${namespace}",condition="true"} == 1`,
  ];
  return `max(${jobs.join(' and on (job_name) ')})`;
}

/** Whether it has failed since: failed Jobs are kept, and one that a later success has made good is none any more. */
export function failedSince(job: JudgedCronJob): string {
  return `${lastFailure(job)} > ${lastSuccess(job)}`;
}
