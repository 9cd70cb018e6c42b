import { parse } from 'yaml';

/** A kind that kube-state-metrics is told of. */
interface Resource {
  readonly groupVersionKind: { readonly group: string; readonly version: string; readonly kind: string };
}

/** A sample as Prometheus reads it. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The kinds that a configuration names. */
export function resourcesIn(configuration: string): readonly Resource[] {
  return (parse(configuration) as { spec: { resources: Resource[] } }).spec.resources;
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
