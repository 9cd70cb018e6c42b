import type { Judging } from './evaluator';

/** A defect, planted into an alarm of CloudWatch. */
export interface Defect {
  readonly what: string;
  readonly alarm: Judging;
}

const ALLOWING_THE_LIMIT: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'GreaterThanOrEqualToThreshold',
  LessThanThreshold: 'LessThanOrEqualToThreshold',
};

const OTHER_SIDE: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'LessThanThreshold',
  LessThanThreshold: 'GreaterThanThreshold',
};

/** A fifth; of nothing at all, one. */
const step = (threshold: number): number => threshold * 0.2 || 1;

const periods = (alarm: Judging, more: number): Judging => ({
  ...alarm,
  evaluationPeriods: alarm.evaluationPeriods + more,
  datapointsToAlarm: alarm.datapointsToAlarm + more,
});

/** Defects of figures that every alarm can have. */
export function defectsOf(alarm: Judging): readonly Defect[] {
  const { threshold, comparisonOperator, evaluationPeriods, datapointsToAlarm } = alarm;
  const all: Readonly<Record<string, Judging>> = {
    'a higher threshold': { ...alarm, threshold: threshold + step(threshold) },
    'a lower threshold': { ...alarm, threshold: threshold - step(threshold) },
    'the limit itself is too much': { ...alarm, comparisonOperator: other(ALLOWING_THE_LIMIT, comparisonOperator) },
    'the other side of the limit': { ...alarm, comparisonOperator: other(OTHER_SIDE, comparisonOperator) },
    'a minute more': periods(alarm, 1),
    ...(evaluationPeriods > 1 && {
      'a minute less': periods(alarm, -1),
      'one point fewer of as many': { ...alarm, datapointsToAlarm: datapointsToAlarm - 1 },
    }),
  };
  return Object.entries(all).map(([what, planted]) => ({ what, alarm: planted }));
}

/** Defects of an alarm on one metric: its period and statistic, and its unit where Prometheus counts otherwise. */
export function metricDefectsOf(alarm: Judging, isCountedAlike: boolean): readonly Defect[] {
  const { statistic, threshold, comparisonOperator } = alarm;
  const extreme = comparisonOperator === 'GreaterThanThreshold' ? 'Maximum' : 'Minimum';
  const mistaken = statistic === 'Average' ? extreme : 'Average';
  // Of events there is one reading at most in a minute that counts any: their mean is above 0 as their sum is.
  const isAny = statistic === 'Sum' && threshold === 0;
  return [
    { what: 'a longer period', alarm: { ...alarm, period: 300 } },
    { what: 'another statistic', alarm: { ...alarm, statistic: isAny ? 'Minimum' : mistaken } },
    ...(isCountedAlike ? [] : [{ what: 'another unit', alarm: { ...alarm, threshold: threshold / 100 } }]),
  ];
}

const TREATMENTS = ['breaching', 'notBreaching', 'missing', 'ignore'];

/** The alarm with every other treatment of missing points. */
export function treatmentsOf(alarm: Judging): readonly Defect[] {
  return TREATMENTS.filter(each => each !== alarm.treatMissingData).map(each => ({
    what: `missing points are ${each}`,
    alarm: { ...alarm, treatMissingData: each },
  }));
}

function other(others: Readonly<Record<string, string>>, value: string): string {
  const found = others[value];
  if (found !== undefined) return found;
  throw new Error(`no defect of ${value}: expected one of ${Object.keys(others).join(', ')}`);
}
