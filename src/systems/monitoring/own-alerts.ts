import { GROWN, increaseFromNothing, type Alert } from '../../constructs/monitoring';
import { WATCHDOG } from '../../constructs/alerting';
import type { Metric } from '../../model';
import { RETENTION_DAYS } from './retention';

/** What Prometheus and Alertmanager show of themselves, as far as the alerts below read it. */
export const OWN_METRICS = {
  configuration: {
    name: 'prometheus_config_last_reload_successful',
    type: 'gauge',
    labels: [],
    help: { en: '1 when the newest configuration was taken, else 0', ko: '최신 설정을 적용했으면 1, 아니면 0' },
  },
  ruleFailures: {
    name: 'prometheus_rule_evaluation_failures_total',
    type: 'counter',
    labels: ['rule_group'],
    help: { en: 'evaluations of rules that ended in an error', ko: '오류로 끝난 규칙 평가의 수' },
  },
  dropped: {
    name: 'prometheus_notifications_dropped_total',
    type: 'counter',
    labels: [],
    help: { en: 'alerts that no Alertmanager took', ko: '어떤 Alertmanager도 받지 않은 알림의 수' },
  },
  cut: {
    name: 'prometheus_tsdb_size_retentions_total',
    type: 'counter',
    labels: [],
    help: {
      en: 'times that blocks of samples went before their time, because all of them together had become too large',
      ko: '샘플 블록의 전체 크기가 한도를 넘어 보존 기간보다 일찍 지운 횟수',
    },
  },
  routes: {
    name: 'alertmanager_config_last_reload_successful',
    type: 'gauge',
    labels: [],
    help: { en: '1 when the newest configuration was taken, else 0', ko: '최신 설정을 적용했으면 1, 아니면 0' },
  },
  failed: {
    name: 'alertmanager_notifications_failed_total',
    type: 'counter',
    labels: ['integration', 'reason'],
    help: { en: 'messages that a receiver did not take', ko: '수신처가 받지 않은 메시지의 수' },
  },
} as const satisfies Readonly<Record<string, Metric>>;

/** Once the volume is full, one block of samples goes for each that comes: the largest cover 54 hours. */
const CUT_WINDOW = '3d';

/** Everything that tells that the watching itself is broken: its silence would look like health. */
export function ownAlerts(namespace: string): readonly Alert[] {
  const { configuration, ruleFailures, dropped, cut, routes, failed } = OWN_METRICS;
  const increase = ({ name }: Metric): string => `sum by (namespace) (increase(${of(name)}[15m])) > 0`;
  const of = (name: string): string => `${name}{namespace="${namespace}"}`;
  return [
    {
      ...own,
      name: WATCHDOG,
      severity: 'info',
      expr: 'vector(1)',
      for: '0m',
      summary: 'Alerts reach Alertmanager',
      description:
        'This alert fires always. When the dead man’s switch rings, it no longer arrives: nothing else would.',
      reads: [],
    },
    {
      ...own,
      name: 'ConfigurationRejected',
      severity: 'critical',
      expr: `${of(configuration.name)} == 0 or ${of(routes.name)} == 0`,
      for: '10m',
      summary: '{{ $labels.pod }} works on with an old configuration',
      description:
        '{{ $labels.pod }} has refused its newest configuration for 10 minutes: new rules, targets or routes do not work.',
      reads: [configuration, routes],
    },
    {
      ...own,
      name: 'RulesFailing',
      severity: 'critical',
      expr: `sum by (namespace, rule_group) (increase(${of(ruleFailures.name)}[15m])) > 0`,
      for: '5m',
      summary: 'Rules of {{ $labels.rule_group }} end in an error',
      description: `Evaluations that ended in an error in 15 minutes: about ${GROWN}. Alerts of this group cannot fire.`,
      reads: [ruleFailures],
    },
    {
      ...own,
      name: 'AlertsDropped',
      severity: 'critical',
      expr: increase(dropped),
      for: '5m',
      summary: 'Alertmanager does not take alerts',
      description: `Alerts that Prometheus dropped in 15 minutes, because no Alertmanager took them: about ${GROWN}.`,
      reads: [dropped],
    },
    {
      ...own,
      name: 'HistoryCutShort',
      severity: 'warning',
      expr: `max by (namespace) (${increaseFromNothing(of(cut.name), CUT_WINDOW)}) > 0`,
      for: '0m',
      summary: 'Prometheus throws samples away before their time',
      description:
        `In the last 3 days the samples have outgrown what they may fill of the volume, and the oldest went before they were ` +
        `${RETENTION_DAYS} days old: what looks back a month, the error budgets first of all, soon sees less than a month.`,
      lookbackDays: 3,
      requirements: [],
      reads: [cut],
    },
    {
      ...own,
      name: 'NotificationsFailing',
      severity: 'critical',
      expr: `sum by (namespace, integration) (increase(${of(failed.name)}[15m])) > 0`,
      for: '5m',
      summary: 'Nobody is told by {{ $labels.integration }}',
      description: `Messages that Alertmanager could not deliver by {{ $labels.integration }} in 15 minutes: about ${GROWN}.`,
      reads: [failed],
    },
  ];
}

/** What all of them have in common. */
const own = {
  labels: {},
  team: 'platform',
  alwaysTold: true,
  judged: { type: 'other' },
  lookbackDays: 0,
  requirements: ['FP-13', 'LP-10'],
} as const;
