import type { KubeObject } from '../src/model';
import { read } from './constructs/read';
import { named, realModel } from './real-model';

/** A panel of a dashboard, as a person sees it. */
export interface ShownPanel {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  /** What is asked: a query, or the name of one of Azure Monitor's metrics. */
  readonly queries: readonly string[];
  /** Where it turns red: `from 80`, `below 1`. @default nowhere */
  readonly red?: string;
}

interface Written {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly fieldConfig?: {
    readonly defaults: { readonly unit: string; readonly thresholds?: { readonly steps: readonly Step[] } };
  };
  readonly targets?: readonly { readonly expr: string; readonly azureMonitor?: { readonly metricName: string } }[];
}

interface Step {
  readonly value: number | null;
  readonly color: string;
}

function redOf(steps: readonly Step[]): string | undefined {
  const red = steps.findIndex(({ color }) => color === 'red');
  if (red < 0) return undefined;
  const value = steps[red]?.value ?? null;
  return value === null ? `below ${steps[red + 1]?.value}` : `from ${value}`;
}

/** The panels of the dashboard `<environment>-<name>`, without headings. */
export function panelsIn(environment: string, name: string): readonly ShownPanel[] {
  const uid = `${environment}-${name}`;
  const found = realModel().manifests.find(named(environment, `ConfigMap/dashboard-${uid}`));
  if (!found) throw new Error(`${environment} has no dashboard ${uid}`);
  const text = read(found.object as KubeObject, `data.${uid}\\.json`) as string;
  return (JSON.parse(text) as { panels: readonly Written[] }).panels
    .filter(({ type }) => type !== 'row')
    .map(({ title, description, fieldConfig, targets = [] }) => {
      const red = redOf(fieldConfig?.defaults.thresholds?.steps ?? []);
      return {
        title,
        description,
        unit: fieldConfig?.defaults.unit ?? '',
        queries: targets.map(({ expr, azureMonitor }) => azureMonitor?.metricName ?? expr),
        ...(red !== undefined && { red }),
      };
    });
}
