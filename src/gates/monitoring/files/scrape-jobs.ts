import type { EnvironmentObjects } from '../../reference/environment-objects';
import { podsOf, portsOf, type Pods } from '../../reference/pods';
import { isRecord, recordsIn, valueAt, type Step } from '../../schema/json-path';
import type { FileServer } from './file-server';

type Fields = Readonly<Record<string, unknown>>;

/** An entry of `scrape_configs`. */
export interface ScrapeJobAt {
  /** Way to the entry, through the file's text. */
  readonly steps: readonly Step[];
  readonly job: Fields;
}

/** What a server scrapes. */
export function scrapeJobsOf({ settings, content }: FileServer): readonly ScrapeJobAt[] {
  return recordsIn(content?.scrape_configs).map(([index, job]) => ({
    steps: [...(settings?.steps ?? []), 'scrape_configs', index],
    job,
  }));
}

/** What discovery finds: a port of some pods, and what relabelling looks at. */
type Discovered = Readonly<Record<string, string>>;

/** What Prometheus reads, by the labels that its series carry. */
export interface Target {
  readonly job: string;
  readonly namespace: string;
}

/** Values of the label `job` of the targets that an entry keeps: none where it finds nothing. */
export function jobsKept(at: ScrapeJobAt, environment: EnvironmentObjects): ReadonlySet<string> {
  return new Set(targetsKept(at, environment).map(({ job }) => job));
}

/** The targets that an entry keeps. */
export function targetsKept({ job }: ScrapeJobAt, environment: EnvironmentObjects): readonly Target[] {
  const own = String(job.job_name);
  const discovered = recordsIn(job.kubernetes_sd_configs).flatMap(([, { role, namespaces }]) => {
    if (role === 'node') return [{}];
    if (role !== 'pod') return [];
    const names = valueAt(namespaces, ['names']);
    return Array.isArray(names) ? names.flatMap(name => targetsIn(environment, String(name))) : [];
  });
  return discovered
    .filter(target => isKept(job.relabel_configs, target))
    .map(target => ({
      job: labelOf('job', job.relabel_configs, target, own),
      namespace: labelOf('namespace', job.relabel_configs, target, ''),
    }));
}

function targetsIn(environment: EnvironmentObjects, namespace: string): readonly Discovered[] {
  return [...podsOf(environment).selected(namespace, {})].flatMap(pods =>
    portsOf(pods).map(({ name }) => ({ ...labelsOf(pods), __meta_kubernetes_pod_container_port_name: String(name) })),
  );
}

function labelsOf({ namespace, labels }: Pods): Discovered {
  const named = Object.entries(labels).map(([label, value]) => [
    `__meta_kubernetes_pod_label_${label.replace(/[^a-zA-Z0-9_]/g, '_')}`,
    value,
  ]);
  return {
    __meta_kubernetes_namespace: namespace,
    __meta_kubernetes_pod_phase: 'Running',
    ...Object.fromEntries(named),
  };
}

function isKept(relabelling: unknown, target: Discovered): boolean {
  return recordsIn(relabelling).every(([, { action, source_labels: labels, regex }]) => {
    if (action !== 'keep' && action !== 'drop') return true;
    const value = (Array.isArray(labels) ? labels : []).map(label => target[String(label)] ?? '').join(';');
    return new RegExp(`^(?:${String(regex)})$`).test(value) === (action === 'keep');
  });
}

/** A label of a target: its own, unless a step gives another; of a step that copies a label, its value. */
function labelOf(label: keyof Target, relabelling: unknown, target: Discovered, own: string): string {
  return recordsIn(relabelling).reduce((value, [, { target_label: to, replacement, source_labels: labels }]) => {
    if (to !== label) return value;
    if (typeof replacement === 'string') return replacement;
    return (Array.isArray(labels) ? labels : []).map(label => target[String(label)] ?? '').join(';');
  }, own);
}

/** Name of an entry as a message shows it. */
export function jobName({ job }: ScrapeJobAt): string {
  return isRecord(job) ? String(job.job_name) : 'nothing';
}
