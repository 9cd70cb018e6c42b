import { CRONJOB_STATE, recordedOf as series } from '../../constructs/monitoring';

/** A CronJob whose Jobs people start or a schedule does. */
export interface StartedCronJob {
  readonly namespace: string;
  readonly cronjob: string;
}

/**
 * Minutes since a Job of a CronJob last succeeded, none before the first: a Job that a person started from a suspended
 * CronJob counts, too (Kubernetes' cronjob_controllerv2.go: "a job does not have to be in active list").
 */
export function minutesSinceSuccess({ namespace, cronjob }: StartedCronJob): string {
  return `(time() - max(${series(CRONJOB_STATE.lastSuccess.name, { namespace, cronjob })})) / 60`;
}
