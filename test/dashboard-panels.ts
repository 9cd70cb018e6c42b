import type { KubeObject } from '../src/model';
import { read } from './constructs/read';
import { named, realModel } from './real-model';

/** A panel of a dashboard, as a person sees it. */
export interface ShownPanel {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly queries: readonly string[];
}

interface Written {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly fieldConfig?: { readonly defaults: { readonly unit: string } };
  readonly targets?: readonly { readonly expr: string }[];
}

/** The panels of the dashboard `<environment>-<name>`, without headings. */
export function panelsIn(environment: string, name: string): readonly ShownPanel[] {
  const uid = `${environment}-${name}`;
  const found = realModel().manifests.find(named(environment, `ConfigMap/dashboard-${uid}`));
  if (!found) throw new Error(`${environment} has no dashboard ${uid}`);
  const text = read(found.object as KubeObject, `data.${uid}\\.json`) as string;
  return (JSON.parse(text) as { panels: readonly Written[] }).panels
    .filter(({ type }) => type !== 'row')
    .map(({ title, description, fieldConfig, targets = [] }) => ({
      title,
      description,
      unit: fieldConfig?.defaults.unit ?? '',
      queries: targets.map(({ expr }) => expr),
    }));
}
