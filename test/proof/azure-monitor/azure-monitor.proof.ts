import { knownMetric } from '../../../src/gates/reference/azure/azure-metrics';
import type { KubeObject } from '../../../src/model';
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
  type Scene,
} from '../monitors/comparison';
import { COURSES, sent, type Sending } from '../monitors/courses';
import type { Figure } from '../monitors/figure';
import { WHOLE, type Points } from '../monitors/point';
import { defectsOf } from './defects';
import { criterionOf, judgingOf, statesOf, type Judging } from './evaluator';
import { figures, twinOf } from './figures';

const model = realModel();
const proof = PROMTOOL === undefined ? test.skip : test;

/** Minutes of which each has one reading, or none. */
const points = (...readings: readonly (number | undefined)[]): Points =>
  readings.map(reading =>
    reading === undefined ? undefined : { sum: reading, count: 1, minimum: reading, maximum: reading },
  );

const times = (count: number, reading: number | undefined): readonly (number | undefined)[] =>
  Array.from({ length: count }, () => reading);

describe('the evaluator of Azure Monitor', () => {
  // The example of "Understand how metric alerts work in Azure Monitor".
  const cpu: Judging = {
    aggregation: 'Average',
    operator: 'GreaterThan',
    threshold: 70,
    window: 5,
    every: 1,
    ends: true,
  };
  const minutesOf = (judging: Judging, sent: Points, silence?: 'not met' | 'no look'): readonly number[] =>
    (statesOf(judging, { [WHOLE]: sent }, silence)[WHOLE] ?? []).flatMap((stands, at) => (stands ? [at + 1] : []));

  test('begins when the average of the last five minutes is more than the threshold, and not when it is as much', () => {
    expect(minutesOf(cpu, points(...times(5, 50), ...times(5, 75)))).toEqual([10]);
    expect(minutesOf(cpu, points(...times(5, 50), ...times(15, 70)))).toEqual([]);
  });

  test('ends at the third look in a row at which the condition is not met', () => {
    expect(minutesOf(cpu, points(...times(5, 71), ...times(5, 50)))).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(minutesOf(cpu, points(71, ...times(4, 0), 400, ...times(9, 0)))).toEqual([1, 2, 3, 6, 7, 8, 9, 10, 11, 12]);
  });

  test('does not end where nothing ends it', () => {
    expect(minutesOf({ ...cpu, ends: false }, points(71, ...times(9, 0)))).toHaveLength(10);
  });

  test('takes what was not sent for no reading, not for 0', () => {
    expect(minutesOf(cpu, points(...times(5, 50), undefined, undefined, 50, 80, undefined, 81))).toEqual([11]);
    const sum = { ...cpu, aggregation: 'Total', threshold: 10 };
    expect(minutesOf(sum, points(6, undefined, undefined, undefined, 6, ...times(9, undefined)))).toEqual([5, 6, 7]);
  });

  test('looks as often as it is told to', () => {
    const seldom = { ...cpu, every: 5 };
    expect(minutesOf(seldom, points(...times(5, 50), ...times(5, 75), ...times(20, 0)))).toEqual(
      Array.from({ length: 15 }, (_, at) => at + 10),
    );
  });

  test('judges each part for itself, and those alone that it names', () => {
    const sent = { busy: points(...times(5, 90)), idle: points(...times(5, 0)), other: points(...times(5, 90)) };
    const each = statesOf({ ...cpu, parts: ['busy', 'idle'] }, sent);
    expect(Object.entries(each).map(([part, states]) => [part, states.at(-1)])).toEqual([
      ['busy', true],
      ['idle', false],
    ]);
    expect(statesOf(cpu, sent)[WHOLE]?.at(-1)).toBe(false);
  });

  test('begins at the same looks whatever an empty window means; whether one ends by it, no document says', () => {
    const sent = points(...times(5, 71), ...times(12, undefined), ...times(3, 50), ...times(5, 80));
    expect(minutesOf(cpu, sent)).toEqual([...Array.from({ length: 11 }, (_, at) => at + 1), 24, 25]);
    expect(minutesOf(cpu, sent, 'no look')).toEqual([...Array.from({ length: 19 }, (_, at) => at + 1), 24, 25]);
  });
});

const alerts: ReadonlyMap<string, KubeObject> = new Map(
  model.manifests
    .filter(({ object }) => object.kind === 'MetricAlert')
    .map(({ object }) => [String(object.metadata.name), object]),
);

const FIGURES = figures();

test('every alert of Azure Monitor has a figure that somebody typed, and every figure an alert', () => {
  expect([...alerts.keys()].sort()).toEqual(Object.keys(FIGURES).sort());
});

/** An alert of Azure Monitor, what it is meant to say, and what both read. */
interface Pair {
  readonly alert: KubeObject;
  readonly figure: Figure;
  readonly unit: string;
  readonly sending: Sending;
  readonly scenes: readonly Scene[];
}

function pairOf(name: string, figure: Figure): Pair {
  const alert = alerts.get(name);
  if (!alert) throw new Error(`no alert ${name}`);
  const { metricNamespace, metricName } = criterionOf(alert);
  const metric = knownMetric(metricNamespace, metricName);
  if (!metric) throw new Error(`${name}: nobody knows ${metricName}`);
  const { unit, every } = metric;
  const parts = judgingOf(alert).parts ?? [WHOLE];
  return {
    alert,
    figure,
    unit,
    sending: { every, counted: reading => reading * (unit === 'percent' ? 100 : 1) },
    scenes: scenesOf(COURSES, parts),
  };
}

const PAIRS = Object.entries(FIGURES).map(([name, figure]) => [name, pairOf(name, figure)] as const);

describe.each(PAIRS)('%s', (name, { alert, figure, unit, sending, scenes }) => {
  const statesIn = (object: KubeObject, scene: Scene): ReturnType<typeof statesOf> => {
    const points = Object.entries(scene).map(([part, course]) => [part, sent(course, figure, sending)]);
    return statesOf(judgingOf(object), Object.fromEntries(points) as Record<string, Points>);
  };
  const states = scenes.map(scene => statesIn(alert, scene));
  const minutes = lengthOf(scenes, figure);

  test('rings in many courses, and in many it does not; all that begin end', () => {
    const courses = states.flatMap(scene => Object.values(scene));
    const ringing = courses.filter(each => each.includes(true));
    expect(ringing.length).toBeGreaterThan(25);
    expect(courses.length - ringing.length).toBeGreaterThan(10);
    expect(ringing.filter(each => each.at(-1))).toEqual([]);
  });

  test('says in its sentence over which time it judges, if it says so', () => {
    const { description } = alert['spec'] as { readonly description: string };
    const [, word, minutes] = / (over|within|the last) (\d+)(?:m| minutes)/.exec(description) ?? [];
    // What nobody will take any more lies there for good: its sentence names no time.
    if (name.endsWith('-dead-letters')) expect(minutes).toBeUndefined();
    else expect([word === 'over', Number(minutes)]).toEqual([figure.form === 'average', figure.over]);
  });

  proof('says the same as Prometheus in every minute of every course, and with any defect it does not', async () => {
    const defects = defectsOf(alert, unit);
    const input = [
      ...readings(scenes, figure),
      ...verdicts(name, states),
      // Each fourth scene shows a defect as well as all of them would.
      ...defects.flatMap(({ what, alert: planted }) =>
        verdicts(
          what,
          scenes.map((scene, at) => (at % 4 === 0 ? statesIn(planted, scene) : undefined)),
        ),
      ),
    ];
    const expected = [
      expectation(name, minutes, true),
      ...defects.map(({ what }) => expectation(what, minutes, false)),
    ];
    const rules = [compared(twinOf(figure, sending.every), [name, ...defects.map(({ what }) => what)])];
    expect(await unitTests(rules, [testFile(name, sending.every, input, expected)])).toBe('');
  });
});
