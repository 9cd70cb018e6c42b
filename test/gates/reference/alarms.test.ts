import { changed, ENVIRONMENT, found, lacking, namesEach, set, type Defect } from './reference-objects';

const CPU = 'MetricAlarm/fablink-prod-aurora-1-cpu';
const MEMORY = 'MetricAlarm/fablink-prod-aurora-1-memory';
const SLOW = 'MetricAlarm/fablink-prod-api-slow-answers';
const ERRORS = 'MetricAlarm/fablink-prod-api-too-many-errors';
const CONNECTIONS = 'MetricAlarm/fablink-prod-aurora-1-connections';
const WARNINGS = 'Topic/fablink-prod-alarms-warning';
const THROTTLED = 'MetricAlarm/fablink-prod-cache-read-throttled';
const TOPIC = 'arn:aws:sns:ap-northeast-2:853963783084:fablink-prod-alarms-';
const at = (code: string, alarm: string, path: string): string =>
  `${code} ${alarm.replace('/', `/${ENVIRONMENT}/`)} ${path}: `;
const tells = (alarm: string, path: string): string => at('alarm-action', alarm, path);
const looks = (alarm: string, path: string): string => at('alarm-metric', alarm, path);

const actions: readonly Defect[] = [
  [CPU, ['spec', 'alarmActions'], [], [tells(CPU, '$.spec.alarmActions'), 'nobody who is told when the alarm begins']],
  [CPU, ['spec', 'oKActions'], undefined, [tells(CPU, '$.spec.oKActions'), 'nobody who is told when the alarm ends']],
  [
    CPU,
    ['spec', 'alarmActions'],
    [`${TOPIC}warnings`],
    [tells(CPU, '$.spec.alarmActions[0]'), 'has no Topic of that name', 'did you mean "fablink-prod-alarms-warning"?'],
  ],
  [
    CPU,
    ['spec', 'alarmActions'],
    ['arn:aws:automate:ap-northeast-2:ec2:stop'],
    [tells(CPU, '$.spec.alarmActions[0]'), 'has no Topic of that name'],
  ],
  [
    CPU,
    ['spec', 'alarmActions'],
    [`${TOPIC}warning`.replace('ap-northeast-2', 'us-east-1')],
    [
      tells(CPU, '$.spec.alarmActions[0]'),
      'found a topic in us-east-1 of account 853963783084',
      'ap-northeast-2 of account 853963783084, where Topic fablink-prod-alarms-warning is made',
    ],
  ],
  [
    CPU,
    ['spec', 'oKActions'],
    [`${TOPIC}warning`.replace('853963783084', '111122223333')],
    [tells(CPU, '$.spec.oKActions[0]'), 'found a topic in ap-northeast-2 of account 111122223333'],
  ],
  [
    CPU,
    ['spec', 'name'],
    'aurora-1-cpu',
    [tells(CPU, '$.spec.alarmActions[0]'), 'does not let CloudWatch publish', ':alarm:aurora-1-cpu;', 'prefix'],
    [tells(CPU, '$.spec.oKActions[0]'), 'does not let CloudWatch publish', ':alarm:aurora-1-cpu;'],
  ],
  [CPU, ['spec', 'actionsEnabled'], false, [tells(CPU, '$.spec.actionsEnabled'), 'tells nobody']],
  [CPU, ['spec', 'alarmDescription'], 'busy', [tells(CPU, '$.spec.alarmDescription'), 'found "busy"']],
];

const metrics: readonly Defect[] = [
  [
    THROTTLED,
    ['spec', 'dimensions', 0, 'value'],
    'fablink-prod-cash',
    [looks(THROTTLED, '$.spec.dimensions[0].value'), 'has no Table of that name', 'did you mean "fablink-prod-cache"?'],
  ],
  [
    SLOW,
    ['spec', 'metrics', 2, 'metricStat', 'metric', 'dimensions', 1, 'value'],
    'live',
    [looks(SLOW, '$.spec.metrics[2].metricStat.metric.dimensions[1].value'), 'has no Stage of that name', 'prod'],
  ],
  [
    THROTTLED,
    ['spec', 'dimensions'],
    [
      { name: 'TableName', value: 'fablink-prod-cache' },
      { name: 'Operation', value: 'GetItem' },
    ],
    [looks(THROTTLED, '$.spec.dimensions'), 'found the dimensions Operation, TableName', 'TableName;'],
  ],
  [
    CPU,
    ['spec', 'metricName'],
    'CpuUtilization',
    [looks(CPU, '$.spec.metricName'), 'found metric "CpuUtilization" of "AWS/RDS"', 'cloudwatch-metrics.ts'],
  ],
  // A statistic by which the same metric counts something else: a share becomes a number of errors.
  [
    ERRORS,
    ['spec', 'metrics', 2, 'metricStat', 'stat'],
    'Sum',
    [looks(ERRORS, '$.spec.metrics[2].metricStat.stat'), 'found the statistic "Sum" of "5XXError"', 'one of Average;'],
  ],
  [
    ERRORS,
    ['spec', 'metrics', 1, 'metricStat', 'stat'],
    'Sum',
    [looks(ERRORS, '$.spec.metrics[1].metricStat.stat'), 'found the statistic "Sum" of "Count"', 'SampleCount;'],
  ],
  [
    CONNECTIONS,
    ['spec', 'statistic'],
    'Sum',
    [looks(CONNECTIONS, '$.spec.statistic'), 'is not counted in connections', 'Average, Maximum, Minimum, percentile'],
  ],
  [CPU, ['spec', 'statistic'], undefined, [looks(CPU, '$.spec.statistic'), 'is not counted in percent']],
  [CPU, ['spec', 'extendedStatistic'], 'p950', [looks(CPU, '$.spec.extendedStatistic'), 'found the statistic "p950"']],
  // Expressions of which nobody knows what the threshold is compared with.
  [
    SLOW,
    ['spec', 'metrics', 0, 'expression'],
    'IF(enough > 100, value, 0)',
    [looks(SLOW, '$.spec.metrics[0].expression'), 'found "IF(enough > 100, value, 0)"', 'IF(<id> >= <requests>'],
  ],
  [
    SLOW,
    ['spec', 'metrics', 0, 'expression'],
    'IF(enough >= 100, values, 0)',
    [looks(SLOW, '$.spec.metrics[0].expression'), 'found "IF(enough >= 100, values, 0)"'],
  ],
  [
    SLOW,
    ['spec', 'metrics', 1, 'returnData'],
    true,
    [looks(SLOW, '$.spec.metrics'), 'found 2 entries that return data'],
  ],
  // Units: a share of what is in percent, gibibytes of what is in bytes, seconds of what is in milliseconds.
  [CPU, ['spec', 'threshold'], 0.8, [looks(CPU, '$.spec.threshold'), 'found 0.8', 'counted in percent', '2 to 99']],
  [MEMORY, ['spec', 'threshold'], 2.4, [looks(MEMORY, '$.spec.threshold'), 'counted in bytes']],
  [SLOW, ['spec', 'threshold'], 2, [looks(SLOW, '$.spec.threshold'), 'milliseconds']],
];

describe('an alarm of CloudWatch that tells nobody is found', () => namesEach(actions));

describe('an alarm of CloudWatch on what is not there, or in another unit, is found', () => namesEach(metrics));

test('a topic that is gone takes its alarms with it', () => {
  const lost = found(lacking('Topic/fablink-prod-alarms-critical'));
  expect(lost).toEqual([
    expect.stringContaining('fablink-prod-api-too-many-errors $.spec.alarmActions[0]'),
    expect.stringContaining('fablink-prod-api-too-many-errors $.spec.oKActions[0]'),
  ]);
});

test('a table that is gone takes its pair of alarms with it', () => {
  const lost = found(lacking('Table/fablink-prod-cache')).filter(each => each.startsWith('alarm-metric'));
  expect(lost).toHaveLength(2);
});

test('an alarm whose expression is another is looked at all the same', () => {
  const other = changed(SLOW, object => {
    set(object, ['spec', 'metrics', 0, 'expression'], 'value / enough');
    set(object, ['spec', 'metrics', 1, 'metricStat', 'metric', 'metricName'], 'Counts');
  });
  expect(found(other)).toEqual([
    expect.stringContaining('found "value / enough"'),
    expect.stringContaining('found metric "Counts"'),
  ]);
});

test('an alarm whose list of metrics is one without an expression is compared with that one', () => {
  const single = changed(SLOW, object => {
    const metrics = (object['spec'] as { metrics: Record<string, unknown>[] }).metrics;
    set(object, ['spec', 'metrics'], [{ ...metrics[2], returnData: true }]);
    set(object, ['spec', 'threshold'], 2);
  });
  expect(found(single)).toEqual([expect.stringContaining('found 2 for "Latency", which is counted in milliseconds')]);
});

describe('a topic', () => {
  /** Alarms that complain of the topic when its policy is changed so. */
  const deafTo = (policy: unknown): number =>
    found(changed(WARNINGS, object => set(object, ['spec', 'policy'], policy))).filter(
      each => each.startsWith('alarm-action') && each.includes('does not let CloudWatch publish'),
    ).length;

  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: ['sns:Publish'],
    Resource: [`${TOPIC}warning`],
    Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:ap-northeast-2:853963783084:alarm:fablink-prod-*' } },
  };
  const document = (different: object): string => JSON.stringify({ Statement: [{ ...statement, ...different }] });

  test('hears the alarms that its policy admits, and without a policy those of its account', () => {
    expect([undefined, document({})].map(deafTo)).toEqual([0, 0]);
    expect(deafTo(document({ Condition: { StringEquals: { 'aws:SourceAccount': '853963783084' } } }))).toBe(0);
  });

  test.each([
    ['is no JSON', 'nobody'],
    ['forbids', document({ Effect: 'Deny' })],
    ['is for another service', document({ Principal: { Service: 's3.amazonaws.com' } })],
    ['allows something else', document({ Action: ['sns:Subscribe'] })],
    ['is about another topic', document({ Resource: [`${TOPIC}critical`] })],
    ['is for another account', document({ Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } })],
    ['asks for what is not known here', document({ Condition: { StringEquals: { 'aws:SourceOrgID': 'o-1' } } })],
    ['takes a pattern for a name', document({ Condition: { StringEquals: statement.Condition.ArnLike } })],
  ])('whose policy %s hears none of its alarms, which is found at each', (_, policy) => {
    // 22 alarms are warnings, and each tells when it begins and when it ends.
    expect(deafTo(policy)).toBe(44);
  });
});
