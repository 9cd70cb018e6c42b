import type { Duration } from 'cdk8s';
import type { Alert, RuleGroup } from './alert-rules';
import { failedSince, READ_OF_FAILURES, READ_OF_SUCCESS, sinceSuccess } from './cron-job';

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
    expr: `${sinceSuccess(backup)} > ${oldest.toSeconds()}`,
    // A kube-state-metrics that starts may know the CronJob before it knows of its last success.
    for: '5m',
    summary: `${name} has made no backup in time`,
    description:
      `The last backup of ${name} succeeded {{ $value | humanizeDuration }} ago, or its CronJob is as old and none ever did; ` +
      `by its schedule one is never older than ${oldest.toHumanString()}. What is lost now is lost since then.`,
    reads: READ_OF_SUCCESS,
  };
}

function failed(backup: JudgedBackup): Own {
  const { name } = backup;
  return {
    name: 'BackupFailed',
    severity: 'warning',
    // Failed Jobs are kept: one that a later success has made good is no alert any more.
    expr: failedSince(backup),
    for: '0m',
    summary: `A backup of ${name} has failed`,
    description: `The Job of ${name} that began at {{ $value | humanizeTimestamp }} has failed, and none has succeeded since.`,
    reads: READ_OF_FAILURES,
  };
}
