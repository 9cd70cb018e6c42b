import type { Manifest } from '../../../src/model';
import { merged, type Point as Sent, type Points } from '../monitors/point';

/** The part of a MetricAlarm that says what is judged, and how. */
export interface Judging {
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: string;
  /** Seconds that a point of the metric stands for; of an expression, each metric has its own. */
  readonly period?: number;
  readonly statistic?: string;
  readonly metrics?: readonly {
    readonly id: string;
    readonly expression?: string;
    readonly metricStat?: {
      readonly metric: { readonly metricName: string };
      readonly period: number;
      readonly stat: string;
    };
  }[];
}

/** A point of a series; undefined where nothing was sent. */
export type Point = number | undefined;

/** What a minute sends: the point of each metric by each statistic of which its meaning is documented (`Count SampleCount`). */
export type Minute = Readonly<Record<string, Point>>;

export type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** How an alarm judges. */
export function judgingOf({ object }: Manifest): Judging {
  return object['spec'] as Judging;
}

/**
 * Points that CloudWatch looks at beyond those that it needs. The documentation gives no figure for a period of one
 * minute; in its example it retrieves 5 for an alarm of 3.
 */
export const BEYOND = 2;

/**
 * State after each point, as CloudWatch's documentation has it ("Configuring how CloudWatch alarms treat missing
 * data"): of the points of its range it takes the newest that are there, and treats as missing only what is lacking
 * then. An alarm is new before the first point: it has no data yet.
 */
export function statesOf(judging: Judging, points: readonly Point[]): readonly State[] {
  let state: State = 'INSUFFICIENT_DATA';
  return points.map((_, at) => (state = stateOf(judging, points.slice(0, at + 1), state)));
}

function stateOf(judging: Judging, until: readonly Point[], before: State): State {
  const { evaluationPeriods, treatMissingData } = judging;
  const range = until.slice(-(evaluationPeriods + BEYOND));
  const there = range.filter((point): point is number => point !== undefined).slice(-evaluationPeriods);
  const lacking = evaluationPeriods - there.length;
  switch (treatMissingData) {
    case 'breaching':
      return counted(judging, there, lacking);
    case 'notBreaching':
      return counted(judging, there, 0);
    case 'missing':
      if (there.length === 0) return 'INSUFFICIENT_DATA';
      return lacking > 0 && isPremature(judging, range) ? 'ALARM' : counted(judging, there, 0);
    case 'ignore':
      if (there.length === 0 || (lacking > 0 && isPremature(judging, range))) return before;
      return counted(judging, there, 0);
    default:
      throw new Error(
        `missing data as ${treatMissingData}: the evaluator knows breaching, notBreaching, missing and ignore`,
      );
  }
}

function counted(judging: Judging, there: readonly number[], madeUp: number): State {
  const breaching = there.filter(point => isBreaching(judging, point)).length + madeUp;
  return breaching >= judging.datapointsToAlarm ? 'ALARM' : 'OK';
}

/**
 * Whether all that is there breaches, the oldest of it as many points ago as an alarm needs, however few they are
 * ("Avoiding premature transitions to alarm state").
 */
function isPremature(judging: Judging, range: readonly Point[]): boolean {
  const oldest = range.findIndex(point => point !== undefined);
  const isOldEnough = range.length - oldest >= judging.datapointsToAlarm;
  return isOldEnough && range.every(point => point === undefined || isBreaching(judging, point));
}

function isBreaching({ comparisonOperator, threshold }: Judging, point: number): boolean {
  switch (comparisonOperator) {
    case 'GreaterThanThreshold':
      return point > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return point >= threshold;
    case 'LessThanThreshold':
      return point < threshold;
    case 'LessThanOrEqualToThreshold':
      return point <= threshold;
    default:
      throw new Error(
        `comparison ${comparisonOperator}: the evaluator knows GreaterThan and LessThan, each with OrEqualTo`,
      );
  }
}

/** Points of the one metric that an alarm judges: a statistic of each period's readings. */
export function statisticsOf({ period = 60, statistic }: Judging, sent: Points): readonly Point[] {
  const minutes = period / 60;
  return Array.from({ length: Math.floor(sent.length / minutes) }, (_, at) =>
    statisticOf(statistic, merged(sent.slice(at * minutes, (at + 1) * minutes))),
  );
}

function statisticOf(statistic: string | undefined, all: Sent | undefined): Point {
  if (all === undefined) return undefined;
  switch (statistic) {
    case 'Average':
      return all.sum / all.count;
    case 'Maximum':
      return all.maximum;
    case 'Minimum':
      return all.minimum;
    case 'Sum':
      return all.sum;
    default:
      throw new Error(`statistic ${statistic}: the evaluator knows Average, Maximum, Minimum and Sum`);
  }
}

const MASK = /^IF\((\w+) >= ([\d.]+), (\w+), 0\)$/;

/**
 * Points of the expression that an alarm judges ("Using IF expressions"): none where its condition has none, 0 where
 * the condition holds and the value has none.
 */
export function pointsOf({ metrics = [] }: Judging, minutes: readonly Minute[]): readonly Point[] {
  const expression = metrics.find(each => each.expression !== undefined)?.expression ?? '';
  const [, condition, least, value] = MASK.exec(expression) ?? [];
  if (condition === undefined || value === undefined)
    throw new Error(`expression "${expression}" is not IF(a >= n, b, 0)`);
  return minutes.map(minute => {
    const enough = pointOf(minute, seriesOf(metrics, condition));
    if (enough === undefined) return undefined;
    return enough >= Number(least) ? (pointOf(minute, seriesOf(metrics, value)) ?? 0) : 0;
  });
}

/** Metric and statistic of an id of the alarm. */
function seriesOf(metrics: NonNullable<Judging['metrics']>, id: string): string {
  const stat = metrics.find(each => each.id === id)?.metricStat;
  if (stat) return `${stat.metric.metricName} ${stat.stat}`;
  throw new Error(`the expression names ${id}, which no metric of the alarm is called`);
}

function pointOf(minute: Minute, series: string): Point {
  if (series in minute) return minute[series];
  throw new Error(
    `${series}: expected one of ${Object.keys(minute).join(', ')}, of which it is documented what they say`,
  );
}
