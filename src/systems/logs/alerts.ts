import type { Alert } from '../../constructs/monitoring';
import type { Metric } from '../../model';

/** What Fluent Bit shows of itself, as far as the alerts below read it. `name` is the alias of an output: the service. */
export const LOG_METRICS = {
  dropped: {
    name: 'fluentbit_output_dropped_records_total',
    type: 'counter',
    labels: ['name'],
    help: 'lines that were thrown away before CloudWatch took them',
  },
  sent: {
    name: 'fluentbit_output_proc_records_total',
    type: 'counter',
    labels: ['name'],
    help: 'lines that CloudWatch took',
  },
  again: {
    name: 'fluentbit_output_retries_total',
    type: 'counter',
    labels: ['name'],
    help: 'bundles of lines that CloudWatch did not take and that wait for another attempt',
  },
  givenUp: {
    name: 'fluentbit_output_retries_failed_total',
    type: 'counter',
    labels: ['name'],
    help: 'bundles of lines that were given up after the last attempt',
  },
} as const satisfies Readonly<Record<string, Metric>>;

/**
 * Tells when lines wait, are lost, or stay away: nothing else would, and what is missing is missed when it is needed. The
 * first two tell of each service; the last of all of them together, since healthy services write nothing for hours, and
 * nothing that is scraped tells what they write (decision 153).
 */
export function logAlerts(namespace: string, requirements: readonly string[]): readonly Alert[] {
  const lost = ({ name }: Metric): string =>
    `sum by (namespace, name) (increase(${name}{namespace="${namespace}"}[15m])) > 0`;
  return [
    {
      name: 'LogsLost',
      severity: 'warning',
      expr: `${lost(LOG_METRICS.dropped)} or ${lost(LOG_METRICS.givenUp)}`,
      for: '0m',
      labels: {},
      team: 'platform',
      summary: 'Log lines of {{ $labels.name }} are lost',
      description:
        'In the last 15 minutes Fluent Bit gave up {{ $value | humanize }} lines or bundles of lines of {{ $labels.name }}, because CloudWatch did not take them.',
      judged: { type: 'other' },
      lookbackDays: 0,
      reads: [LOG_METRICS.dropped, LOG_METRICS.givenUp],
      requirements,
    },
    {
      name: 'LogsWaiting',
      severity: 'warning',
      // A bundle that waits is tried again within the minute, so every window of an outage has attempts.
      expr: `sum by (namespace, name) (increase(${LOG_METRICS.again.name}{namespace="${namespace}"}[5m])) > 0`,
      for: '10m',
      labels: {},
      team: 'platform',
      summary: 'Log lines of {{ $labels.name }} wait on the nodes',
      description:
        'For 10 minutes CloudWatch has not taken lines of {{ $labels.name }}: {{ $value | humanize }} more attempts in the last 5 minutes. The first lines are lost about half an hour after the beginning.',
      judged: { type: 'other' },
      lookbackDays: 0,
      reads: [LOG_METRICS.again],
      requirements,
    },
    {
      name: 'LogsMissing',
      severity: 'warning',
      expr: `sum by (namespace) (increase(${LOG_METRICS.sent.name}{namespace="${namespace}"}[15m])) == 0`,
      for: '15m',
      labels: {},
      team: 'platform',
      summary: 'No log line reaches CloudWatch',
      description:
        'CloudWatch has taken no line of any service for half an hour, although Fluent Bit runs: it reads no files, or what it reads goes nowhere.',
      judged: { type: 'other' },
      lookbackDays: 0,
      reads: [LOG_METRICS.sent],
      requirements,
    },
  ];
}
