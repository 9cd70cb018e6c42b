import type { Construct } from 'constructs';
import {
  PodMonitor,
  PodMonitorSpecPodMetricsEndpointsRelabelingsAction,
  type PodMonitorSpecPodMetricsEndpointsRelabelings,
} from '../../../imports/monitoring.coreos.com';
import type { Metric, PodEndpoint } from '../../model';
import { Place } from '../structure';
import type { WatchedPods } from './rules/target-rules';
import { podJob, Scraped, type ScrapeJob } from './scrape-job';

export interface MonitorProps {
  /** Name of the workload, and of the monitor. */
  readonly name: string;
  /** The pods, and the port at which they show their metrics. */
  readonly endpoint: PodEndpoint;
  /** What the container calls that port. */
  readonly portName: string;
  /** Path of the metrics (`/metrics`). */
  readonly path: string;
  /** Metrics that rules and dashboards may ask for. @default none are known */
  readonly metrics?: readonly Metric[];
  /**
   * Whether its series tell of others, so that their labels `namespace`, `pod` and `container` stand where the target's
   * would. @default false
   */
  readonly ownLabels?: boolean;
  /**
   * What its series tell of, where not of the pods that show them. `node`: of their node, whose name they then carry as
   * `node`. `another`: of what they ask. @default the pods
   */
  readonly tellsOf?: 'node' | 'another';
}

/** Time between two readings: a look at two minutes then has eight of them. */
export const READING_INTERVAL = '15s';

/** Time after which a reading counts as failed. */
const READING_TIMEOUT = '10s';

/** Series of one target beyond which its reading is refused: a label without bounds must not take Prometheus down. */
export const SAMPLES = 20_000;

/** The pod's node; the action is stated, though it is the default: Argo CD compares elements of a list as they are written. */
const NODE_NAME: PodMonitorSpecPodMetricsEndpointsRelabelings = {
  action: PodMonitorSpecPodMetricsEndpointsRelabelingsAction.REPLACE,
  sourceLabels: ['__meta_kubernetes_pod_node_name'],
  targetLabel: 'node',
};

/**
 * Has Prometheus read the metrics of one workload's pods. Their series carry `job` (the workload's name), `namespace`,
 * `pod`, `container` and, where Argo Rollouts makes the pods, `rollouts_pod_template_hash`.
 */
export class Monitor extends Scraped {
  /** Name and namespace of the workload. */
  readonly pods: WatchedPods;
  readonly declares: readonly Metric[];
  /** What its series tell of the workload itself; nothing where they tell of others. */
  readonly shown: readonly Metric[];
  readonly scrapeJob: ScrapeJob;

  constructor(scope: Construct, id: string, props: MonitorProps) {
    super(scope, id);
    const { name, endpoint, portName, path, metrics = [], ownLabels = false, tellsOf } = props;
    this.pods = { name, namespace: endpoint.namespace };
    this.declares = metrics;
    this.shown = ownLabels || tellsOf ? [] : metrics;
    const { namespace } = endpoint;
    this.declare({ type: 'monitor', job: name, namespace, endpoint, path, metrics });
    const reading = { interval: READING_INTERVAL, timeout: READING_TIMEOUT, samples: SAMPLES };
    this.scrapeJob = podJob({ name, endpoint, portName, path, ownLabels, ...reading });
    if (Place.of(this).watchedBy?.type !== 'by-files') this.podMonitor(props);
  }

  private podMonitor(props: MonitorProps): void {
    const { name, endpoint, portName, path, ownLabels, tellsOf } = props;
    const { namespace, selector } = endpoint;
    new PodMonitor(this, 'pod-monitor', {
      metadata: { name, namespace, labels: { 'app.kubernetes.io/name': name } },
      spec: {
        jobLabel: 'app.kubernetes.io/name',
        podTargetLabels: ['rollouts-pod-template-hash'],
        selector: { matchLabels: { ...selector } },
        podMetricsEndpoints: [
          {
            port: portName,
            path,
            interval: READING_INTERVAL,
            scrapeTimeout: READING_TIMEOUT,
            ...(ownLabels && { honorLabels: true }),
            ...(tellsOf === 'node' && { relabelings: [NODE_NAME] }),
          },
        ],
        sampleLimit: SAMPLES,
      },
    });
  }
}
