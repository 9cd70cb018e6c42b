import { parse } from 'yaml';

/** A kind that kube-state-metrics is told of. */
interface Resource {
  readonly groupVersionKind: { readonly group: string; readonly version: string; readonly kind: string };
}

/** The kinds that a configuration names. */
export function resourcesIn(configuration: string): readonly Resource[] {
  return (parse(configuration) as { spec: { resources: Resource[] } }).spec.resources;
}
