import type { Manifest } from '../../../../model';
import { isRecord, recordsIn, valueAt, type Step } from '../../../schema/json-path';
import type { EnvironmentObjects } from '../../../reference/environment-objects';
import { once } from '../../../pod/once';
import type { AskedMetric } from '../../../reference/aws/asked-metrics';

type Fields = Readonly<Record<string, unknown>>;

/** One picture of a dashboard of CloudWatch. */
export interface WidgetAt {
  /** Way to the picture, through the body's text. */
  readonly steps: readonly Step[];
  readonly properties: Fields;
  /** Place and size on the grid. */
  readonly spot: Spot;
  readonly metrics: readonly AskedMetric[];
}

/** Place and size of something on the grid. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A dashboard of CloudWatch. */
export interface CloudDashboardAt {
  readonly manifest: Manifest;
  /** Its name in CloudWatch. */
  readonly name: string;
  /** Way to the body's text. */
  readonly steps: readonly Step[];
  /** What stands in the body; nothing where it is no JSON object. */
  readonly body: Fields | undefined;
  readonly widgets: readonly WidgetAt[];
  /** Texts, and where they stand. */
  readonly texts: readonly { readonly spot: Spot; readonly markdown: unknown }[];
}

/** Every dashboard of CloudWatch of an environment. */
export const cloudDashboardsOf = once((environment: EnvironmentObjects): readonly CloudDashboardAt[] =>
  environment.all('cloudwatch.services.k8s.aws/Dashboard').map(dashboardAt),
);

/** What tells a series from all others. */
export function seriesOf({ namespace, name, dimensions, statistic }: AskedMetric): string {
  const sorted = dimensions.list.map(each => `${each.name}=${String(each.value)}`).sort();
  return JSON.stringify([namespace, name.value, statistic.value, sorted]);
}

function dashboardAt(manifest: Manifest): CloudDashboardAt {
  const { spec, metadata } = manifest.object;
  const body = parsed(valueAt(spec, ['dashboardBody']));
  const steps = ['spec', 'dashboardBody'];
  const all = recordsIn(valueAt(body, ['widgets'])).map(([index, widget]) => ({
    type: widget.type,
    steps: [...steps, 'widgets', index],
    properties: isRecord(widget.properties) ? widget.properties : {},
    spot: { x: Number(widget.x), y: Number(widget.y), width: Number(widget.width), height: Number(widget.height) },
  }));
  return {
    manifest,
    name: String(valueAt(spec, ['dashboardName']) ?? metadata.name),
    steps,
    body,
    widgets: all.filter(({ type }) => type === 'metric').map(each => ({ ...each, metrics: metricsIn(each) })),
    texts: all
      .filter(({ type }) => type === 'text')
      .map(({ spot, properties }) => ({ spot, markdown: properties.markdown })),
  };
}

function parsed(text: unknown): Fields | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `[namespace, name, dimension, value, …, { stat }]`, each written out. */
function metricsIn({ steps, properties }: Pick<WidgetAt, 'steps' | 'properties'>): readonly AskedMetric[] {
  const rows: readonly unknown[] = Array.isArray(properties.metrics) ? properties.metrics : [];
  return rows.map((row, index) => {
    const all: readonly unknown[] = Array.isArray(row) ? row : [];
    const way = [...steps, 'properties', 'metrics', index];
    const words = all.filter(each => !isRecord(each));
    const options = all.find(isRecord);
    const list = words.slice(2).flatMap((word, at) => {
      const value = { value: words[at + 3], steps: [...way, at + 3] };
      return at % 2 === 0 ? [{ name: String(word), ...value }] : [];
    });
    return {
      namespace: words[0],
      name: { value: words[1], steps: [...way, 1] },
      dimensions: { steps: way, list },
      statistic: { value: options?.stat, steps: [...way, all.length - 1, 'stat'] },
      compared: false,
    };
  });
}
