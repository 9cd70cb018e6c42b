import { realModel } from '../../real-model';
import { PROMTOOL, unitTests } from '../alerts/promtool';
import {
  compared,
  expectation,
  lengthOf,
  readings,
  scenesOf,
  testFile,
  verdicts,
  type States,
} from '../monitors/comparison';
import { COURSES, sent, type Course } from '../monitors/courses';
import { WHOLE } from '../monitors/point';
import { defectsOf, metricDefectsOf, treatmentsOf } from './defects';
import { BEYOND, judgingOf, statesOf, statisticsOf, type Judging, type State } from './evaluator';
import { twinOf, watched, type Watched } from './figures';
import { SILENCES, type Minutes, type Silence } from './silences';

/** The alarms on data stores, each beside the rule of Prometheus that its typed figure means. */

const proof = PROMTOOL === undefined ? test.skip : test;

const alarms: ReadonlyMap<string, Judging> = new Map(
  realModel()
    .manifests.filter(({ object }) => object.kind === 'MetricAlarm')
    .map(manifest => [String(manifest.object.metadata.name), judgingOf(manifest)]),
);

const FIGURES = watched();

test('FP-12 LP-11 every alarm of CloudWatch on one metric has a figure that somebody typed, and every figure its alarms', () => {
  const ofOneMetric = [...alarms].filter(([, { metrics }]) => metrics === undefined).map(([name]) => name);
  const typed = Object.values(FIGURES).flatMap(figure => figure.alarms);
  expect(typed.sort()).toEqual(ofOneMetric.sort());
});

function alarmOf(name: string): Judging {
  const found = alarms.get(name);
  if (found) return found;
  throw new Error(`no alarm ${name}`);
}

/** State after each minute of a course; a point of a longer period holds until the next. */
function played(alarm: Judging, course: Course, { figure, counted }: Watched): readonly State[] {
  const minutes = sent(course, figure, { every: 1, counted });
  const states = statesOf(alarm, statisticsOf(alarm, minutes));
  const period = (alarm.period ?? 60) / 60;
  return minutes.map((_, at) => states[Math.floor((at + 1) / period) - 1] ?? 'INSUFFICIENT_DATA');
}

/** Whether it rings after each minute, where silence does not come into it. */
function comparable(alarm: Judging, course: Course, of: Watched): States {
  const range = of.figure.over + BEYOND;
  const isSilent = (at: number): boolean => course.slice(Math.max(0, at + 1 - range), at + 1).includes('silent');
  const states = played(alarm, course, of).map((state, at) => (isSilent(at) ? undefined : state === 'ALARM'));
  return { [WHOLE]: states };
}

const ringing = (states: readonly State[]): Minutes =>
  states.flatMap((state, at) => (state === 'ALARM' ? [at + 1] : []));

/** Every minute of a course twice: five minutes in a row then come in many orders. */
const lengthened = (course: Course): Course => course.flatMap(kind => [kind, kind]);

const PLAYED: readonly Course[] = [...COURSES.slice(0, 32), ...COURSES.map(lengthened)];

/** Alarms of one figure are one alarm with several names: each is played, the first beside Prometheus. */
describe.each(Object.entries(FIGURES))('%s', (_, of) => {
  const { figure } = of;
  const [first, ...others] = of.alarms.map(alarmOf) as [Judging, ...Judging[]];
  const scenes = scenesOf(PLAYED, [WHOLE]);
  const statesOfAll = (alarm: Judging): readonly States[] => PLAYED.map(course => comparable(alarm, course, of));
  const silences = SILENCES[of.silence];
  const inSilence = (alarm: Judging): readonly Minutes[] =>
    silences.map(({ course }) => ringing(played(alarm, course, of)));

  test('rings in many courses, and in many it does not; all that begin end', () => {
    const courses = PLAYED.map(course => played(first, course, of));
    const ringing = courses.filter(each => each.includes('ALARM'));
    expect(ringing.length).toBeGreaterThan(10);
    expect(courses.length - ringing.length).toBeGreaterThan(10);
    expect(ringing.filter(each => each.at(-1) !== 'OK')).toEqual([]);
  });

  test('says the same of each that it watches', () => {
    for (const alarm of others) {
      expect(statesOfAll(alarm)).toEqual(statesOfAll(first));
      expect(inSilence(alarm)).toEqual(inSilence(first));
    }
  });

  proof('says the same as Prometheus in every minute of every course, and with any defect it does not', async () => {
    const defects = [...defectsOf(first), ...metricDefectsOf(first, of.counted(0.5) === 0.5)];
    const minutes = lengthOf(scenes, figure);
    const input = [
      ...readings(scenes, figure),
      ...verdicts('itself', statesOfAll(first)),
      // Each fourth course shows a defect as well as all of them would.
      ...defects.flatMap(({ what, alarm }) =>
        verdicts(
          what,
          PLAYED.map((course, at) => (at % 4 === 0 ? comparable(alarm, course, of) : undefined)),
        ),
      ),
    ];
    const expected = [
      expectation('itself', minutes, true),
      ...defects.map(({ what }) => expectation(what, minutes, false)),
    ];
    const rules = [compared(twinOf(figure), ['itself', ...defects.map(({ what }) => what)])];
    expect(await unitTests(rules, [testFile('itself', 1, input, expected)])).toBe('');
  });

  test('takes silence as stated', () => {
    expect(inSilence(first)).toEqual(silences.map(({ cloudWatch }) => cloudWatch));
  });

  test.each(treatmentsOf(first))('takes silence otherwise where $what', ({ alarm }) => {
    const states = (each: Judging): unknown => silences.map(({ course }) => played(each, course, of));
    expect(states(alarm)).not.toEqual(states(first));
  });

  proof('is silent in Prometheus, or rings, in silence as stated', async () => {
    const stated = ({ course, prometheus }: Silence): States => ({
      [WHOLE]: course.map((__, at) => prometheus.includes(at + 1)),
    });
    const scenesOfSilence = scenesOf(
      silences.map(({ course }) => course),
      [WHOLE],
    );
    const minutes = lengthOf(scenesOfSilence, figure);
    const input = [...readings(scenesOfSilence, figure), ...verdicts('stated', silences.map(stated))];
    const rules = [compared(twinOf(figure), ['stated'])];
    const file = testFile('stated', 1, input, [expectation('stated', minutes, true)]);
    expect(await unitTests(rules, [file])).toBe('');
  });
});

test('of memory and connections nobody knows anything after seven silent minutes, and nobody is told', () => {
  const of = FIGURES['memory of Aurora'] as Watched;
  const [silence] = SILENCES.missing as [Silence];
  const states = played(alarmOf('fablink-prod-aurora-1-memory'), silence.course, of);
  expect(states.flatMap((state, at) => (state === 'INSUFFICIENT_DATA' ? [at + 1] : []))).toEqual([14, 15, 16, 17]);
});

test('a throttle alarm that missing points do not end begins once and stands: by AWS’ API reference, not by its guide', () => {
  const of = FIGURES['throttles of the tables'] as Watched;
  const [, once] = SILENCES.notBreaching as [Silence, Silence];
  const alarm = { ...alarmOf('fablink-prod-cache-read-throttled'), treatMissingData: 'ignore' };
  expect(ringing(played(alarm, once.course, of))).toEqual(once.course.map((_, at) => at + 1).slice(3));
});
