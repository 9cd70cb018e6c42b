import type { Metric } from '../../../src/model';
import { samplesIn, type Sample } from '../../e2e/kube-state/series';

/** What a program shows of itself: samples, and the type of each family. */
export interface Shown {
  readonly samples: readonly Sample[];
  readonly types: Readonly<Record<string, string>>;
}

/** Reads the text that Prometheus reads. */
export function shownIn(text: string): Shown {
  const types = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', type = '']) => [name, type] as const);
  return { samples: samplesIn(text), types: Object.fromEntries(types) };
}

const shape = (name: string, type: string, labels: readonly string[]): string =>
  `${type} ${name}{${[...labels].sort().join(',')}}`;

/** `counter spans{exporter}`: the catalogue's metrics, and nothing of their meaning. */
export function declared(catalogue: readonly Metric[]): readonly string[] {
  return catalogue.map(({ name, type, labels }) => shape(name, type, labels)).sort();
}

/** The same of what is shown, for the names of the catalogue. */
export function shapesOf({ samples, types }: Shown, catalogue: readonly Metric[]): readonly string[] {
  const asked = samples.filter(sample => catalogue.some(({ name }) => name === sample.name));
  return [
    ...new Set(asked.map(({ name, labels }) => shape(name, types[name] ?? 'untyped', Object.keys(labels)))),
  ].sort();
}

/** All series of a metric together; 0 where there is none. */
export function total({ samples }: Shown, name: string): number {
  return samples.filter(sample => sample.name === name).reduce((sum, { value }) => sum + value, 0);
}
