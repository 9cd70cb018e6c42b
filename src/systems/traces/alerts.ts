import { GROWN, increaseFromNothing, type Alert } from '../../constructs/monitoring';
import type { Metric } from '../../model';

/** What the collector shows of itself, as far as the alert below reads it. */
export const TRACE_METRICS = {
  failed: {
    name: 'otelcol_exporter_send_failed_spans_total',
    type: 'counter',
    labels: ['exporter'],
    help: {
      en: 'spans that X-Ray did not take, after the one more try of AWS’ SDK',
      ko: 'AWS SDK가 한 번 더 시도한 뒤에도 X-Ray가 받지 않은 스팬의 수',
    },
  },
  refused: {
    name: 'otelcol_receiver_refused_spans_total',
    type: 'counter',
    labels: ['receiver', 'transport'],
    help: {
      en: 'spans that were not taken in, because memory was short',
      ko: '메모리가 모자라 받아들이지 못한 스팬의 수',
    },
  },
} as const satisfies Readonly<Record<string, Metric>>;

/** Tells when traces are lost; users notice nothing. */
export function traceAlerts(namespace: string, requirements: readonly string[]): readonly Alert[] {
  const lost = ({ name }: Metric): string =>
    `sum by (namespace) (${increaseFromNothing(`${name}{namespace="${namespace}"}`, '15m')}) > 0`;
  return [
    {
      name: 'TracesLost',
      severity: 'warning',
      expr: `${lost(TRACE_METRICS.failed)} or ${lost(TRACE_METRICS.refused)}`,
      for: '5m',
      labels: {},
      team: 'platform',
      summary: 'Traces do not reach X-Ray',
      description:
        `Spans that the collector lost in the last 15 minutes: about ${GROWN}. ` +
        'X-Ray did not take them, or its memory was short.',
      judged: { type: 'other' },
      lookbackDays: 0,
      reads: [TRACE_METRICS.failed, TRACE_METRICS.refused],
      requirements,
    },
  ];
}
