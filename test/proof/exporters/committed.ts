import type { KubeObject, Metric } from '../../../src/model';
import { everyPart } from '../../../src/gates/monitoring/promql';
import { parsedQueriesOf } from '../../../src/gates/monitoring/queries';
import { read } from '../../constructs/read';
import { named, realModel } from '../../real-model';
import type { PodSpec } from '../backup/pod';

/** An exporter as it is committed, and what is expected of it. */
export interface Committed {
  readonly environment: string;
  readonly workload: KubeObject;
  /** What its monitor declares. */
  readonly metrics: readonly Metric[];
  /** Labels that Prometheus adds from the target to each series, beside those that every target has. */
  readonly byTarget: readonly string[];
  /** Series of one target beyond which its reading is refused. */
  readonly sampleLimit: number;
  /** Seconds that Prometheus waits for an answer. */
  readonly patience: number;
}

/** @param workload `Kind/name`, the name being the monitor's, too */
export function committedExporter(environment: string, workload: string): Committed {
  const name = workload.slice(workload.indexOf('/') + 1);
  const monitor = objectOf(environment, `PodMonitor/${name}`);
  const endpoint = 'spec.podMetricsEndpoints.0';
  const relabelings = (read(monitor, `${endpoint}.relabelings`) ?? []) as readonly { readonly targetLabel: string }[];
  return {
    environment,
    workload: objectOf(environment, workload),
    metrics: realModel().declarations.flatMap(each =>
      each.type === 'monitor' && each.environment === environment && each.job === name ? each.metrics : [],
    ),
    byTarget: relabelings.map(({ targetLabel }) => targetLabel),
    sampleLimit: Number(read(monitor, 'spec.sampleLimit')),
    patience: Number.parseInt(String(read(monitor, `${endpoint}.scrapeTimeout`)), 10),
  };
}

/** One object of an environment, by `Kind/name`; of Jobs the name's begin is enough, since it ends with a hash. */
export function objectOf(environment: string, words: string): KubeObject {
  const found = realModel().manifests.find(named(environment, words)) ?? jobOf(environment, words);
  if (!found) throw new Error(`${environment} has no ${words}`);
  return found.object;
}

function jobOf(environment: string, words: string) {
  return realModel().manifests.find(
    ({ environment: its, object: { kind, metadata } }) =>
      its === environment && kind === 'Job' && `Job/${metadata.name}`.startsWith(words),
  );
}

/** The pods of a workload. */
export function podOf(workload: KubeObject): PodSpec {
  return read(workload, 'spec.template.spec') as PodSpec;
}

/** A series that somebody asks for: the metric, and what its own labels have to be. */
export interface NamedSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Series of an exporter's metrics that the rules and the panels of its environment name, each once. */
export function namedSeries({ environment, metrics, byTarget }: Committed): readonly NamedSeries[] {
  const own = new Map(metrics.map(({ name, labels }) => [name, labels.filter(label => !byTarget.includes(label))]));
  const named = new Map<string, NamedSeries>();
  const queries = parsedQueriesOf(realModel()).filter(({ manifest }) => manifest.environment === environment);
  for (const part of queries.flatMap(({ expression }) => [...everyPart(expression)])) {
    if (part.type !== 'selector' || part.name === undefined) continue;
    const matchers = part.matchers.filter(({ label }) => own.get(part.name ?? '')?.includes(label));
    if (!own.has(part.name)) continue;
    if (matchers.some(({ operator }) => operator !== '=')) throw new Error(`${part.name}: only = is understood here`);
    const series = { name: part.name, labels: Object.fromEntries(matchers.map(({ label, value }) => [label, value])) };
    named.set(JSON.stringify(series), series);
  }
  return [...named.values()];
}
