import type { Duration } from 'cdk8s';
import {
  failedSince,
  READ_OF_FAILURES,
  READ_OF_SUCCESS,
  sinceSuccess,
  type JudgedCronJob,
  type RuleGroup,
} from '../../../constructs/monitoring';

/** A benchmark that runs by schedule. */
export interface JudgedBenchmark extends JudgedCronJob {
  /** Age that the newest success never has while its schedule is kept. */
  readonly oldest: Duration;
  readonly requirements: readonly string[];
}

/** Tells when the nodes of a pool are worse than they were, and when nobody looks at them any more. */
export function benchmarkRules(judged: JudgedBenchmark): RuleGroup {
  const { name, namespace, oldest, requirements } = judged;
  const shared = {
    severity: 'warning',
    labels: { namespace, service: name },
    team: 'platform',
    judged: { type: 'other' },
    lookbackDays: 0,
    requirements,
  } as const;
  return {
    name,
    recordings: [],
    alerts: [
      {
        ...shared,
        name: 'BenchmarkFailed',
        expr: failedSince(judged),
        for: '0m',
        summary: `${name} has failed`,
        description:
          `The Job of ${name} that began at {{ $value | humanizeTimestamp }} has failed, and none has succeeded since: more ` +
          'checks of the CIS benchmark fail than in the best report before, or there is no report. Its log says which.',
        reads: READ_OF_FAILURES,
      },
      {
        ...shared,
        name: 'BenchmarkMissed',
        expr: `${sinceSuccess(judged)} > ${oldest.toSeconds()}`,
        // A kube-state-metrics that starts may know the CronJob before it knows of its last success.
        for: '5m',
        summary: `${name} has given no good report in time`,
        description:
          `The last run of ${name} that succeeded did so {{ $value | humanizeDuration }} ago, or its CronJob is as old and none ` +
          `ever did; by its schedule that is never longer than ${oldest.toHumanString()}.`,
        reads: READ_OF_SUCCESS,
      },
    ],
  };
}
