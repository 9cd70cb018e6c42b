import type { Duration } from 'cdk8s';
import { CRONJOB_STATE, JOB_STATE } from '../metrics/job-state';
import type { Alert, RuleGroup } from './alert-rules';

/** A CronJob that makes backups. */
export interface JudgedBackup {
  /** Name of the CronJob. */
  readonly name: string;
  readonly namespace: string;
  /** Age that the newest backup never has while its schedule is kept. */
  readonly oldest: Duration;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

/** When a backup last succeeded, in seconds since 1970; before the first did, when its CronJob was made. */
function lastBackup({ name, namespace }: JudgedBackup): string {
  const of = `{namespace="${namespace}",cronjob="${name}"}`;
  return `max(${CRONJOB_STATE.lastSuccess.name}${of} or ${CRONJOB_STATE.created.name}${of})`;
}

/** Seconds since the last backup succeeded. */
export function backupAge(backup: JudgedBackup): string {
  return `time() - ${lastBackup(backup)}`;
}

/** When the newest of its Jobs that failed was made, a person's own among them. */
function lastFailure({ name, namespace }: JudgedBackup): string {
  const { created, owner, failed } = JOB_STATE;
  const jobs = [
    `${created.name}{namespace="${namespace}"}`,
    `${owner.name}{namespace="${namespace}",owner_kind="CronJob",owner_name="${name}"}`,
    `${failed.name}{namespace="${namespace}",condition="true"} == 1`,
  ];
  return `max(${jobs.join(' and on (job_name) ')})`;
}

/** Tells when no backup has come in time, and of each that fails. */
export function backupRules(backup: JudgedBackup): RuleGroup {
  const { name, namespace, requirements } = backup;
  const shared = {
    labels: { namespace, service: name },
    dashboard: 'environment',
    judged: { type: 'other' },
    lookbackDays: 0,
    requirements,
  } as const;
  return {
    name: `${name}-backup`,
    recordings: [],
    alerts: [
      { ...shared, ...missed(backup) },
      { ...shared, ...failed(backup) },
    ],
  };
}

/** What is not the same of both. */
type Own = Omit<Alert, 'labels' | 'dashboard' | 'judged' | 'lookbackDays' | 'requirements'>;

function missed(backup: JudgedBackup): Own {
  const { name, oldest } = backup;
  return {
    name: 'BackupMissed',
    severity: 'critical',
    expr: `${backupAge(backup)} > ${oldest.toSeconds()}`,
    // A kube-state-metrics that starts may know the CronJob before it knows of its last success.
    for: '5m',
    summary: `${name} has made no backup in time`,
    description:
      `The last backup of ${name} succeeded {{ $value | humanizeDuration }} ago, or its CronJob is as old and none ever did; ` +
      `by its schedule one is never older than ${oldest.toHumanString()}. What is lost now is lost since then.`,
    reads: [CRONJOB_STATE.lastSuccess, CRONJOB_STATE.created],
  };
}

function failed(backup: JudgedBackup): Own {
  const { name } = backup;
  return {
    name: 'BackupFailed',
    severity: 'warning',
    // Failed Jobs are kept: one that a later success has made good is no alert any more.
    expr: `${lastFailure(backup)} > ${lastBackup(backup)}`,
    for: '0m',
    summary: `A backup of ${name} has failed`,
    description: `The Job of ${name} that began at {{ $value | humanizeTimestamp }} has failed, and none has succeeded since.`,
    reads: [JOB_STATE.created, JOB_STATE.owner, JOB_STATE.failed, CRONJOB_STATE.lastSuccess, CRONJOB_STATE.created],
  };
}
