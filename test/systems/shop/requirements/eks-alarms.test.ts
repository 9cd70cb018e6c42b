import { eks } from './output';

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
