import type { AlertDeclaration } from '../../../../src/model';
import { ADDRESS_COURSES } from './address';
import type { Course } from './course';
import { CLUSTER_COURSES } from './cluster';
import { DELIVERY_COURSES } from './delivery';
import { EXPORTER_COURSES } from './exporter';
import { HISTORY_COURSES } from './history';
import { JOB_COURSES } from './job';
import { LOG_COURSES } from './log';
import { OUTAGE_COURSES } from './outage';
import { READY_COURSES } from './ready';
import { THREAT_COURSES } from './threat';
import { USAGE_COURSES } from './usage';
import { VOLUME_COURSES } from './volume';

const pod = { pod: 'prometheus-monitoring-0' };

/** Ten minutes without, one more in each of six, and then no more. */
const SIX = '0x10 1+1x5 6x30';
const ONE = '0x10 1x30';

/** What happens to an alert that judges no share of requests, by its name, and by its requirement where figures differ. */
const COURSES: Readonly<Record<string, readonly Course[]>> = {
  ...ADDRESS_COURSES,
  ...CLUSTER_COURSES,
  ...DELIVERY_COURSES,
  ...EXPORTER_COURSES,
  ...HISTORY_COURSES,
  ...JOB_COURSES,
  ...LOG_COURSES,
  ...OUTAGE_COURSES,
  ...READY_COURSES,
  ...THREAT_COURSES,
  ...USAGE_COURSES,
  ...VOLUME_COURSES,
  Watchdog: [{ name: 'fires always', series: {}, silent: [], firing: { minutes: [0, 1, 60] } }],
  ConfigurationRejected: [
    {
      name: 'fires 10 minutes after Prometheus refused its configuration, and ends when it takes one',
      series: { 'prometheus_config_last_reload_successful{pod="prometheus-monitoring-0"}': '1x4 0x14 1x10' },
      silent: [4, 14.5, 20],
      firing: { minutes: [15, 19.5], with: pod },
    },
    {
      name: 'fires for Alertmanager, too',
      series: { 'alertmanager_config_last_reload_successful{pod="alertmanager-monitoring-1"}': '0x20' },
      silent: [9.5],
      firing: { minutes: [10], with: { pod: 'alertmanager-monitoring-1' } },
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ],
  RulesFailing: [
    {
      name: 'fires when rules keep ending in errors, and ends 15 minutes after the last',
      series: {
        'prometheus_rule_evaluation_failures_total{rule_group="g",pod="a"}': SIX,
        'prometheus_rule_evaluation_failures_total{rule_group="g",pod="b"}': SIX,
      },
      silent: [10, 15.5, 30],
      firing: { minutes: [16, 29.5], with: { rule_group: 'g' }, values: { 16: '12', 29.5: '2' } },
    },
    {
      name: 'fires for a single error',
      series: { 'prometheus_rule_evaluation_failures_total{rule_group="g"}': ONE },
      silent: [15.5],
      firing: { minutes: [16], with: { rule_group: 'g' }, values: { 16: '1' } },
    },
    {
      name: 'is silent without failures',
      series: { 'prometheus_rule_evaluation_failures_total{rule_group="g"}': '5x40' },
      silent: [40],
    },
    {
      name: 'is silent after a restart of Prometheus',
      series: { 'prometheus_rule_evaluation_failures_total{rule_group="g"}': '9x10 0x30' },
      silent: [12, 20, 30],
    },
  ],
  LogsLost: [
    {
      name: 'fires at once when lines of a service are thrown away, on whichever node, and ends 15 minutes after the last',
      series: {
        'fluentbit_output_dropped_records_total{name="orders",pod="a"}': SIX,
        'fluentbit_output_dropped_records_total{name="orders",pod="b"}': SIX,
      },
      silent: [10, 10.5, 30],
      firing: { minutes: [11, 16, 29.5], with: { name: 'orders' }, values: { 11: '2', 16: '12', 29.5: '2' } },
    },
    {
      name: 'fires at once for bundles that are given up, and ends 15 minutes after the last',
      series: {
        'fluentbit_output_retries_failed_total{name="orders",pod="a"}': SIX,
        'fluentbit_output_retries_failed_total{name="orders",pod="b"}': SIX,
      },
      silent: [10, 10.5, 30],
      firing: { minutes: [11, 16, 29.5], with: { name: 'orders' }, values: { 11: '2', 16: '12', 29.5: '2' } },
    },
    ...['fluentbit_output_dropped_records_total', 'fluentbit_output_retries_failed_total'].map(metric => ({
      name: `fires for a single one of ${metric}`,
      series: { [`${metric}{name="orders",pod="a"}`]: ONE },
      silent: [10.5, 25],
      firing: { minutes: [11], with: { name: 'orders' }, values: { 11: '1' } },
    })),
    {
      name: 'is silent while all lines arrive, and after a restart of Fluent Bit',
      series: {
        'fluentbit_output_dropped_records_total{name="orders",pod="a"}': '5x10 0x30',
        'fluentbit_output_retries_failed_total{name="orders",pod="a"}': '5x40',
      },
      silent: [5, 12, 20, 40],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
    {
      name: 'is silent about another namespace',
      series: { 'fluentbit_output_dropped_records_total{name="orders",namespace="elsewhere"}': SIX },
      silent: [12, 20],
    },
  ],
  TracesLost: [
    ...['otelcol_exporter_send_failed_spans_total', 'otelcol_receiver_refused_spans_total'].map(metric => ({
      name: `fires 5 minutes after the first of ${metric}, and ends 15 minutes after the last`,
      series: { [`${metric}{pod="a"}`]: SIX, [`${metric}{pod="b"}`]: SIX },
      silent: [10, 15.5, 30],
      firing: { minutes: [16, 29.5], values: { 16: '12', 29.5: '2' } },
    })),
    ...['otelcol_exporter_send_failed_spans_total', 'otelcol_receiver_refused_spans_total'].map(metric => ({
      name: `fires for a single one of ${metric}`,
      series: { [`${metric}{pod="a"}`]: ONE },
      silent: [15.5, 25],
      firing: { minutes: [16], values: { 16: '1' } },
    })),
    ...['otelcol_exporter_send_failed_spans_total', 'otelcol_receiver_refused_spans_total'].map(metric => ({
      name: `fires for the first of ${metric} of a collector, whose counter begins with it`,
      series: { [`${metric}{pod="a"}`]: '_x10 2x30' },
      silent: [9, 14.5, 25],
      firing: { minutes: [15, 24.5], values: { 15: '2', 24.5: '2' } },
    })),
    {
      name: 'is silent while all spans arrive, and after a restart',
      series: {
        'otelcol_exporter_send_failed_spans_total{exporter="awsxray",pod="a"}': '5x30 0x30',
        'otelcol_receiver_refused_spans_total{receiver="otlp",transport="http",pod="a"}': '5x60',
      },
      silent: [20, 30, 32, 37, 60],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
    {
      name: 'is silent about another namespace',
      series: { 'otelcol_exporter_send_failed_spans_total{exporter="awsxray",namespace="elsewhere"}': SIX },
      silent: [17, 20],
    },
  ],
  AlertsDropped: [
    {
      name: 'fires when alerts are dropped, and ends 15 minutes after the last',
      series: {
        'prometheus_notifications_dropped_total{pod="a"}': SIX,
        'prometheus_notifications_dropped_total{pod="b"}': SIX,
      },
      silent: [10, 15.5, 30],
      firing: { minutes: [16, 29.5], values: { 16: '12', 29.5: '2' } },
    },
    {
      name: 'fires for a single alert',
      series: { prometheus_notifications_dropped_total: ONE },
      silent: [15.5],
      firing: { minutes: [16], values: { 16: '1' } },
    },
    {
      name: 'is silent while none is dropped',
      series: { prometheus_notifications_dropped_total: '5x40' },
      silent: [40],
    },
    {
      name: 'is silent after a restart',
      series: { prometheus_notifications_dropped_total: '9x10 0x30' },
      silent: [20],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ],
  NotificationsFailing: [
    {
      name: 'fires for the receiver that does not take messages, not for the others',
      series: {
        'alertmanager_notifications_failed_total{integration="slack",reason="other"}': SIX,
        'alertmanager_notifications_failed_total{integration="slack",reason="clientError"}': SIX,
        'alertmanager_notifications_failed_total{integration="pagerduty",reason="other"}': '3x40',
      },
      silent: [10, 15.5, 30],
      firing: { minutes: [16, 29.5], with: { integration: 'slack' }, values: { 16: '12', 29.5: '2' } },
    },
    {
      name: 'fires for a single message',
      series: { 'alertmanager_notifications_failed_total{integration="slack",reason="other"}': ONE },
      silent: [15.5],
      firing: { minutes: [16], with: { integration: 'slack' }, values: { 16: '1' } },
    },
    {
      name: 'is silent after a restart of Alertmanager',
      series: { 'alertmanager_notifications_failed_total{integration="slack",reason="other"}': '9x10 0x30' },
      silent: [20],
    },
  ],
  TargetsMissing: [
    {
      name: 'fires 5 minutes after the last pod stopped to answer, and ends with the first that does',
      series: { 'up{job="$job",pod="a"}': '1x9 0x9 1x10', 'up{job="$job",pod="b"}': '1x4 _x40' },
      silent: [9, 10, 14.5, 20],
      firing: { minutes: [15, 19.5] },
    },
    {
      name: 'fires when no pod is found at all, whatever is elsewhere',
      series: { 'up{job="another"}': '1x30', 'up{namespace="another",job="$job"}': '1x30' },
      silent: [4.5],
      firing: { minutes: [5, 30] },
    },
    {
      name: 'is silent while one of two answers',
      series: { 'up{job="$job",pod="a"}': '1x30', 'up{job="$job",pod="b"}': '0x30' },
      silent: [30],
    },
  ],
  TargetDown: [
    {
      name: 'fires 10 minutes after a pod stopped to answer, and ends when it does again',
      series: {
        'up{job="$job",pod="a",instance="192.0.2.1:80"}': '1x4 0x19 1x10',
        'up{job="$job",pod="b",instance="192.0.2.2:80"}': '1x40',
      },
      silent: [4, 14.5, 25],
      firing: { minutes: [15, 24.5], with: { job: '$job', pod: 'a', instance: '192.0.2.1:80' } },
    },
    {
      name: 'ends when the pod is gone',
      series: { 'up{job="$job",pod="a",instance="192.0.2.1:80"}': '1x4 0x12 stale' },
      silent: [18],
      firing: { minutes: [17.5], with: { job: '$job', pod: 'a', instance: '192.0.2.1:80' } },
    },
    { name: 'is silent without data', series: {}, silent: [30] },
    { name: 'is silent about another service', series: { 'up{job="another",pod="a"}': '0x30' }, silent: [30] },
  ],
};

/** Courses of one alert: those of its document's own figures, of its severity's, its service's or kind's own series, or of what it asks, where there are some. */
export function coursesOf({
  name,
  severity,
  requirements,
  labels,
  expr,
  reads,
}: Pick<AlertDeclaration, 'name' | 'severity' | 'requirements' | 'labels' | 'expr' | 'reads'>): readonly Course[] {
  const asked = reads[0]?.name ?? '';
  const own = [
    ...requirements,
    severity,
    labels['service'],
    labels['kind'],
    asked,
    `${asked}${/ [<>=]+ \d+$/.exec(expr)?.[0]}`,
  ]
    .map(requirement => COURSES[`${name} ${requirement}`])
    .find(each => each !== undefined);
  return own ?? COURSES[name] ?? [];
}
