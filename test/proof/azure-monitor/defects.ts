import type { KubeObject } from '../../../src/model';
import type { Draft } from '../../real-model';
import { criterionOf, type Criterion } from './evaluator';

/** A defect, planted into an alert of Azure Monitor. */
export interface Defect {
  readonly what: string;
  readonly alert: KubeObject;
}

type Writable = { -readonly [Field in keyof Criterion]: Criterion[Field] };

interface WritableSpec {
  autoMitigate: boolean;
  evaluationFrequency: string;
  windowSize: string;
}

type Change = (criterion: Writable, spec: WritableSpec) => void;

const OTHER_AGGREGATION: Readonly<Record<string, string>> = {
  Average: 'Maximum',
  Maximum: 'Average',
  Total: 'Average',
};

const OTHER_OPERATOR: Readonly<Record<string, string>> = {
  GreaterThan: 'GreaterThanOrEqual',
  LessThan: 'LessThanOrEqual',
};

const LONGER: Readonly<Record<string, string>> = { PT5M: 'PT15M', PT15M: 'PT30M' };
const SHORTER: Readonly<Record<string, string>> = { PT5M: 'PT1M', PT15M: 'PT5M' };

/** A twentieth, and at least one: counts have nothing between. */
const step = (threshold: number): number => Math.max(threshold * 0.05, 1);

const EVERYWHERE: Readonly<Record<string, Change>> = {
  'another aggregation': criterion => {
    // Of what is never below 0, sum, mean and highest are above 0 together.
    const isAny = criterion.threshold === 0;
    criterion.timeAggregation = isAny ? 'Minimum' : other(OTHER_AGGREGATION, criterion.timeAggregation);
  },
  'the limit itself is too much': criterion => {
    criterion.operator = other(OTHER_OPERATOR, criterion.operator);
  },
  'a higher threshold': criterion => {
    criterion.threshold += step(criterion.threshold);
  },
  'a lower threshold': criterion => {
    criterion.threshold -= step(criterion.threshold);
  },
  'a longer window': (_, spec) => {
    spec.windowSize = other(LONGER, spec.windowSize);
  },
  'a shorter window': (_, spec) => {
    spec.windowSize = other(SHORTER, spec.windowSize);
  },
  'seldom looks': (_, spec) => {
    spec.evaluationFrequency = spec.evaluationFrequency === 'PT1M' ? 'PT5M' : 'PT15M';
  },
  'no end': (_, spec) => {
    spec.autoMitigate = false;
  },
};

/** A share where hundredths are meant, megabytes where bytes are. */
const UNITS: Readonly<Record<string, number>> = { percent: 100, bytes: 2 ** 20 };

const OF_PARTS: Readonly<Record<string, Change>> = {
  'all parts as one': criterion => {
    delete criterion.dimensions;
  },
  'a part is missing': criterion => {
    criterion.dimensions = criterion.dimensions?.map(each => ({ ...each, values: each.values.slice(1) }));
  },
};

/** Every defect that an alert can have; a metric that is counted has no unit to mistake. */
export function defectsOf(alert: KubeObject, unit: string): readonly Defect[] {
  const size = UNITS[unit];
  const ofUnit: Readonly<Record<string, Change>> =
    size === undefined ? {} : { 'another unit': criterion => void (criterion.threshold /= size) };
  const ofParts = criterionOf(alert).dimensions ? OF_PARTS : {};
  return Object.entries({ ...EVERYWHERE, ...ofUnit, ...ofParts }).map(([what, change]) => {
    const draft = structuredClone(alert) as unknown as Draft;
    const planted = draft as unknown as KubeObject;
    change(criterionOf(planted), draft['spec'] as WritableSpec);
    return { what, alert: planted };
  });
}

function other(others: Readonly<Record<string, string>>, value: string): string {
  const found = others[value];
  if (found !== undefined) return found;
  throw new Error(`no defect of ${value}: expected one of ${Object.keys(others).join(', ')}`);
}
