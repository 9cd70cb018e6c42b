/** What an expression gives. */
export type ValueType = 'scalar' | 'instant vector' | 'range vector' | 'string';

/** What a function takes and gives. */
export interface Signature {
  readonly takes: readonly ValueType[];
  /** How many arguments may be left out at the end, or `more` of the last kind may follow. @default 0: all are needed */
  readonly optional: number | 'more';
  readonly gives: ValueType;
}

const [SCALAR, VECTOR, RANGE, STRING] = ['scalar', 'instant vector', 'range vector', 'string'] as const;

const OF_VECTOR =
  'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count ' +
  'histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp';
const OF_RANGE =
  'absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate last_over_time ' +
  'max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time';
const OF_TIME = 'day_of_month day_of_week day_of_year days_in_month hour minute month year';

/** Functions of Prometheus 3.9 that need no feature flag: no Prometheus here is given one. */
export const FUNCTIONS: ReadonlyMap<string, Signature> = new Map([
  ...OF_VECTOR.split(' ').map(name => [name, giving(VECTOR, VECTOR)] as const),
  ...OF_RANGE.split(' ').map(name => [name, giving(VECTOR, RANGE)] as const),
  ...OF_TIME.split(' ').map(name => [name, { ...giving(VECTOR, VECTOR), optional: 1 }] as const),
  ['clamp', giving(VECTOR, VECTOR, SCALAR, SCALAR)],
  ['clamp_max', giving(VECTOR, VECTOR, SCALAR)],
  ['clamp_min', giving(VECTOR, VECTOR, SCALAR)],
  ['histogram_fraction', giving(VECTOR, SCALAR, SCALAR, VECTOR)],
  ['histogram_quantile', giving(VECTOR, SCALAR, VECTOR)],
  ['label_join', { ...giving(VECTOR, VECTOR, STRING, STRING, STRING), optional: 'more' as const }],
  ['label_replace', giving(VECTOR, VECTOR, STRING, STRING, STRING, STRING)],
  ['pi', giving(SCALAR)],
  ['predict_linear', giving(VECTOR, RANGE, SCALAR)],
  ['quantile_over_time', giving(VECTOR, SCALAR, RANGE)],
  ['round', { ...giving(VECTOR, VECTOR, SCALAR), optional: 1 }],
  ['scalar', giving(SCALAR, VECTOR)],
  ['time', giving(SCALAR)],
  ['vector', giving(VECTOR, SCALAR)],
]);

function giving(gives: ValueType, ...takes: readonly ValueType[]): Signature {
  return { takes, optional: 0, gives };
}

/** Aggregations that take a parameter first, and of which type. */
export const PARAMETERS: ReadonlyMap<string, ValueType> = new Map([
  ['topk', SCALAR],
  ['bottomk', SCALAR],
  ['quantile', SCALAR],
  ['count_values', STRING],
]);

/** Aggregations that need a feature flag, as some functions do. */
export const EXPERIMENTAL: readonly string[] = ['limitk', 'limit_ratio'];
