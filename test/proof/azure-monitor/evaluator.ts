import type { KubeObject } from '../../../src/model';
import { merged, WHOLE, type Points } from '../monitors/point';

/** The part of a MetricAlert that says what is judged, and how. */
export interface Judging {
  readonly aggregation: string;
  readonly operator: string;
  readonly threshold: number;
  /** Minutes whose readings become one figure. */
  readonly window: number;
  /** Minutes between two looks. */
  readonly every: number;
  /** Whether it ends by itself. */
  readonly ends: boolean;
  /** Parts of the resource that are judged each for itself. @default the whole */
  readonly parts?: readonly string[];
}

interface Spec {
  readonly autoMitigate: boolean;
  readonly evaluationFrequency: string;
  readonly windowSize: string;
  readonly criteria: {
    readonly microsoftAzureMonitorSingleResourceMultipleMetricCriteria: { readonly allOf: readonly Criterion[] };
  };
}

/** The one criterion of an alert. */
export interface Criterion {
  readonly metricNamespace: string;
  readonly metricName: string;
  readonly timeAggregation: string;
  readonly operator: string;
  readonly threshold: number;
  readonly dimensions?: readonly { readonly operator: string; readonly values: readonly string[] }[];
}

/** @throws Error where an alert has another number of criteria than one */
export function criterionOf(object: KubeObject): Criterion {
  const { allOf } = (object['spec'] as Spec).criteria.microsoftAzureMonitorSingleResourceMultipleMetricCriteria;
  const [only, ...more] = allOf;
  if (only && more.length === 0) return only;
  throw new Error(`${object.metadata.name}: ${allOf.length} criteria; the evaluator knows alerts of one`);
}

/** How an alert judges. */
export function judgingOf(object: KubeObject): Judging {
  const { autoMitigate, evaluationFrequency, windowSize } = object['spec'] as Spec;
  const { timeAggregation, operator, threshold, dimensions = [] } = criterionOf(object);
  const [dimension, ...more] = dimensions;
  if (more.length > 0 || (dimension && dimension.operator !== 'Include')) {
    throw new Error(`${object.metadata.name}: the evaluator knows parts that one dimension includes`);
  }
  return {
    aggregation: timeAggregation,
    operator,
    threshold,
    window: minutesOf(windowSize),
    every: minutesOf(evaluationFrequency),
    ends: autoMitigate,
    ...(dimension && { parts: dimension.values }),
  };
}

function minutesOf(duration: string): number {
  const [, count, unit] = /^PT(\d+)([MH])$/.exec(duration) ?? [];
  if (count === undefined) throw new Error(`${duration}: the evaluator knows minutes and hours`);
  return Number(count) * (unit === 'H' ? 60 : 1);
}

/** Looks in a row at which the condition is not met that end an alert ("Stateful alerts"). */
const LOOKS_TO_END = 3;

/**
 * Whether the alert on each judged part has begun and not ended, after each minute.
 * @param silence what a look means by whose window nothing was sent: no document says, so a proof plays both
 */
export function statesOf(
  judging: Judging,
  sent: Readonly<Record<string, Points>>,
  silence: 'not met' | 'no look' = 'not met',
): Readonly<Record<string, readonly boolean[]>> {
  const judged =
    judging.parts === undefined
      ? [[WHOLE, together(Object.values(sent))] as const]
      : Object.entries(sent).filter(([part]) => judging.parts?.includes(part));
  return Object.fromEntries(judged.map(([part, points]) => [part, statesOfOne(judging, points, silence)]));
}

function statesOfOne(judging: Judging, points: Points, silence: 'not met' | 'no look'): readonly boolean[] {
  let [hasBegun, notMet] = [false, 0];
  return points.map((_, at) => {
    const minute = at + 1;
    if (minute % judging.every !== 0) return hasBegun;
    const figure = figureOf(judging, points.slice(Math.max(0, minute - judging.window), minute));
    if (figure === undefined && silence === 'no look') return hasBegun;
    const isMet = figure !== undefined && leaves(judging, figure);
    notMet = isMet ? 0 : notMet + 1;
    if (isMet) hasBegun = true;
    else if (judging.ends && notMet >= LOOKS_TO_END) hasBegun = false;
    return hasBegun;
  });
}

/** The readings of several parts as one, minute by minute. */
function together(series: readonly Points[]): Points {
  const [first = []] = series;
  return first.map((_, at) => merged(series.map(points => points[at])));
}

/** The one figure of a window: what was not sent is no reading ("Aggregation types"). */
function figureOf({ aggregation }: Judging, window: Points): number | undefined {
  const all = merged(window);
  if (all === undefined) return undefined;
  switch (aggregation) {
    case 'Average':
      return all.sum / all.count;
    case 'Maximum':
      return all.maximum;
    case 'Minimum':
      return all.minimum;
    case 'Total':
      return all.sum;
    default:
      throw new Error(`aggregation ${aggregation}: the evaluator knows Average, Maximum, Minimum and Total`);
  }
}

function leaves({ operator, threshold }: Judging, figure: number): boolean {
  switch (operator) {
    case 'GreaterThan':
      return figure > threshold;
    case 'GreaterThanOrEqual':
      return figure >= threshold;
    case 'LessThan':
      return figure < threshold;
    case 'LessThanOrEqual':
      return figure <= threshold;
    default:
      throw new Error(`operator ${operator}: the evaluator knows GreaterThan, LessThan and each with OrEqual`);
  }
}
