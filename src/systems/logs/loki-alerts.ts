import { GROWN, increaseFromNothing, type Alert } from '../../constructs/monitoring';
import type { Metric } from '../../model';

/** What Loki shows of itself, as far as the alert below reads it. It begins with the first line that is refused. */
export const REFUSED: Metric = {
  name: 'loki_discarded_samples_total',
  type: 'counter',
  labels: ['format', 'policy', 'reason', 'retention_hours', 'tenant'],
  help: { en: 'lines that Loki refused, by reason', ko: 'Loki가 거부한 로그 줄 수(이유별)' },
};

/**
 * Reasons by which nothing is lost: a new pod of the collector reads from the start what the node still has, of which Loki
 * has all that is older than its window; and what came too fast is sent again, of which `LogsWaiting` tells.
 */
export const HARMLESS: readonly string[] = [
  'greater_than_max_sample_age',
  'too_far_behind',
  'rate_limited',
  'per_stream_rate_limit',
];

/** Tells when Loki refuses lines for good: the collector throws them away, and counts others with them. */
export function lokiAlerts(namespace: string, requirements: readonly string[]): readonly Alert[] {
  const refused = `${REFUSED.name}{namespace="${namespace}",reason!~"${HARMLESS.join('|')}"}`;
  return [
    {
      name: 'LogsRefused',
      severity: 'warning',
      expr: `sum by (namespace, reason) (${increaseFromNothing(refused, '15m')}) > 0`,
      for: '0m',
      labels: {},
      team: 'platform',
      summary: 'Loki refuses log lines: {{ $labels.reason }}',
      description: `In the last 15 minutes Loki refused about ${GROWN} lines for the reason {{ $labels.reason }}; they are not sent again.`,
      judged: { type: 'other' },
      lookbackDays: 0,
      reads: [REFUSED],
      requirements,
    },
  ];
}
