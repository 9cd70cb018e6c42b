import { App, Duration, Size } from 'cdk8s';
import {
  AlarmTopics,
  databaseCpu,
  freeWhenUsed,
  MetricAlarm,
  percent,
  requestAlarm,
  tableThrottles,
  countedIn,
  type MetricAlarmProps,
  type Unit,
} from '../../../../src/constructs/aws';
import { DJANGO, requestAlarmRules, type Alert } from '../../../../src/constructs/monitoring';
import { Place, System } from '../../../../src/constructs/structure';
import { objectOf, TEST_CLUSTER, testSystem, WATCHER } from '../../place';
import { complaintsAbout } from '../complaints';

class Shop extends System {}

interface Made {
  readonly system: System;
  readonly topics: AlarmTopics;
}

function place(): Made {
  const system = new Shop(new Place(new App(), 'test', { cluster: TEST_CLUSTER, watchedBy: WATCHER }), 'shop');
  const channels = { warning: [{ type: 'email' }] } as const;
  const topics = new AlarmTopics(system.cloud, 'topics', {
    namespace: 'shop',
    prefix: 'shop',
    channels,
    requirements: [],
  });
  return { system, topics };
}

/** The spec of an alarm on the CPU of a database, with what is different. */
function cpuAlarm(different: Partial<MetricAlarmProps<'Percent'>>, name = 'shop-db-cpu'): unknown {
  const { system, topics } = place();
  new MetricAlarm(system.cloud, name, {
    namespace: 'shop',
    topics,
    severity: 'warning',
    metric: databaseCpu('db'),
    limit: { above: 0.8 },
    for: '5m',
    dashboard: 'shop-db',
    runbook: 'DatabaseCpu',
    summary: 'db is busy.',
    ...different,
  });
  expect(complaintsAbout(system)).toEqual([]);
  return objectOf(system, 'MetricAlarm', name)['spec'];
}

describe('an alarm of CloudWatch', () => {
  test('compares one point a minute for as many minutes as it says, and tells the topic when it begins and ends', () => {
    const topic = 'arn:aws:sns:ap-northeast-2:111122223333:shop-alarms-warning';
    expect(cpuAlarm({})).toEqual({
      name: 'shop-db-cpu',
      alarmDescription:
        'db is busy. https://ap-northeast-2.console.aws.amazon.com/cloudwatch/home?region=ap-northeast-2#dashboards/dashboard/shop-db ' +
        'https://git.example.com/runbooks/DatabaseCpu.md',
      actionsEnabled: true,
      alarmActions: [topic],
      oKActions: [topic],
      namespace: 'AWS/RDS',
      metricName: 'CPUUtilization',
      dimensions: [{ name: 'DBInstanceIdentifier', value: 'db' }],
      period: 60,
      statistic: 'Average',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 80,
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
      treatMissingData: 'breaching',
      tags: [
        { key: 'Environment', value: 'unit' },
        { key: 'Project', value: 'test' },
      ],
    });
  });

  test('judges only minutes in which enough happened, and takes the others for well', () => {
    const spec = cpuAlarm({ where: { metric: tableThrottles('sessions', 'Read'), atLeast: 7 } });
    expect(spec).toMatchObject({
      metrics: [
        { id: 'judged', expression: 'IF(enough >= 7, value, 0)', returnData: true },
        { id: 'enough', returnData: false, metricStat: { stat: 'Sum', period: 60 } },
        { id: 'value', returnData: false, metricStat: { stat: 'Average', metric: { metricName: 'CPUUtilization' } } },
      ],
    });
    expect(spec).not.toHaveProperty('metricName');
  });

  test('that asks for a percentile says so where CloudWatch looks for it', () => {
    const spec = cpuAlarm({ metric: { ...databaseCpu('db'), statistic: 'p99' } });
    expect(spec).toMatchObject({ extendedStatistic: 'p99' });
    expect(spec).not.toHaveProperty('statistic');
  });

  test.each(['0m', '1441m', '1.5m'] as const)('is refused when it holds for %s', minutes => {
    expect(() => cpuAlarm({ for: minutes })).toThrow(`holds for "${minutes}"; expected whole minutes from 1m to 1440m`);
  });

  test('is refused on what comes more seldom than it judges', () => {
    const metric = { ...databaseCpu('db'), every: 86_400 };
    expect(() => cpuAlarm({ metric })).toThrow('CPUUtilization comes every 86400 s; alarms judge points of a minute');
  });

  test('is refused under a name that its topic does not hear', () => {
    expect(() => cpuAlarm({}, 'db-cpu')).toThrow('alarm db-cpu: its topic hears alarms shop-* alone');
  });

  test('is refused when nobody is told of its severity', () => {
    expect(() => cpuAlarm({ severity: 'critical' })).toThrow('of which nobody is told; expected one of warning');
  });

  test('is refused where nobody watches: its runbook has no address', () => {
    const system = testSystem();
    const channels = { warning: [{ type: 'email' }] } as const;
    const topics = new AlarmTopics(system.cloud, 't', {
      namespace: 'shop',
      prefix: 'shop',
      channels,
      requirements: [],
    });
    const metric = databaseCpu('db');
    const props = { namespace: 'shop', topics, severity: 'warning', metric, limit: { above: 0.8 }, for: '5m' } as const;
    const told = { dashboard: 'shop-db', runbook: 'X', summary: 'x' };
    expect(() => new MetricAlarm(system.cloud, 'shop-db', { ...props, ...told })).toThrow(
      'give the environment a `watchedBy`',
    );
  });

  test('has a text that fits into its message', () => {
    expect(() => cpuAlarm({ summary: 'x'.repeat(1024) })).toThrow('CloudWatch takes 1024');
  });
});

describe('figures', () => {
  test('are counted in the unit of the metric', () => {
    expect(countedIn('Milliseconds', Duration.seconds(2))).toBe(2000);
    expect(countedIn('Percent', 0.85)).toBe(85);
    expect(countedIn('Percent', 0.29)).toBe(29);
    expect(countedIn('Bytes', Size.mebibytes(1.5))).toBe(1_572_864);
    expect(countedIn('Share', 0.01)).toBe(0.01);
  });

  test('are told in percent as a person would write them', () => {
    expect([0.8, 0.29, 0.125].map(percent)).toEqual(['80 %', '29 %', '12.5 %']);
  });

  test('of another kind than the metric’s unit do not compile', () => {
    // The compiler knows each answer: another one here would be its error.
    const taken: readonly [Takes<'Bytes', number>, Takes<'Percent', Duration>, Takes<'Milliseconds', number>] = [
      false,
      false,
      false,
    ];
    const own: readonly [Takes<'Bytes', Size>, Takes<'Percent', number>, Takes<'Milliseconds', Duration>] = [
      true,
      true,
      true,
    ];
    expect([...new Set(taken), ...new Set(own)]).toEqual([false, true]);
  });

  test('of memory: 85 % of 16 GiB used leaves 2,576,980,378 bytes free', () => {
    expect(countedIn('Bytes', freeWhenUsed('db.r6g.large', 0.85))).toBe(2_576_980_378);
    expect(() => freeWhenUsed('db.r6g.xlarge', 0.85)).toThrow(
      'memory of db.r6g.xlarge is not known, expected one of db.r6g.large: ',
    );
    expect(() => freeWhenUsed('db.r6g.large', 85)).toThrow('expected a share between 0 and 1');
  });
});

/** Whether the limit of a metric in a unit takes a figure of a kind. */
type Takes<U extends Unit, Figure> = { readonly above: Figure } extends MetricAlarmProps<U>['limit'] ? true : false;

describe('an alert of Prometheus, told by CloudWatch as well', () => {
  const stage = { api: 'shop-api', stage: 'live' };
  const { alerts } = requestAlarmRules(
    { name: 'web', namespace: 'shop', metrics: DJANGO },
    {
      errors: { above: 0.02, for: '4m' },
      answers: { share: 0.9, slowerThanSeconds: 0.5, for: '6m' },
      minimumRequests: 30,
      requirements: ['XX-1'],
    },
  );
  const alertOf = (name: string): Alert => {
    const found = alerts.find(alert => alert.name === name);
    if (!found) throw new Error(`no alert ${name}`);
    return found;
  };

  function specOf(alert: Alert): unknown {
    const { system } = place();
    const channels = { critical: [{ type: 'pagerduty' }], warning: [{ type: 'email' }] } as const;
    const all = new AlarmTopics(system.cloud, 'all', {
      namespace: 'shop',
      prefix: 'shop-a',
      channels,
      requirements: [],
    });
    requestAlarm(system.cloud, 'shop-a-alarm', { namespace: 'shop', topics: all, alert, stage });
    return objectOf(system, 'MetricAlarm', 'shop-a-alarm')['spec'];
  }

  test('has its threshold, its time, its fewest requests, its severity and its runbook', () => {
    expect(specOf(alertOf('TooManyErrors'))).toMatchObject({
      alarmActions: ['arn:aws:sns:ap-northeast-2:111122223333:shop-a-alarms-critical'],
      alarmDescription: expect.stringMatching(/^web fails more than 2% .*shop-api, for 4m\. .*\/TooManyErrors\.md$/),
      threshold: 0.02,
      evaluationPeriods: 4,
      treatMissingData: 'notBreaching',
      metrics: [
        { expression: 'IF(enough >= 30, value, 0)' },
        { metricStat: { stat: 'SampleCount', metric: { metricName: 'Count' } } },
        { metricStat: { stat: 'Average', metric: { metricName: '5XXError', namespace: 'AWS/ApiGateway' } } },
      ],
    });
  });

  test('turns seconds of a histogram into milliseconds of a percentile', () => {
    expect(specOf(alertOf('SlowAnswers'))).toMatchObject({
      threshold: 500,
      evaluationPeriods: 6,
      metrics: [{}, {}, { metricStat: { stat: 'p90', metric: { metricName: 'Latency' } } }],
    });
  });

  test('is refused when it judges no share of requests, or one over another time than a point has', () => {
    const errors = alertOf('TooManyErrors');
    expect(() => specOf({ ...errors, judged: { type: 'other' } })).toThrow('judges something else');
    const { judged } = errors;
    if (judged.type !== 'share') throw new Error('not a share');
    expect(() => specOf({ ...errors, judged: { ...judged, windows: ['1h', '5m'] } })).toThrow('windows 1h, 5m');
    expect(() => specOf({ ...errors, for: '90s' })).toThrow('holds for "90s"; expected whole minutes');
  });
});
