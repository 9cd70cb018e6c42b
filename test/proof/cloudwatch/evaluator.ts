import type { Manifest } from '../../../src/model';

/** The part of a MetricAlarm that says what is judged, and how. */
export interface Judging {
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: string;
  readonly metrics?: readonly {
    readonly id: string;
    readonly expression?: string;
    readonly metricStat?: { readonly metric: { readonly metricName: string }; readonly stat: string };
  }[];
}

/** A point of a series; undefined where nothing was sent. */
export type Point = number | undefined;

/** What a minute sends: the point of each metric by each statistic of which its meaning is documented (`Count SampleCount`). */
export type Minute = Readonly<Record<string, Point>>;

export type State = 'OK' | 'ALARM';

/** How an alarm judges. */
export function judgingOf({ object }: Manifest): Judging {
  return object['spec'] as Judging;
}

/**
 * Points that CloudWatch looks at beyond those that it needs. The documentation gives no figure for a period of one
 * minute; in its example it retrieves 5 for an alarm of 3.
 */
const BEYOND = 2;

/**
 * State after each point, as CloudWatch's documentation has it ("Configuring how CloudWatch alarms treat missing
 * data"): of the points of its range it takes the newest that are there, and makes up only for what is lacking then.
 * @throws Error for a treatment of missing points by which a state may stay as it is: no alarm here has it
 */
export function statesOf(judging: Judging, points: readonly Point[]): readonly State[] {
  return points.map((_, at) => stateOf(judging, points.slice(0, at + 1)));
}

function stateOf(judging: Judging, until: readonly Point[]): State {
  const { evaluationPeriods, datapointsToAlarm } = judging;
  const range = until.slice(-(evaluationPeriods + BEYOND));
  const there = range.filter((point): point is number => point !== undefined).slice(-evaluationPeriods);
  const lacking = evaluationPeriods - there.length;
  const breaching =
    there.filter(point => isBreaching(judging, point)).length + (lacking > 0 ? madeUp(judging, lacking) : 0);
  return breaching >= datapointsToAlarm ? 'ALARM' : 'OK';
}

function isBreaching({ comparisonOperator, threshold }: Judging, point: number): boolean {
  switch (comparisonOperator) {
    case 'GreaterThanThreshold':
      return point > threshold;
    case 'LessThanThreshold':
      return point < threshold;
    default:
      throw new Error(
        `comparison ${comparisonOperator}: the evaluator knows GreaterThanThreshold and LessThanThreshold`,
      );
  }
}

function madeUp({ treatMissingData }: Judging, lacking: number): number {
  if (treatMissingData === 'breaching') return lacking;
  if (treatMissingData === 'notBreaching') return 0;
  throw new Error(`missing data as ${treatMissingData}: the evaluator knows breaching and notBreaching`);
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
