import type { PodEndpoint } from '../../model';
import { TracedConstruct } from '../structure';

/** An entry of `scrape_configs`, as Prometheus reads it from its file. */
export type ScrapeJob = Readonly<Record<string, unknown>> & { readonly job_name: string };

/** Something that Prometheus reads, whoever tells it so: an object of the operator, or its file. */
export abstract class Scraped extends TracedConstruct {
  /** What the file says of it. */
  abstract readonly scrapeJob: ScrapeJob;
}

/** How the pods of one workload are read. */
export interface PodJob {
  readonly name: string;
  readonly endpoint: PodEndpoint;
  readonly portName: string;
  readonly path: string;
  readonly ownLabels: boolean;
  readonly interval: string;
  readonly timeout: string;
  readonly samples: number;
}

/**
 * The same targets with the same labels that prometheus-operator makes of a PodMonitor: pods of the namespace that carry
 * the workload's labels, at the port that their container names, unless they have ended.
 */
export function podJob(job: PodJob): ScrapeJob {
  const { name, endpoint, portName, path, ownLabels, interval, timeout, samples } = job;
  const { namespace, selector } = endpoint;
  const selected = Object.entries(selector).map(([label, value]) => keep(podLabel(label), value));
  return {
    job_name: `${namespace}/${name}`,
    metrics_path: path,
    scrape_interval: interval,
    scrape_timeout: timeout,
    sample_limit: samples,
    ...(ownLabels && { honor_labels: true }),
    kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: [namespace] } }],
    relabel_configs: [
      { action: 'drop', source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Failed|Succeeded' },
      ...selected,
      keep('__meta_kubernetes_pod_container_port_name', portName),
      copied('__meta_kubernetes_namespace', 'namespace'),
      copied('__meta_kubernetes_pod_name', 'pod'),
      copied('__meta_kubernetes_pod_container_name', 'container'),
      { target_label: 'endpoint', replacement: portName },
      { target_label: 'job', replacement: name },
    ],
  };
}

/** Keeps targets whose label has this very value: Prometheus anchors expressions at both ends. */
function keep(label: string, value: string): object {
  return { action: 'keep', source_labels: [label], regex: value.replace(/[.+*?^$(){}|[\]\\]/g, '\\$&') };
}

function copied(from: string, to: string): object {
  return { source_labels: [from], target_label: to };
}

/** A label of pods as discovery names it: what no name of Prometheus may have becomes `_`. */
function podLabel(label: string): string {
  return `__meta_kubernetes_pod_label_${label.replace(/[^a-zA-Z0-9_]/g, '_')}`;
}
