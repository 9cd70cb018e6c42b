import type { TestFile, UnitTest } from '../alerts/promtool';
import type { Group, Rule } from '../alerts/rules';
import { APART, minutesOf, read, type Course } from './courses';
import type { Figure } from './figure';

/** Courses that parts of one resource take at the same time; one without parts has the only part ''. */
export type Scene = Readonly<Record<string, Course>>;

/** Every course once, as many at a time as there are parts. */
export function scenesOf(courses: readonly Course[], parts: readonly string[]): readonly Scene[] {
  const count = Math.ceil(courses.length / parts.length);
  return Array.from({ length: count }, (_, at) =>
    Object.fromEntries(
      parts.map((part, offset) => [part, courses[(at * parts.length + offset) % courses.length] ?? []]),
    ),
  );
}

/** Whether an alert stands, minute by minute, for each part of a scene; undefined where nobody asks. */
export type States = Readonly<Record<string, readonly (boolean | undefined)[]>>;

/** What a cloud says beside what Prometheus reads: series of 1 while the alert stands. */
const CLOUD = 'cloud';

const labelsOf = (scene: number, part: string): string => `scene="${scene}",part="${part}"`;

/** What Prometheus reads of scenes. */
export function readings(scenes: readonly Scene[], figure: Figure): UnitTest['input_series'] {
  return scenes.flatMap((scene, at) =>
    Object.entries(scene).map(([part, course]) => read(course, figure, labelsOf(at, part))),
  );
}

/** What an alert of a cloud, named in a label, says of scenes, or of none where nobody asked. */
export function verdicts(name: string, states: readonly (States | undefined)[]): UnitTest['input_series'] {
  return states.flatMap((ofScene = {}, at) =>
    Object.entries(ofScene).map(([part, ofPart]) => ({
      series: `${CLOUD}{alert="${name}",${labelsOf(at, part)}}`,
      values: ['0', ...ofPart.map(minuteOf)].join(' '),
    })),
  );
}

function minuteOf(stands: boolean | undefined): string {
  const samples = 60 / APART;
  return stands === undefined
    ? Array.from({ length: samples }, () => 'stale').join(' ')
    : `${Number(stands)}x${samples - 1}`;
}

/** Of how many parts one says at a look that the alert stands, and the other does not. */
const DIFFERENCES = 'differences';

/**
 * The rule of Prometheus beside what each alert of a cloud says, compared at every look: promtool's queries see
 * ten thousand readings at most, too few for all looks at once.
 */
export function compared(twin: Rule, names: readonly string[]): Group {
  const firing = `ALERTS{alertname="${twin.alert}",alertstate="firing"}`;
  const alone = (one: string, other: string): string => `(count(${one} unless on (scene, part) ${other}) or vector(0))`;
  const rules = names.map(name => {
    const cloud = `${CLOUD}{alert="${name}"}`;
    const standing = `(${cloud} == 1)`;
    const expr = `${alone(standing, firing)} + ${alone(`(${firing} and on (scene) ${cloud})`, standing)}`;
    return { record: DIFFERENCES, expr, labels: { alert: name } };
  });
  return { name: 'compared', rules: [twin, ...rules] };
}

type Expectation = NonNullable<UnitTest['promql_expr_test']>[number];

/** That both say the same at every look of so many minutes, or that they do not. */
export function expectation(name: string, minutes: number, areAlike: boolean): Expectation {
  const found = `sum(sum_over_time(${DIFFERENCES}{alert="${name}"}[${minutes}m]))`;
  return {
    expr: areAlike ? found : `${found} > bool 0`,
    eval_time: `${minutes}m`,
    exp_samples: [{ labels: '{}', value: areAlike ? 0 : 1 }],
  };
}

/** A file of tests in which Prometheus looks as often as the cloud does. */
export function testFile(
  name: string,
  every: number,
  input: UnitTest['input_series'],
  expected: readonly Expectation[],
): TestFile {
  const test = { name, interval: `${APART}s`, input_series: input, alert_rule_test: [], promql_expr_test: expected };
  return { interval: `${every}m`, tests: [test] };
}

/** Minutes of the scenes of a figure. */
export function lengthOf(scenes: readonly Scene[], figure: Figure): number {
  return Math.max(...scenes.flatMap(scene => Object.values(scene).map(course => minutesOf(course, figure))));
}
