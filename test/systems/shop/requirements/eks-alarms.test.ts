import type { KubeObject } from '../../../../src/model';
import { read } from '../../../constructs/read';
import { eks, everyOnEks, SERVICES } from './output';

interface Rule {
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Rules on the requests of a service. */
const rulesOf = (service: string): readonly Rule[] => {
  const objects = everyOnEks('PrometheusRule').filter(({ metadata }) => metadata.name === service);
  const groups = (object: KubeObject) => read(object, 'spec.groups') as { rules: Rule[] }[];
  return objects.flatMap(groups).flatMap(({ rules }) => rules);
};

test.each(SERVICES)(
  'LP-11, LP-23 %s keeps the promise by itself: 99.9 %% without 5xx, 95 of 100 within 500 ms',
  service => {
    const level = eks.declared('service-level').find(each => each.service === service);
    expect(level).toMatchObject({
      windowDays: 30,
      objectives: [
        { slo: 'availability', budget: 0.001 },
        { slo: 'latency-p95', budget: 0.05 },
      ],
      requirements: ['LP-11', 'LP-23'],
    });
    const told = rulesOf(service).flatMap(({ alert, labels: { slo, window } }) =>
      alert ? [[alert, slo, window]] : [],
    );
    for (const slo of ['availability', 'latency-p95']) {
      for (const window of ['1h', '6h']) expect(told).toContainEqual(['ErrorBudgetBurn', slo, window]);
      for (const window of ['1d', '3d']) expect(told).toContainEqual(['ErrorBudgetLeak', slo, window]);
    }
  },
);

test.each(SERVICES)(
  'LP-11 of %s, errors above 1 %% and a 95th percentile above 500 ms are told after 5 minutes',
  service => {
    const rules = rulesOf(service);
    const named = (name: string): Rule | undefined => rules.find(({ alert }) => alert === name);
    expect(named('TooManyErrors')).toMatchObject({ for: '5m', expr: expect.stringMatching(/> 0\.01 and .* >= 100$/) });
    expect(named('SlowAnswers')).toMatchObject({
      for: '5m',
      expr: expect.stringMatching(/le=~"0\\\\\.5".* > 0\.05 and .* >= 100$/),
    });
  },
);

test('LP-11, LP-12 more than 80 % of the database’s connections for 5 minutes are an alarm of CloudWatch', () => {
  const granted = eks.value('DBParameterGroup/learn-shop-db-parameters', 'spec.parameterOverrides.max_connections');
  expect(Number(granted) * 0.8).toBe(64);
  expect(eks.value('MetricAlarm/learn-shop-db-connections', 'spec')).toMatchObject({
    namespace: 'AWS/RDS',
    metricName: 'DatabaseConnections',
    dimensions: [
      { name: 'DBInstanceIdentifier', value: eks.value('DBInstance/learn-shop-db', 'spec.dbInstanceIdentifier') },
    ],
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 64,
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    period: 60,
  });
});

test('LP-12 the alarm goes through SNS to Slack', () => {
  const topic = String(eks.value('MetricAlarm/learn-shop-db-connections', 'spec.alarmActions.0'));
  expect(topic).toMatch(/:learn-alarms-warning$/);
  const slack = eks.contract('learn-alarms-slack');
  expect(slack.check).toContain(topic);
  expect(slack.expect).toBe('learn');
});

test('LP-07 RDS itself tells the warning topic of an instance that fails or is full, and may publish there', () => {
  const topic = String(eks.value('MetricAlarm/learn-shop-db-connections', 'spec.alarmActions.0'));
  const { make, expect: expected } = eks.contract('learn-db-instance-events');
  expect(make).toContain(`--sns-topic-arn ${topic} --source-type db-instance --source-ids learn-shop-db `);
  expect(expected).toBe(`active\tdb-instance\tlearn-shop-db\tfailure,low storage\t${topic}`);
  expect(eks.value('Topic/learn-alarms-warning', 'spec.policy')).toContain('"events.rds.amazonaws.com"');
});
