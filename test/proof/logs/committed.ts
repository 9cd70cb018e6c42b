import { parse } from 'yaml';
import { dashboardsOf, panelsOf } from '../../../src/gates/monitoring/dashboards/dashboards';
import { valueAt } from '../../../src/gates/schema/json-path';
import type { Metric } from '../../../src/model';
import { read } from '../../constructs/read';
import { named, partOf, realModel } from '../../real-model';

/** Environments whose lines stay in the cluster. */
export const ENVIRONMENTS = realModel().declarations.flatMap(each =>
  each.type === 'log-collection' && each.to.type === 'loki' ? [each.environment] : [],
);

const object = (environment: string, words: string): Readonly<Record<string, unknown>> => {
  const found = realModel().manifests.find(named(environment, words));
  if (!found) throw new Error(`${environment} has no ${words}`);
  return found.object as unknown as Readonly<Record<string, unknown>>;
};

/** Loki's configuration, byte for byte. */
export function configurationOf(environment: string): string {
  return String(valueAt(object(environment, 'ConfigMap/loki-config'), ['data', 'loki.yaml']));
}

/** The container of Loki, as far as it matters here. */
export interface Container {
  readonly args: readonly string[];
  readonly ports: readonly { readonly containerPort: number }[];
  readonly resources: { readonly limits: { readonly memory: string } };
  readonly livenessProbe: { readonly httpGet: { readonly path: string } };
  readonly readinessProbe: { readonly httpGet: { readonly path: string } };
}

export function containerOf(environment: string): Container {
  return read(object(environment, 'StatefulSet/loki') as never, 'spec.template.spec.containers.0') as Container;
}

/** An output of Fluent Bit that sends to Loki. */
export interface Output {
  readonly alias: string;
  readonly host: string;
  readonly port: number;
  readonly labels: string;
  readonly uri?: string;
}

export function outputsOf(environment: string): readonly Output[] {
  const text = String(valueAt(object(environment, 'ConfigMap/fluent-bit-config'), ['data', 'fluent-bit.yaml']));
  return (parse(text) as { readonly pipeline: { readonly outputs: readonly Output[] } }).pipeline.outputs;
}

/** Labels of the lines that an output sends. */
export function labelsOf({ labels }: Output): Readonly<Record<string, string>> {
  return Object.fromEntries(labels.split(',').map(each => each.trim().split('=') as [string, string]));
}

/** The data source that Grafana asks for log lines. */
export interface LogSource {
  readonly uid: string;
  readonly type: string;
  readonly url: string;
}

export function logSourceOf(environment: string): LogSource {
  const text = String(valueAt(object(environment, 'ConfigMap/grafana-data-source'), ['data', 'loki.yaml']));
  const [source] = (parse(text) as { readonly datasources: readonly LogSource[] }).datasources;
  if (!source) throw new Error(`${environment}: Grafana has no source of log lines`);
  return source;
}

/** What a panel asks Loki. */
export interface LogQuery {
  readonly title: string;
  readonly type: string;
  readonly expr: string;
  readonly maxLines: number | undefined;
}

/** Everything that dashboards ask the source of log lines. */
export function logQueriesOf(environment: string): readonly LogQuery[] {
  const { uid, type } = logSourceOf(environment);
  return dashboardsOf(partOf(realModel(), environment))
    .flatMap(panelsOf)
    .filter(
      ({ panel }) => valueAt(panel, ['datasource', 'uid']) === uid && valueAt(panel, ['datasource', 'type']) === type,
    )
    .flatMap(({ panel, queries }) =>
      queries.map(({ expr }, index) => ({
        title: String(panel['title']),
        type: String(panel['type']),
        expr: String(expr),
        maxLines: valueAt(panel, ['targets', index, 'maxLines']) as number | undefined,
      })),
    );
}

/** What Loki's monitor declares of it. */
export function metricsOf(environment: string): readonly Metric[] {
  return realModel().declarations.flatMap(each =>
    each.environment === environment && each.type === 'monitor' && each.job === 'loki' ? each.metrics : [],
  );
}
