import { parse } from 'yaml';
import {
  dashboardsOf,
  panelsOf,
  type DashboardAt,
  type PanelAt,
} from '../../../src/gates/monitoring/dashboards/dashboards';
import { recordsIn, valueAt } from '../../../src/gates/schema/json-path';
import type { Model } from '../../../src/model';

/** Where Grafana sends queries, as its provisioning says it. */
export interface DataSource {
  readonly uid: string;
  readonly type: string;
  /** @default its type knows where to ask */
  readonly url?: string;
  readonly jsonData: { readonly httpMethod: string; readonly timeInterval: string };
}

/** One request that Grafana makes when somebody looks at a dashboard. */
export interface Request {
  /** Dashboard, panel and query that it is made for. */
  readonly of: string;
  readonly path: 'query' | 'query_range';
  readonly method: string;
  readonly form: Readonly<Record<string, string>>;
}

/** Points that a line of half a wide screen has: Grafana asks for no more. */
const POINTS = 900;

/** Data sources that the Grafana of an environment is given. */
export function dataSourcesOf({ manifests }: Model): readonly DataSource[] {
  return manifests
    .filter(({ object }) => object.kind === 'ConfigMap' && object.metadata.name === 'grafana-data-source')
    .flatMap(({ object }) => Object.values(valueAt(object, ['data']) as Readonly<Record<string, string>>))
    .flatMap(text => (parse(text) as { readonly datasources: readonly DataSource[] }).datasources);
}

/** Every request to Prometheus that the dashboards of an environment lead to when somebody looks at them at `now` (a second since 1970). */
export function requestsOf(model: Model, now: number): readonly Request[] {
  const sources = dataSourcesOf(model);
  return dashboardsOf(model).flatMap(dashboard =>
    panelsOf(dashboard).flatMap(at => requestsOfPanel(dashboard, at, sources, now)),
  );
}

function requestsOfPanel(
  dashboard: DashboardAt,
  { panel }: PanelAt,
  sources: readonly DataSource[],
  now: number,
): readonly Request[] {
  return recordsIn(panel['targets']).flatMap(([, target]): readonly Request[] => {
    const of = `${dashboard.uid} ${String(panel['id'])} ${String(target['refId'])}`;
    const query = String(target['expr']);
    const source = namedSource(of, target['datasource'] ?? panel['datasource'], sources);
    if (source.type !== 'prometheus') return []; // log lines, which Loki's own proof asks for, and Azure's figures
    const method = source.jsonData.httpMethod;
    if (target['instant'] === true) return [{ of, method, path: 'query', form: { query, time: String(now) } }];
    return [{ of, method, path: 'query_range', form: { query, ...rangeOf(dashboard, source, now) } }];
  });
}

/** How many questions the dashboards of an environment have for each type of data source. */
export function asksBySource(model: Model): Readonly<Record<string, number>> {
  const all = dashboardsOf(model)
    .flatMap(panelsOf)
    .flatMap(({ source, queries }) => queries.map(() => String(source)));
  return Object.fromEntries([...new Set(all)].sort().map(type => [type, all.filter(each => each === type).length]));
}

/** @throws Error when a panel names a data source that nobody gives Grafana: it shows no data there, only that */
function namedSource(of: string, name: unknown, sources: readonly DataSource[]): DataSource {
  const found = sources.find(({ uid, type }) => valueAt(name, ['uid']) === uid && valueAt(name, ['type']) === type);
  if (!found) throw new Error(`${of}: no data source is ${JSON.stringify(name)}`);
  return found;
}

/** The hours that a dashboard shows, in steps that are no shorter than the time between two readings. */
function rangeOf({ content }: DashboardAt, { jsonData }: DataSource, now: number): Request['form'] {
  const shown = seconds(String(valueAt(content, ['time', 'from'])).replace(/^now-/, ''));
  const step = Math.max(seconds(jsonData.timeInterval), Math.ceil(shown / POINTS));
  const aligned = (time: number): string => String(Math.floor(time / step) * step);
  return { start: aligned(now - shown), end: aligned(now), step: String(step) };
}

/** @throws RangeError on what is no number with a unit */
function seconds(duration: string): number {
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  const length = { s: 1, m: 60, h: 3600, d: 86_400 }[unit];
  if (length === undefined) throw new RangeError(`no duration: ${duration}`);
  return Number(count) * length;
}
