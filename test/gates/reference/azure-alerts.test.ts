import { changed, found, lacking, set, type Defect } from './reference-objects';

const PLACE = 'tripgen-prod';
const CPU = 'MetricAlert/psql-tripgen-prod-cpu';
const DOWN = 'MetricAlert/psql-tripgen-prod-down';
const MEMORY = 'MetricAlert/redis-tripgen-prod-memory';
const FILLING = 'MetricAlert/sb-tripgen-prod-filling';
const ERRORS = 'MetricAlert/sb-tripgen-prod-errors';
const TEAMS = 'ActionGroup/tripgen-prod-teams';
const ACTION = ['spec', 'actions', 0, 'actionGroupId'] as const;
const CRITERION = [
  'spec',
  'criteria',
  'microsoftAzureMonitorSingleResourceMultipleMetricCriteria',
  'allOf',
  0,
] as const;
const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-tripgen-prod';
const ID = `${GROUP}/providers/Microsoft.Insights/actionGroups/`;

/** Plants each defect in production and expects exactly these findings of one rule. */
function namesEach(code: string, defects: readonly Defect[]): void {
  for (const [kindAndName, keys, value, ...says] of defects) {
    test(`${code} names ${kindAndName} with ${keys.join('.')} set to ${JSON.stringify(value)}`, () => {
      const findings = found(changed(kindAndName, object => set(object, keys, value), PLACE));
      expect(findings).toHaveLength(says.length);
      says.forEach((parts, index) => {
        for (const part of [`${code} ${kindAndName.replace('/', `/${PLACE}/`)}`, ...parts]) {
          expect(findings[index]).toContain(part);
        }
      });
    });
  }
}

test('nothing is found in what is committed', () => {
  expect(found(changed(CPU, () => undefined, PLACE))).toEqual([]);
});

namesEach('azure-alert-metric', [
  [CPU, [...CRITERION, 'metricName'], 'cpu_percentage', ['found metric "cpu_percentage"', 'azure-metrics.ts']],
  [
    CPU,
    [...CRITERION, 'metricNamespace'],
    'Microsoft.Cache/redisEnterprise',
    ['found metric "cpu_percent" of "Microsoft.Cache'],
  ],
  // An aggregation by which the metric counts something else, or nothing.
  [
    CPU,
    [...CRITERION, 'timeAggregation'],
    'Total',
    ['found the aggregation "Total" of "cpu_percent"', 'Average, Maximum, Minimum'],
  ],
  [ERRORS, [...CRITERION, 'timeAggregation'], 'Average', ['"Average" of "ServerErrors"', 'one of Total']],
  // Units: a share of what is in percent, megabytes of what is in bytes, more than 1 of what is 1 or 0.
  [CPU, [...CRITERION, 'threshold'], 0.8, ['found 0.8', 'counted in percent', '2 to 99']],
  [FILLING, [...CRITERION, 'threshold'], 819, ['found 819', 'counted in bytes']],
  [DOWN, [...CRITERION, 'threshold'], 0, ['found 0', 'counted in 1 or 0', '; 1;']],
  // Parts that the metric is not sent for, and queues that are not there.
  [
    CPU,
    [...CRITERION, 'dimensions'],
    [{ name: 'DatabaseName', operator: 'Include', values: ['tripgen'] }],
    ['found the dimension "DatabaseName", which "cpu_percent" does not have', 'no dimension'],
  ],
  [
    FILLING,
    [...CRITERION, 'dimensions', 0, 'values', 2],
    'notifications',
    ['has no NamespacesQueue of that name', 'did you mean "notification"?'],
  ],
  // Resources that do not send it, or too many.
  [
    CPU,
    ['spec', 'scopesReferences', 0],
    { group: 'servicebus.azure.com', kind: 'Namespace', name: 'sb-tripgen-prod' },
    ['found a Namespace of servicebus.azure.com, which does not send "cpu_percent"'],
  ],
  [CPU, ['spec', 'scopesReferences'], [], ['found 0 resources']],
  // Times.
  [MEMORY, ['spec', 'windowSize'], 'PT1M', ['found a window of "PT1M"', 'sent every 5m']],
  [MEMORY, ['spec', 'evaluationFrequency'], 'PT1M', ['found a look every "PT1M"']],
  [CPU, ['spec', 'evaluationFrequency'], 'PT15M', ['found a look every "PT15M"', 'over "PT5M"']],
  [CPU, ['spec', 'windowSize'], '5m', ['found a window of "5m"']],
  [CPU, ['spec', 'criteria'], {}, ['found no criterion on one resource']],
]);

namesEach('azure-alert-action', [
  [CPU, ['spec', 'actions'], [], ['nobody who is told']],
  [
    CPU,
    [...ACTION],
    `${ID}tripgen-prod-team`,
    ['has no ActionGroup of that name', 'did you mean "tripgen-prod-teams"?'],
  ],
  [CPU, [...ACTION], 'tripgen-prod-teams', ['found "tripgen-prod-teams", but the environment has no ActionGroup']],
  [
    CPU,
    [...ACTION],
    `${ID}tripgen-prod-teams`.replace('rg-tripgen-prod', 'rg-tripgen-dev'),
    ['found an action group of', 'rg-tripgen-dev', GROUP],
  ],
  [CPU, ['spec', 'enabled'], false, ['$.spec.enabled', 'does not tell when it begins']],
  [CPU, ['spec', 'autoMitigate'], false, ['$.spec.autoMitigate', 'when it ends']],
  [CPU, ['spec', 'description'], 'busy', ['found "busy"', 'docs/runbooks/alerts/']],
  [TEAMS, ['spec', 'enabled'], false, ['turned off']],
  [TEAMS, ['spec', 'emailReceivers'], [], ['tells nobody']],
  [
    TEAMS,
    ['spec', 'webhookReceivers'],
    [{ name: 'pagerduty', serviceUri: 'https://hooks.example.com/x' }],
    ['$.spec.webhookReceivers[0].serviceUri', 'takes it from no Secret', 'pagerduty'],
  ],
]);

test('a receiver that Entra ID lets in has no key', () => {
  const receivers = [{ name: 'own', serviceUri: 'https://hooks.example.com/x', useAadAuth: true, objectId: 'o' }];
  expect(found(changed(TEAMS, object => set(object, ['spec', 'webhookReceivers'], receivers), PLACE))).toEqual([]);
});

test('an action group that is gone is missed by each alert that tells it, PagerDuty’s stays a contract', () => {
  const lost = found(lacking(TEAMS, PLACE));
  expect(lost).toHaveLength(13);
  expect(lost.every(each => each.startsWith('azure-alert-action'))).toBe(true);
});

test('a server that is gone is missed by its alerts and its logs, a queue that is gone by the two that name it', () => {
  const server = found(lacking('FlexibleServer/psql-tripgen-prod', PLACE)).filter(each =>
    /Metric|Diagnostic/.test(each),
  );
  expect(server.filter(each => each.startsWith('azure-owner MetricAlert'))).toHaveLength(6);
  expect(server.filter(each => each.startsWith('azure-owner DiagnosticSetting'))).toHaveLength(1);
  const queue = found(lacking('NamespacesQueue/notification', PLACE)).filter(each => each.includes('MetricAlert'));
  expect(queue.map(each => each.split(' ')[0])).toEqual(['azure-alert-metric', 'azure-alert-metric']);
});
