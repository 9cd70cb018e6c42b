import type { Metric } from '../src/model';

/** A sample as Prometheus reads it. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a program answers Prometheus. */
export interface Told {
  /** Type of each metric, as the program says it. */
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
}

/** Reads the text that Prometheus reads. */
export function toldIn(text: string): Told {
  const types = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', type = '']) => [name, type] as const);
  return { types: new Map(types), samples: samplesIn(text) };
}

/** `name{label="value",…} 1`, as a program shows it; help and types are left out. */
export function samplesIn(text: string): readonly Sample[] {
  return text.split('\n').flatMap(line => {
    const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === '') return [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', is = '']) => [label, is]);
    return [{ name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) }];
  });
}

/** The values of a metric; one, where it has no labels. */
export function valuesOf({ samples }: Told, metric: Pick<Metric, 'name'>): readonly number[] {
  return samples.filter(({ name }) => name === metric.name).map(({ value }) => value);
}

/**
 * Where a program and the catalogue differ: a metric that is not told, has another type, or whose series have other
 * labels. Nothing where they agree.
 * @param byTarget labels that Prometheus adds from the target
 * @param untyped metrics of whose type the program says that it does not know it
 */
export function differences(
  { metrics, byTarget = [] }: { readonly metrics: readonly Metric[]; readonly byTarget?: readonly string[] },
  told: Told,
  untyped: readonly string[] = [],
): readonly string[] {
  return metrics.flatMap(metric => {
    const { name } = metric;
    const series = told.samples.filter(each => each.name === name);
    if (series.length === 0) return [`${name} is not told`];
    const wanted = untyped.includes(name) ? 'untyped' : metric.type;
    const own = listed(metric.labels.filter(label => !byTarget.includes(label)));
    const shapes = new Set(series.map(({ labels }) => listed(Object.keys(labels))));
    return [
      ...(told.types.get(name) === wanted ? [] : [`${name} is told as ${told.types.get(name)}, expected ${wanted}`]),
      ...[...shapes].filter(shape => shape !== own).map(shape => `${name} is told with ${shape}, expected ${own}`),
    ];
  });
}

const listed = (labels: readonly string[]): string => `{${[...labels].sort().join(',')}}`;

/** Series that somebody asks for and that have no value. */
export function withoutValue<T extends Pick<Sample, 'name' | 'labels'>>(
  named: readonly T[],
  { samples }: Told,
): readonly T[] {
  return named.filter(
    ({ name, labels }) =>
      !samples.some(
        sample =>
          sample.name === name &&
          Number.isFinite(sample.value) &&
          Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
      ),
  );
}
