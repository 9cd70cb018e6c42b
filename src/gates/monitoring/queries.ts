import type { Manifest, Model } from '../../model';
import { groupKindOf } from '../identity/group-kind';
import { once } from '../pod/once';
import { isRecord, recordsIn, valueAt, type Step } from '../schema/json-path';
import { AZURE_MONITOR, dashboardsOf, panelsOf, type DashboardAt } from './dashboards/dashboards';
import { readPromql, withArguments, type Expression, type Read, type ValueType } from './promql';
import { rulesOf } from './prometheus-rules';

/** PromQL that an object carries. */
export interface Query {
  readonly manifest: Manifest;
  readonly steps: readonly Step[];
  /** As the object has it. */
  readonly text: string;
  readonly read: Read;
  /** What whoever asks it can use. */
  readonly takes: readonly ValueType[];
}

/** Rules and analyses judge series and numbers alike, and dashboards show both. */
const JUDGED: readonly ValueType[] = ['instant vector', 'scalar'];

/** KEDA's scaler decodes a list of series and fails on a number (its `promQueryResult`); a Job's question has no answer where none is left. */
const SERIES: readonly ValueType[] = ['instant vector'];

/** Data sources that are asked in other words: LogQL, and names of metrics. */
const NO_PROMQL: readonly unknown[] = ['loki', AZURE_MONITOR];

/** What the panels of a dashboard ask, as they are written: a variable of Grafana is no PromQL, and is found. */
const dashboardQueries = once((dashboard: DashboardAt): readonly Query[] => {
  const { manifest } = dashboard;
  return panelsOf(dashboard)
    .filter(({ source }) => !NO_PROMQL.includes(source))
    .flatMap(({ queries }) => queries)
    .flatMap(({ steps, expr: text }) =>
      typeof text === 'string' ? [{ manifest, steps, text, read: readPromql(text), takes: JUDGED }] : [],
    );
});

/** Queries of what is no PrometheusRule. */
const queriesIn = once((manifest: Manifest): readonly Query[] => {
  switch (groupKindOf(manifest.object)) {
    case 'argoproj.io/AnalysisTemplate':
    case 'argoproj.io/ClusterAnalysisTemplate':
      return [...analysisQueries(manifest)];
    case 'keda.sh/ScaledObject':
    case 'keda.sh/ScaledJob':
      return [...triggerQueries(manifest)];
    case 'ConfigMap':
      return [...fileQueries(manifest)];
    default:
      return [];
  }
});

/** Queries of a model: of rules, of the analyses that judge releases, of what KEDA scales by, of files, and of dashboards. */
export const queriesOf = once((model: Model): readonly Query[] => [
  ...rulesOf(model).map(({ steps, expr: text, ...rule }) => ({
    ...rule,
    steps: [...steps, 'expr'],
    text,
    takes: JUDGED,
  })),
  ...model.manifests.filter(({ tree }) => tree === 'dist').flatMap(queriesIn),
  ...dashboardsOf(model).flatMap(dashboardQueries),
]);

/** A query that Prometheus takes. */
export interface ParsedQuery extends Query {
  readonly expression: Expression;
}

/** The queries that parse; the others are found by gate `query-parses`. */
export const parsedQueriesOf = once((model: Model): readonly ParsedQuery[] =>
  queriesOf(model).flatMap(query => ('expression' in query.read ? [{ ...query, ...query.read }] : [])),
);

function* analysisQueries(manifest: Manifest): Iterable<Query> {
  for (const [index, metric] of recordsIn(valueAt(manifest.object, ['spec', 'metrics']))) {
    const way = ['provider', 'prometheus', 'query'];
    const text = valueAt(metric, way);
    if (typeof text !== 'string') continue;
    const steps = ['spec', 'metrics', index, ...way];
    yield { manifest, steps, text, read: readPromql(withArguments(text)), takes: JUDGED };
  }
}

function* triggerQueries(manifest: Manifest): Iterable<Query> {
  for (const [index, trigger] of recordsIn(valueAt(manifest.object, ['spec', 'triggers']))) {
    const text = valueAt(trigger, ['metadata', 'query']);
    if (trigger.type !== 'prometheus' || typeof text !== 'string') continue;
    const steps = ['spec', 'triggers', index, 'metadata', 'query'];
    yield { manifest, steps, text, read: readPromql(text), takes: SERIES };
  }
}

/** Label of the ConfigMaps each of whose files is one query: a Job asks them. */
const FILES = ['metadata', 'labels', 'garam.dev/content'];

/** Of a query that a Job asks only series can be missing. */
function* fileQueries(manifest: Manifest): Iterable<Query> {
  const data = valueAt(manifest.object, ['data']);
  if (valueAt(manifest.object, FILES) !== 'promql' || !isRecord(data)) return;
  for (const [file, text] of Object.entries(data)) {
    if (typeof text !== 'string') continue;
    yield { manifest, steps: ['data', file], text, read: readPromql(text), takes: SERIES };
  }
}
