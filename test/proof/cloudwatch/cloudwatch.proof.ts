import type { JudgedShare, Manifest } from '../../../src/model';
import { realModel } from '../../real-model';
import { PROMTOOL, unitTests, type UnitTest } from '../alerts/promtool';
import { shippedAlerts, type ShippedAlert } from '../alerts/rules';
import { coursesOf, framed, isInterrupted, read, sent, type Course } from './courses';
import { judgingOf, pointsOf, statesOf, type Judging, type Point } from './evaluator';

const model = realModel();
const proof = PROMTOOL === undefined ? test.skip : test;

describe('the evaluator of CloudWatch', () => {
  // Of "Using Amazon CloudWatch alarms": 0 is well, X breaches, - is missing, the newest last.
  const documented: readonly (readonly [needed: string, points: string, breaching: string, notBreaching: string])[] = [
    ['3 of 3', '0-X-X', 'OK', 'OK'],
    ['3 of 3', '0----', 'OK', 'OK'],
    ['3 of 3', '-----', 'ALARM', 'OK'],
    ['3 of 3', '0XX-X', 'ALARM', 'ALARM'],
    ['3 of 3', '----X', 'ALARM', 'OK'],
    ['3 of 3', 'X----', 'ALARM', 'OK'],
    ['2 of 3', '0-X-X', 'ALARM', 'ALARM'],
    ['2 of 3', '00X0X', 'ALARM', 'ALARM'],
    ['2 of 3', '0-X--', 'ALARM', 'OK'],
    ['2 of 3', '----0', 'ALARM', 'OK'],
    ['2 of 3', '----X', 'ALARM', 'OK'],
  ];

  test.each(documented)('judges %s, %s as the documentation does: %s, %s', (needed, drawn, breaching, notBreaching) => {
    const [datapointsToAlarm = 0, evaluationPeriods = 0] = needed.split(' of ').map(Number);
    const points = [...drawn].map((each): Point => (each === '-' ? undefined : each === 'X' ? 1 : 0));
    const after = (treatMissingData: string): unknown =>
      statesOf(
        {
          comparisonOperator: 'GreaterThanThreshold',
          threshold: 0.5,
          evaluationPeriods,
          datapointsToAlarm,
          treatMissingData,
        },
        points,
      ).at(-1);
    expect([after('breaching'), after('notBreaching')]).toEqual([breaching, notBreaching]);
  });
});

/** An alarm of fablink-prod as CloudWatch judges it. */
function alarmOf(name: string): Judging {
  const manifest = model.manifests.find(
    ({ object }: Manifest) => object.kind === 'MetricAlarm' && object.metadata.name === name,
  );
  if (manifest) return judgingOf(manifest);
  throw new Error(`no alarm ${name}`);
}

describe.each([1, 2, 3])('the CPU of instance %d of Aurora', instance => {
  const alarm = alarmOf(`fablink-prod-aurora-${instance}-cpu`);
  const minutes = (count: number, point: Point): readonly Point[] => Array.from({ length: count }, () => point);
  /** Minutes of silence until the alarm, after what was sent before. */
  const silenceUntilAlarm = (before: readonly Point[]): number =>
    statesOf(alarm, [...before, ...minutes(15, undefined)]).indexOf('ALARM') + 1 - before.length;

  test('is an alarm after 7 minutes of silence: for the first two CloudWatch makes up with older points', () => {
    expect(silenceUntilAlarm(minutes(20, 30))).toBe(7);
  });

  test('is one sooner where it was busy before it fell silent', () => {
    expect(silenceUntilAlarm([...minutes(20, 30), 95, 95])).toBe(5);
  });

  test('is well with the first point after the silence', () => {
    const course = [...minutes(20, 30), ...minutes(10, undefined), 30];
    expect(statesOf(alarm, course).slice(-2)).toEqual(['ALARM', 'OK']);
  });
});

/** An alert that both judge. */
interface Pair {
  readonly alert: ShippedAlert;
  readonly judged: JudgedShare;
  readonly alarm: Judging;
}

function pairOf(name: string, alarm: string): Pair {
  const isIt = ({ declared }: ShippedAlert): boolean =>
    declared.environment === 'fablink-prod' && declared.name === name && declared.rule === 'fablink-backend';
  const alert = shippedAlerts(model).find(isIt);
  if (!alert || alert.declared.judged.type !== 'share') throw new Error(`no pair of ${name} and ${alarm}`);
  return { alert, judged: alert.declared.judged, alarm: alarmOf(alarm) };
}

const PAIRS: readonly (readonly [string, Pair])[] = [
  ['TooManyErrors', pairOf('TooManyErrors', 'fablink-prod-api-too-many-errors')],
  ['SlowAnswers', pairOf('SlowAnswers', 'fablink-prod-api-slow-answers')],
];

/** Second at whose minute's end CloudWatch first has the alarm; a course without it has none. */
function alarmAt({ alarm, judged }: Pair, course: Course): number | undefined {
  const minute = statesOf(alarm, pointsOf(alarm, sent(course, judged))).indexOf('ALARM');
  return minute < 0 ? undefined : (minute + 1) * 60;
}

/** That Prometheus fires within a minute of a second, or not at all. */
function firing({ alert: { declared }, judged }: Pair, course: Course, second: number | undefined): UnitTest {
  const firing = `ALERTS{alertname="${declared.name}",alertstate="firing"}`;
  const first = `min_over_time(timestamp(${firing})[30m:30s])`;
  const expr =
    second === undefined
      ? `count(count_over_time(${firing}[30m])) or vector(0)`
      : `max(abs(${first} - ${second}) <= bool 60)`;
  const value = second === undefined ? 0 : 1;
  return {
    name: course.join(' '),
    interval: '15s',
    input_series: read(course, judged),
    alert_rule_test: [],
    promql_expr_test: [{ expr, eval_time: `${course.length}m`, exp_samples: [{ labels: '{}', value }] }],
  };
}

/** How often Prometheus evaluates in prod. */
const EVERY = '30s';

const COURSES = coursesOf(5).map(framed);

describe.each(PAIRS)('%s', (_, pair) => {
  const { alert, judged } = pair;
  const judge = (tests: readonly UnitTest[]): Promise<string> =>
    unitTests([{ name: 'compared', rules: [alert.rule] }], [{ interval: EVERY, tests }]);

  proof('begins within the same minute or not at all, by both, in every course of requests that go on', async () => {
    const alike = COURSES.filter(course => !isInterrupted(course));
    const verdicts = alike.map(course => alarmAt(pair, course));
    expect(verdicts.filter(Boolean).length).toBeGreaterThan(20);
    expect(verdicts.filter(verdict => verdict === undefined).length).toBeGreaterThan(20);
    expect(await judge(alike.map((course, at) => firing(pair, course, verdicts[at])))).toBe('');
  });

  proof(
    'differs where nobody asks between bad minutes: CloudWatch takes them for neighbours, Prometheus begins anew',
    async () => {
      const minutes = pair.alarm.evaluationPeriods;
      const neighbours = new RegExp(Array.from({ length: minutes }, () => 'bad').join(' '));
      const apart = COURSES.filter(course => isInterrupted(course) && !neighbours.test(course.join(' ')));
      const ringing = apart.filter(course => alarmAt(pair, course) !== undefined);
      expect(ringing.length).toBeGreaterThan(0);
      expect(await judge(ringing.map(course => firing(pair, course, undefined)))).toBe('');
    },
  );

  proof(
    'differs where little more is bad than may be: Prometheus, which looks at half minutes, wants one more',
    async () => {
      const minutes = pair.alarm.evaluationPeriods;
      const slight = (count: number): Course => framed(Array.from({ length: count }, () => 'slight' as const));
      const [short, long] = [slight(minutes), slight(minutes + 1)];
      expect(alarmAt(pair, short)).toBe((1 + minutes) * 60);
      expect(await judge([firing(pair, short, undefined), firing(pair, long, alarmAt(pair, long))])).toBe('');
    },
  );

  test('has the same threshold, the same time and the same fewest requests', () => {
    const { alarm } = pair;
    expect(alarm.evaluationPeriods).toBe(alarm.datapointsToAlarm);
    expect(`${alarm.evaluationPeriods}m`).toBe(alert.rule.for);
    expect(alarm.threshold).toBe(judged.bad.type === 'failed' ? judged.above : judged.bad.seconds * 1000);
    expect(alarm.metrics?.[0]?.expression).toBe(`IF(enough >= ${judged.minimumRequests}, value, 0)`);
  });
});
