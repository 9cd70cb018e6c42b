import type { Metric, Model, MonitorDeclaration } from '../../model';
import { once } from '../pod/once';
import { isRecord } from '../schema/json-path';
import { labelsLeft, type Labels } from './labels-left';
import type { Selector } from './promql';
import { rulesOf, type RuleAt } from './prometheus-rules';

/** What an environment's Prometheus has series of: read from a target, or recorded by a rule. */
export interface Series extends Pick<Metric, 'name' | 'type' | 'buckets'> {
  /** Labels that they may carry. */
  readonly labels: Labels;
  /** Workloads that show them: values of the label `job`. @default undefined: a rule records them */
  readonly jobs?: ReadonlySet<string>;
}

export type Catalogue = ReadonlyMap<string, Series>;

/** Labels that the target gives to every series. */
const TARGET = ['namespace', 'pod', 'job', 'container', 'endpoint', 'instance', 'rollouts_pod_template_hash'];

/** A metric, as far as queries know it. */
type Told = Omit<Metric, 'help'>;

/** What Prometheus says of each target by itself, without feature flags. */
const OF_TARGETS = [
  'up',
  'scrape_duration_seconds',
  'scrape_samples_scraped',
  'scrape_samples_post_metric_relabeling',
  'scrape_series_added',
].map((name): Told => ({ name, type: 'gauge', labels: [] }));

/** What Prometheus says of its alerts by itself, with whatever labels the alerts have. */
const OF_ALERTS = ['ALERTS', 'ALERTS_FOR_STATE'].map((name): Series => ({ name, type: 'gauge', labels: undefined }));

/** The catalogue of every environment of a model, by its name. */
export const cataloguesOf = once(
  (model: Model): ReadonlyMap<string, Catalogue> =>
    new Map(model.environments.map(({ name }) => [name, catalogueOf(model, name)])),
);

function catalogueOf(model: Model, environment: string): Catalogue {
  const monitors = model.declarations.filter(
    (each): each is typeof each & MonitorDeclaration => each.type === 'monitor' && each.environment === environment,
  );
  const catalogue = new Map<string, Series>();
  const shown = monitors.flatMap(({ metrics, job }) =>
    [...OF_TARGETS, ...metrics].flatMap(each => seriesOf(each, job)),
  );
  for (const series of shown) catalogue.set(series.name, together(series, catalogue.get(series.name)));
  const rules = rulesOf(model).filter(({ manifest }) => manifest.environment === environment);
  const recordings = rules.filter(({ rule }) => typeof rule.record === 'string');
  for (const name of new Set(recordings.map(({ rule }) => String(rule.record)))) record(name, recordings, catalogue);
  if (recordings.length < rules.length) for (const series of OF_ALERTS) catalogue.set(series.name, series);
  return catalogue;
}

/** The series that a metric consists of: a histogram's parts count, each; a summary's quantiles go up and down. */
function seriesOf(metric: Told, job: string): readonly Series[] {
  const { name, type, buckets } = metric;
  const labels = [...metric.labels, ...TARGET];
  const jobs = new Set([job]);
  if (type === 'counter' || type === 'gauge') return [{ name, type, labels: new Set(labels), jobs }];
  const part = (suffix: string, more: readonly string[] = []): Series => ({
    name: `${name}${suffix}`,
    type: 'counter',
    labels: new Set([...labels, ...more]),
    jobs,
    ...(more.length > 0 && buckets && { buckets }),
  });
  const own: Series =
    type === 'histogram'
      ? part('_bucket', ['le'])
      : { name, type: 'gauge', labels: new Set([...labels, 'quantile']), jobs };
  return [part('_count'), part('_sum'), own];
}

/** Series of the same name that more than one workload shows. */
function together(series: Series, others: Series = series): Series {
  const union = <T>(some: Iterable<T> = [], more: Iterable<T> = []): ReadonlySet<T> => new Set([...some, ...more]);
  const buckets = series.buckets && [...union(series.buckets, others.buckets)];
  const labels = union(series.labels, others.labels);
  return { ...series, labels, jobs: union(series.jobs, others.jobs), ...(buckets && { buckets }) };
}

/**
 * Adds what rules record under a name, with the labels that their expressions leave: those of the rules that they read
 * first. One that reads itself stands in the catalogue already, with labels that nobody knows.
 */
function record(name: string, rules: readonly RuleAt[], catalogue: Map<string, Series>): Labels {
  const known = catalogue.get(name);
  const own = rules.filter(({ rule }) => rule.record === name);
  if (known || own.length === 0) return known?.labels;
  catalogue.set(name, { name, type: 'gauge', labels: undefined });
  const ofSeries = (selector: Selector): Labels => record(selector.name ?? '', rules, catalogue);
  const all = own.map(({ read, rule }): Labels => {
    const left = 'expression' in read ? labelsLeft(read.expression, ofSeries) : undefined;
    return left && new Set([...left, ...(isRecord(rule.labels) ? Object.keys(rule.labels) : [])]);
  });
  const labels = all.reduce((some, others) => some && others && new Set([...some, ...others]));
  catalogue.set(name, { name, type: 'gauge', labels });
  return labels;
}
