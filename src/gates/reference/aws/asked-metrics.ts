import type { KubeObject } from '../../../model';
import { recordsIn, shown, valueAt, type Step } from '../../schema/json-path';

/** Something that is asked for, and where it stands. */
export interface Asked {
  readonly value: unknown;
  readonly steps: readonly Step[];
}

/** A metric that an alarm or a dashboard asks for. */
export interface AskedMetric {
  readonly namespace: unknown;
  readonly name: Asked;
  readonly dimensions: {
    readonly steps: readonly Step[];
    readonly list: readonly (Asked & { readonly name: string })[];
  };
  /** What a minute's readings become. */
  readonly statistic: Asked;
  /** Whether the threshold is compared with this one. */
  readonly compared: boolean;
}

/** What an alarm asks for, and what it compares its threshold with. */
export interface Asking {
  readonly metrics: readonly AskedMetric[];
  /** Where it cannot be told which of them is compared, and what stands there. */
  readonly unreadable?: { readonly steps: readonly Step[]; readonly found: string };
}

type Entry = readonly [index: number, entry: Readonly<Record<string, unknown>>];

/** `IF(enough >= 100, value, 0)`: what is compared is the value. */
const MASK = /^IF\((\w+) >= [\d.]+, (\w+), 0\)$/;

/** What an alarm asks for: one metric by itself, or those of its expression. */
export function askedBy({ spec }: KubeObject): Asking {
  const entries = recordsIn(valueAt(spec, ['metrics']));
  if (entries.length === 0) return { metrics: [itself(spec)] };
  const compared = comparedOf(entries);
  const id = typeof compared === 'string' ? compared : undefined;
  const metrics = entries.flatMap(entry => (isMeasured(entry) ? [asked(entry, id)] : []));
  return typeof compared === 'string' ? { metrics } : { metrics, unreadable: compared };
}

function itself(spec: unknown): AskedMetric {
  const field = (name: string): unknown => valueAt(spec, [name]);
  const percentile = field('extendedStatistic');
  return {
    namespace: field('namespace'),
    name: { value: field('metricName'), steps: ['spec', 'metricName'] },
    dimensions: dimensionsIn(spec, ['spec']),
    statistic: {
      value: percentile ?? field('statistic'),
      steps: ['spec', percentile === undefined ? 'statistic' : 'extendedStatistic'],
    },
    compared: true,
  };
}

function asked([index, entry]: Entry, compared: string | undefined): AskedMetric {
  const metric = valueAt(entry, ['metricStat', 'metric']);
  const steps = ['spec', 'metrics', index, 'metricStat'];
  return {
    namespace: valueAt(metric, ['namespace']),
    name: { value: valueAt(metric, ['metricName']), steps: [...steps, 'metric', 'metricName'] },
    dimensions: dimensionsIn(metric, [...steps, 'metric']),
    statistic: { value: valueAt(entry, ['metricStat', 'stat']), steps: [...steps, 'stat'] },
    compared: compared !== undefined && entry.id === compared,
  };
}

function dimensionsIn(metric: unknown, steps: readonly Step[]): AskedMetric['dimensions'] {
  const way = [...steps, 'dimensions'];
  const list = recordsIn(valueAt(metric, ['dimensions'])).map(([index, { name, value }]) => {
    return { name: String(name), value, steps: [...way, index, 'value'] };
  });
  return { steps: way, list };
}

function isMeasured([, entry]: Entry): boolean {
  return valueAt(entry, ['metricStat', 'metric']) !== undefined;
}

/** Id of the metric that is compared. CloudWatch compares the one entry that returns data, which each does unless told. */
function comparedOf(entries: readonly Entry[]): string | NonNullable<Asking['unreadable']> {
  const returningData = entries.filter(([, { returnData }]) => returnData !== false);
  const [returning] = returningData;
  if (returning === undefined || returningData.length > 1) {
    return { steps: ['spec', 'metrics'], found: `${returningData.length} entries that return data` };
  }
  if (isMeasured(returning)) return String(returning[1].id);
  const [index, { expression }] = returning;
  const [, condition, value] = MASK.exec(String(expression)) ?? [];
  const ids = entries.filter(isMeasured).map(([, { id }]) => id);
  const isReadable = value !== undefined && ids.includes(condition) && ids.includes(value);
  return isReadable ? value : { steps: ['spec', 'metrics', index, 'expression'], found: shown(expression) };
}
