import type { Construct } from 'constructs';
import {
  ScrapeConfig,
  ScrapeConfigSpecKubernetesSdConfigsRole,
  ScrapeConfigSpecMetricRelabelingsAction,
  ScrapeConfigSpecRelabelingsAction,
  ScrapeConfigSpecScheme,
  type ScrapeConfigSpecMetricRelabelings,
} from '../../../imports/monitoring.coreos.com';
import type { OutsideEndpoint } from '../../model';
import { Place } from '../structure';
import type { KubeletPart } from './kubelet-parts';
import { SAMPLES } from './monitor';
import { AlertRules } from './rules/alert-rules';
import { targetRules } from './rules/target-rules';
import { Scraped, type ScrapeJob } from './scrape-job';

/** Class of the Prometheus object that says how to show a kubelet who asks, and how to know the kubelet. */
export const KUBELET_SCRAPE_CLASS = 'kubelet';

/** Where a pod finds the token of its ServiceAccount, and the certificate of the cluster's own authority. */
const IDENTITY = '/var/run/secrets/kubernetes.io/serviceaccount';

/** How Prometheus shows a kubelet who asks, and how it knows the kubelet, as files of its pod. */
export const KUBELET_IDENTITY = { token: `${IDENTITY}/token`, authority: `${IDENTITY}/ca.crt` } as const;

/** How often kubelets are read, and for how long one may take. */
const [INTERVAL, TIMEOUT] = ['30s', '10s'] as const;

/** Stated, though it is the default: Argo CD compares elements of a list as they are written. */
const { REPLACE } = ScrapeConfigSpecRelabelingsAction;

export interface KubeletMonitorProps {
  /** Namespace of the Prometheus. */
  readonly namespace: string;
  /** The kubelets of all nodes. */
  readonly endpoint: OutsideEndpoint;
  readonly part: KubeletPart;
}

/**
 * Has Prometheus read one part of what every kubelet tells, and keep of it what somebody asks for. Needs the class
 * {@link KUBELET_SCRAPE_CLASS} and the right `nodes/metrics`.
 */
export class KubeletMonitor extends Scraped {
  readonly scrapeJob: ScrapeJob;

  constructor(scope: Construct, id: string, { namespace, endpoint, part }: KubeletMonitorProps) {
    super(scope, id);
    const { job, path, metrics, words } = part;
    this.declare({ type: 'monitor', job, namespace, endpoint, path, metrics });
    this.scrapeJob = nodeJob(namespace, part);
    if (Place.of(this).watchedBy?.type !== 'by-files') this.scrapeConfig(namespace, part);
    const groups = [targetRules({ name: job, namespace, words })];
    new AlertRules(this, 'rules', { name: job, namespace, groups });
  }

  private scrapeConfig(namespace: string, part: KubeletPart): void {
    const { job, path, timed } = part;
    new ScrapeConfig(this, 'scrape-config', {
      metadata: { name: job, namespace, labels: { 'app.kubernetes.io/name': job } },
      spec: {
        jobName: job,
        // One target a node, at the address and port that the node itself names.
        kubernetesSdConfigs: [{ role: ScrapeConfigSpecKubernetesSdConfigsRole.NODE }],
        scrapeClass: KUBELET_SCRAPE_CLASS,
        scheme: ScrapeConfigSpecScheme.HTTPS,
        metricsPath: path,
        scrapeInterval: INTERVAL,
        scrapeTimeout: TIMEOUT,
        // The series tell of others.
        honorLabels: true,
        ...(timed && { trackTimestampsStaleness: true }),
        relabelings: [
          { action: REPLACE, sourceLabels: ['__meta_kubernetes_node_name'], targetLabel: 'node' },
          { action: REPLACE, targetLabel: 'namespace', replacement: namespace },
        ],
        metricRelabelings: relabelings(part),
        sampleLimit: SAMPLES,
      },
    });
  }
}

function relabelings(part: KubeletPart): ScrapeConfigSpecMetricRelabelings[] {
  const { KEEP, LABELDROP } = ScrapeConfigSpecMetricRelabelingsAction;
  const { labels, regex } = keptOf(part);
  const { without } = part;
  return [
    { action: KEEP, sourceLabels: [...labels], regex },
    ...(without ? [{ action: LABELDROP, regex: without.join('|') }] : []),
  ];
}

/** The same as a ScrapeConfig and its class say, for a file. */
function nodeJob(namespace: string, part: KubeletPart): ScrapeJob {
  const { job, path, timed, without } = part;
  const { labels, regex } = keptOf(part);
  return {
    job_name: job,
    scheme: 'https',
    authorization: { credentials_file: KUBELET_IDENTITY.token },
    tls_config: { ca_file: KUBELET_IDENTITY.authority },
    metrics_path: path,
    scrape_interval: INTERVAL,
    scrape_timeout: TIMEOUT,
    sample_limit: SAMPLES,
    honor_labels: true,
    ...(timed && { track_timestamps_staleness: true }),
    kubernetes_sd_configs: [{ role: 'node' }],
    relabel_configs: [
      { source_labels: ['__meta_kubernetes_node_name'], target_label: 'node' },
      { target_label: 'namespace', replacement: namespace },
    ],
    metric_relabel_configs: [
      { action: 'keep', source_labels: labels, regex },
      ...(without ? [{ action: 'labeldrop', regex: without.join('|') }] : []),
    ],
  };
}

/** Labels that are looked at, and what they have to be, for a series to be kept. */
function keptOf({ metrics, with: label }: KubeletPart): { readonly labels: readonly string[]; readonly regex: string } {
  const names = metrics.map(({ name }) => name).join('|');
  return label ? { labels: ['__name__', label], regex: `(${names});.+` } : { labels: ['__name__'], regex: names };
}
