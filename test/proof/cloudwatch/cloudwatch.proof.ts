import type { JudgedShare, Manifest } from '../../../src/model';
import { realModel } from '../../real-model';
import { PROMTOOL, unitTests, type UnitTest } from '../alerts/promtool';
import { shippedAlerts, type ShippedAlert } from '../alerts/rules';
import { coursesOf, framed, isInterrupted, read, sent, type Course, type Kind } from './courses';
import { defectsOf, type Defect } from './defects';
import { judgingOf, pointsOf, statesOf, type Judging, type Point } from './evaluator';

const model = realModel();
const proof = PROMTOOL === undefined ? test.skip : test;

describe('the evaluator of CloudWatch', () => {
  // Of "Configuring how CloudWatch alarms treat missing data": 0 is well, X breaches, - is missing, the newest last.
  const [O, A, N, R] = ['OK', 'ALARM', 'INSUFFICIENT_DATA', 'as it was'];
  const documented: readonly (readonly [needed: string, points: string, ...states: string[]])[] = [
    ['3 of 3', '0-X-X', O, O, O, O],
    ['3 of 3', '0----', O, O, O, O],
    ['3 of 3', '-----', N, R, A, O],
    ['3 of 3', '0XX-X', A, A, A, A],
    ['3 of 3', '--X--', A, R, A, O],
    ['2 of 3', '0-X-X', A, A, A, A],
    ['2 of 3', '00X0X', A, A, A, A],
    ['2 of 3', '0-X--', O, O, A, O],
    ['2 of 3', '----0', O, O, A, O],
    ['2 of 3', '---X-', A, R, A, O],
  ];

  /** State after points before which all was well, or all too much: 'as it was' where it is kept. */
  function after(needed: string, drawn: string, treatMissingData: string): string | undefined {
    const [datapointsToAlarm = 0, evaluationPeriods = 0] = needed.split(' of ').map(Number);
    const judging = { comparisonOperator: 'GreaterThanThreshold', threshold: 0.5, treatMissingData };
    const points = [...drawn].map((each): Point => (each === '-' ? undefined : each === 'X' ? 1 : 0));
    const [fromWell, fromAlarm] = [0, 1].map(before => {
      const earlier = Array.from({ length: evaluationPeriods }, () => before);
      return statesOf({ ...judging, evaluationPeriods, datapointsToAlarm }, [...earlier, ...points]).at(-1);
    });
    return fromWell === fromAlarm ? fromWell : 'as it was';
  }

  test.each(documented)(
    'judges %s, %s as the documentation does: missing %s, ignore %s, breaching %s, not %s',
    (needed, points, ...states) => {
      const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'];
      expect(treatments.map(each => after(needed, points, each))).toEqual(states);
    },
  );

  test.each(['----X', '---X-'])('does not yet ring at %s, as the documentation says of 3 of 3', points => {
    expect(after('3 of 3', points, 'missing')).toBe('OK');
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

/** So many minutes of one kind, between good ones. */
const only = (kind: Kind, count: number): Course => framed(Array.from({ length: count }, () => kind));

/** A percentile in seconds where CloudWatch has milliseconds; a share has no unit to mistake. */
function unitDefectsOf({ alarm, judged: { bad } }: Pair): readonly Defect[] {
  return bad.type === 'failed'
    ? []
    : [{ what: 'another unit', alarm: { ...alarm, threshold: alarm.threshold / 1000 } }];
}

describe.each(PAIRS)('%s', (_, pair) => {
  const { alert, judged } = pair;
  const minutes = pair.alarm.evaluationPeriods;
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
      const [short, long] = [only('slight', minutes), only('slight', minutes + 1)];
      expect(alarmAt(pair, short)).toBe((1 + minutes) * 60);
      expect(await judge([firing(pair, short, undefined), firing(pair, long, alarmAt(pair, long))])).toBe('');
    },
  );

  proof('is silent, by both, where as much is bad as may be', async () => {
    const course = only('brim', minutes + 1);
    expect(alarmAt(pair, course)).toBeUndefined();
    expect(await judge([firing(pair, course, undefined)])).toBe('');
  });

  // Of the courses in which both are shown to say the same: where an alarm says anything else, Prometheus does not.
  const shown = [
    ...COURSES.filter(each => !isInterrupted(each)),
    only('brim', minutes + 1),
    only('slight', minutes + 1),
  ];
  const defects = [
    ...defectsOf(pair.alarm),
    ...unitDefectsOf(pair),
    { what: 'silence is too much', alarm: { ...pair.alarm, treatMissingData: 'breaching' } },
  ];

  test.each(defects)('says something else than Prometheus where $what', ({ alarm }) => {
    const all = (of: Pair): unknown => shown.map(course => alarmAt(of, course));
    expect(all({ ...pair, alarm })).not.toEqual(all(pair));
  });

  test('has the same threshold, the same time and the same fewest requests', () => {
    const { alarm } = pair;
    expect(alarm.evaluationPeriods).toBe(alarm.datapointsToAlarm);
    expect(`${alarm.evaluationPeriods}m`).toBe(alert.rule.for);
    expect(alarm.metrics?.flatMap(({ metricStat }) => metricStat?.period ?? [])).toEqual([60, 60]);
    expect(alarm.threshold).toBe(judged.bad.type === 'failed' ? judged.above : judged.bad.seconds * 1000);
    expect(alarm.metrics?.[0]?.expression).toBe(`IF(enough >= ${judged.minimumRequests}, value, 0)`);
  });
});
