import type { KubeObject } from '../../../../src/model';
import { namesOf, prod } from './output';

interface Alarm {
  readonly name: string;
  readonly alarmDescription: string;
  readonly alarmActions: readonly string[];
  readonly oKActions: readonly string[];
  readonly threshold: number;
  readonly comparisonOperator: string;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly period?: number;
  readonly metricName?: string;
  readonly statistic?: string;
  readonly treatMissingData: string;
  readonly dimensions?: readonly { readonly name: string; readonly value: string }[];
  readonly metrics?: readonly {
    readonly expression?: string;
    readonly metricStat?: {
      readonly metric: { readonly metricName: string };
      readonly period: number;
      readonly stat: string;
    };
  }[];
}

const alarms = (): readonly Alarm[] => prod.all('MetricAlarm').map(({ spec }) => spec as Alarm);
const alarm = (name: string): Alarm => prod.object(`MetricAlarm/${name}`)['spec'] as Alarm;

/** `metric operator threshold minutes` of each alarm on an instance of Aurora or on a table. */
const figures = (dimension: string): readonly string[] =>
  alarms()
    .filter(({ dimensions }) => dimensions?.[0]?.name === dimension)
    .map(({ dimensions, metricName, comparisonOperator, threshold, evaluationPeriods, period = 0, statistic }) =>
      [
        dimensions?.[0]?.value,
        statistic,
        metricName,
        comparisonOperator,
        threshold,
        (evaluationPeriods * period) / 60,
      ].join(' '),
    );

const AURORA = ['fablink-prod-aurora-1', 'fablink-prod-aurora-2', 'fablink-prod-aurora-3'];
const TABLES = ['ai-requests', 'analytics', 'cache', 'notifications', 'sessions', 'user-activities'];

test('FP-08 RDS itself tells the warning topic of a cluster or an instance that fails, and may publish there', () => {
  const topic = 'arn:aws:sns:ap-northeast-2:853963783084:fablink-prod-alarms-warning';
  const cluster = prod.contract('fablink-prod-db-cluster-events');
  expect(cluster.expect).toBe(`active\tdb-cluster\tfablink-prod-aurora\tfailure\t${topic}`);
  const instances = prod.contract('fablink-prod-db-instance-events');
  expect(instances.expect).toBe(`active\tdb-instance\t${AURORA.join(',')}\tfailure,low storage\t${topic}`);
  expect(prod.document('Topic/fablink-prod-alarms-warning', 'spec.policy')).toMatchObject({
    Statement: [{}, { Principal: { Service: 'events.rds.amazonaws.com' }, Action: ['sns:Publish'], Resource: [topic] }],
  });
});

test('FP-12 CPU above 80 % and memory above 85 % for 5 minutes are alarms of every instance of Aurora', () => {
  const used = figures('DBInstanceIdentifier').filter(each => !each.includes('DatabaseConnections'));
  expect(used).toEqual(
    AURORA.flatMap(name => [
      `${name} Average CPUUtilization GreaterThanThreshold 80 5`,
      // 15 % of the 16 GiB of a db.r6g.large, in bytes
      `${name} Average FreeableMemory LessThanThreshold 2576980378 5`,
    ]),
  );
});

test('FP-12, FP-17 more connections than the budget of 900 for all pods are an alarm, before Aurora refuses one', () => {
  const [budget] = prod.declared('connection-budget');
  expect(figures('DBInstanceIdentifier').filter(each => each.includes('DatabaseConnections'))).toEqual(
    AURORA.map(name => `${name} Maximum DatabaseConnections GreaterThanThreshold ${budget?.connections} 5`),
  );
  expect(alarm(`${AURORA[0]}-connections`).alarmDescription).toMatch(
    /^fablink-prod-aurora-1 has held more than the budget of 900 connections for all pods for 5m\. /,
  );
});

test('FP-12, FP-09 a read or write that DynamoDB turns away is an alarm, for each of the six tables', () => {
  expect(figures('TableName')).toEqual(
    TABLES.flatMap(table =>
      ['Read', 'Write'].map(kind => `fablink-prod-${table} Sum ${kind}ThrottleEvents GreaterThanThreshold 0 1`),
    ),
  );
  expect(namesOf(prod.all('Table'))).toEqual(TABLES.map(table => `Table/fablink-prod-${table}`));
});

test('FP-12 answers above 2 s for 3 minutes and errors above 1 % for 2 minutes are alarms at API Gateway, too', () => {
  const slow = alarm('fablink-prod-api-slow-answers');
  expect([slow.threshold, slow.evaluationPeriods]).toEqual([2000, 3]);
  const errors = alarm('fablink-prod-api-too-many-errors');
  expect([errors.threshold, errors.evaluationPeriods]).toEqual([0.01, 2]);
  const stats = ({ metrics = [] }: Alarm): readonly string[] =>
    metrics.flatMap(({ metricStat: stat }) => (stat ? [`${stat.stat} ${stat.metric.metricName} ${stat.period}`] : []));
  expect(stats(slow)).toEqual(['SampleCount Count 60', 'p95 Latency 60']);
  expect(stats(errors)).toEqual(['SampleCount Count 60', 'Average 5XXError 60']);
});

test('FP-12 every minute of an alarm’s time has to be bad, and every alarm tells when it begins and when it ends', () => {
  expect(alarms()).toHaveLength(23);
  for (const each of alarms()) {
    expect(each.datapointsToAlarm).toBe(each.evaluationPeriods);
    expect(each.alarmActions).toHaveLength(1);
    expect(each.oKActions).toEqual(each.alarmActions);
  }
});

test('FP-12 an alarm that leaves git leaves AWS, too', () => {
  const policy = (object: KubeObject): unknown => object.metadata.annotations?.['services.k8s.aws/deletion-policy'];
  expect([...new Set(prod.all('MetricAlarm').map(policy))]).toEqual(['delete']);
});

test('FP-13 critical alarms go to PagerDuty and Slack, the others to Slack and by mail, through a topic each', () => {
  expect(namesOf(prod.all('Topic'))).toEqual([
    'Topic/fablink-prod-alarms-critical',
    'Topic/fablink-prod-alarms-warning',
  ]);
  const told = (topic: string): readonly string[] =>
    ['pagerduty', 'slack', 'email'].filter(channel =>
      prod.contract(`fablink-prod-alarms-${channel}`).check.includes(`:fablink-prod-alarms-${topic}`),
    );
  expect(told('critical')).toEqual(['pagerduty', 'slack']);
  expect(told('warning')).toEqual(['slack', 'email']);
  const critical = alarms().filter(({ alarmActions }) => alarmActions[0]?.endsWith('-critical'));
  expect(critical.map(({ name }) => name)).toEqual(['fablink-prod-api-too-many-errors']);
});

test('FP-13 nobody but the alarms of fablink-prod publishes to its topics, and RDS to that of warnings', () => {
  const alarmsPublish = {
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: ['sns:Publish'],
    Condition: {
      ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:ap-northeast-2:853963783084:alarm:fablink-prod-*' },
    },
  };
  const databasesPublish = {
    Principal: { Service: 'events.rds.amazonaws.com' },
    Action: ['sns:Publish'],
    Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:rds:ap-northeast-2:853963783084:*' } },
  };
  for (const [severity, wanted] of [
    ['critical', [alarmsPublish]],
    ['warning', [alarmsPublish, databasesPublish]],
  ] as const) {
    const policy = prod.document(`Topic/fablink-prod-alarms-${severity}`, 'spec.policy') as { Statement: object[] };
    expect(policy.Statement).toMatchObject(wanted);
  }
  expect(prod.all('Topic')).toHaveLength(2);
});

test('FP-13 people subscribe: ACK takes a mailbox for subscribed that has not confirmed, and the check counts confirmed ones', () => {
  expect(prod.all('Subscription')).toEqual([]);
  const { check, expect: counted } = prod.contract('fablink-prod-alarms-email');
  expect(check).toContain("Protocol=='email' && starts_with(SubscriptionArn, 'arn:')");
  expect(counted).toBe('1');
});

test('FP-13 no address and no key of a channel stands in git', () => {
  for (const channel of ['pagerduty', 'email']) {
    expect(prod.contract(`fablink-prod-alarms-${channel}`).make).toMatch(/--notification-endpoint '<[^>]+>'/);
  }
});
