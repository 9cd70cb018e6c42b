import { GROWN, type Alert } from '../../constructs/monitoring';
import type { LogDestination, Metric } from '../../model';

/** How people call what keeps the lines. */
const STORES = { cloudwatch: 'CloudWatch', loki: 'Loki' } as const satisfies Record<LogDestination['type'], string>;

/** What Fluent Bit shows of itself, as far as the alerts below read it. `name` is the alias of an output: the service. */
const metricsBefore = (store: string) =>
  ({
    dropped: {
      name: 'fluentbit_output_dropped_records_total',
      type: 'counter',
      labels: ['name'],
      help: {
        en: `lines that were thrown away before ${store} took them`,
        ko: `${store}가 받기 전에 버려진 로그 줄 수`,
      },
    },
    sent: {
      name: 'fluentbit_output_proc_records_total',
      type: 'counter',
      labels: ['name'],
      help: { en: `lines that ${store} took`, ko: `${store}가 받은 로그 줄 수` },
    },
    again: {
      name: 'fluentbit_output_retries_total',
      type: 'counter',
      labels: ['name'],
      help: {
        en: `bundles of lines that ${store} did not take and that wait for another attempt`,
        ko: `${store}가 받지 않아 재시도를 기다리는 로그 묶음의 수`,
      },
    },
    givenUp: {
      name: 'fluentbit_output_retries_failed_total',
      type: 'counter',
      labels: ['name'],
      help: {
        en: 'bundles of lines that were given up after the last attempt',
        ko: '마지막 재시도까지 실패해 포기한 로그 묶음의 수',
      },
    },
  }) as const satisfies Readonly<Record<string, Metric>>;

/** What a collector shows that sends lines to a store. */
export function logMetrics(to: LogDestination['type']): readonly Metric[] {
  return Object.values(metricsBefore(STORES[to]));
}

/**
 * Tells when lines wait, are lost, or stay away: nothing else would, and what is missing is missed when it is needed. The
 * first two tell of each service; the last of all of them together, since healthy services write nothing for hours, and
 * nothing that is scraped tells what they write (decision 153).
 */
export function logAlerts(
  namespace: string,
  to: LogDestination['type'],
  requirements: readonly string[],
): readonly Alert[] {
  const store = STORES[to];
  const { dropped, sent, again, givenUp } = metricsBefore(store);
  // Loki refuses what a new pod of the collector reads once more, and the whole bundle is counted as dropped though the rest
  // of it was kept: Loki itself tells what it refused (decision 182).
  const losses = to === 'loki' ? [givenUp] : [dropped, givenUp];
  const lost = ({ name }: Metric): string =>
    `sum by (namespace, name) (increase(${name}{namespace="${namespace}"}[15m])) > 0`;
  return [
    {
      name: 'LogsLost',
      severity: 'warning',
      expr: losses.map(lost).join(' or '),
      for: '0m',
      labels: {},
      team: 'platform',
      summary: 'Log lines of {{ $labels.name }} are lost',
      description:
        'Lines or bundles of lines of {{ $labels.name }} that Fluent Bit gave up in the last 15 minutes, because ' +
        `${store} did not take them: about ${GROWN}.`,
      judged: { type: 'other' },
      lookbackDays: 0,
      reads: losses,
      requirements,
    },
    {
      name: 'LogsWaiting',
      severity: 'warning',
      // A bundle that waits is tried again within the minute, so every window of an outage has attempts.
      expr: `sum by (namespace, name) (increase(${again.name}{namespace="${namespace}"}[5m])) > 0`,
      for: '10m',
      labels: {},
      team: 'platform',
      summary: 'Log lines of {{ $labels.name }} wait on the nodes',
      description:
        `For 10 minutes ${store} has not taken lines of {{ $labels.name }}; more attempts in the last 5 minutes: ` +
        `about ${GROWN}. The first lines are lost about half an hour after the beginning.`,
      judged: { type: 'other' },
      lookbackDays: 0,
      reads: [again],
      requirements,
    },
    {
      name: 'LogsMissing',
      severity: 'warning',
      expr: `sum by (namespace) (increase(${sent.name}{namespace="${namespace}"}[15m])) == 0`,
      for: '15m',
      labels: {},
      team: 'platform',
      summary: `No log line reaches ${store}`,
      description: `${store} has taken no line of any service for half an hour, although Fluent Bit runs: it reads no files, or what it reads goes nowhere.`,
      judged: { type: 'other' },
      lookbackDays: 0,
      reads: [sent],
      requirements,
    },
  ];
}
