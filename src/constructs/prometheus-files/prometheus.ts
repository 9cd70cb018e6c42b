import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Endpoint, Metric, PodEndpoint } from '../../model';
import { DISCOVERY, gibibytesFilled, NOBODY, PROMETHEUS_IMAGE } from '../alerting';
import { claimsOf, StatefulStore, type ClassStorage } from '../data-store';
import { AlertRules, Scraped, WatchedService, watchVolumes } from '../monitoring';
import { kubernetesApi } from '../network';
import { declarationsOf, Place, System, TracedConstruct } from '../structure';
import { ConfigMap, selectorLabels, type ContainerSize, type Probe } from '../workload';
import { FOLDERS, ruleFiles, RULES_LABEL, SETTINGS_FILE, settingsText } from './settings';

export interface PrometheusOfFilesProps {
  readonly namespace: string;
  readonly size: ContainerSize;
  readonly storage: ClassStorage;
  /** Days that samples are kept; longer than any window that a rule looks at. */
  readonly retentionDays: number;
  /** Labels on every alert that leaves this Prometheus (`environment`). */
  readonly externalLabels: Readonly<Record<string, string>>;
  /** Where alerts go. */
  readonly alertmanager: PodEndpoint;
  /** What it shows of itself and rules may ask for. */
  readonly metrics: readonly Metric[];
}

const WEB = { name: 'web', port: 9090 } as const;
const DATA = '/prometheus';

const ALIVE: Probe = {
  path: '/-/healthy',
  every: Duration.seconds(15),
  timeout: Duration.seconds(5),
  failures: 6,
};
const READY: Probe = { ...ALIVE, path: '/-/ready', failures: 3 };

/**
 * One Prometheus whose targets and rules are files: those that the same monitors and alerts give which elsewhere become
 * objects of prometheus-operator (D-06). It is made last, when all of them are known; files that change start it anew, so
 * that nothing beside it has to look. (TG-14)
 */
export class PrometheusOfFiles extends TracedConstruct {
  constructor(scope: Construct, id: string, props: PrometheusOfFilesProps) {
    super(scope, id);
    const { namespace, size, storage, alertmanager, metrics } = props;
    const endpoint: PodEndpoint = {
      type: 'pods',
      service: id,
      namespace,
      selector: selectorLabels(id, System.of(this).node.id),
      port: WEB.port,
      protocol: 'TCP',
    };
    const watched = { name: id, endpoint, portName: WEB.name, path: '/metrics', shows: { metrics, ownLabels: false } };
    new WatchedService(System.of(this).monitoring, `${id}-watched`, watched);
    watchVolumes(this, { name: id, namespace, claims: claimsOf(id, 1), mounted: 'always' });

    const all = Place.of(this).node.findAll();
    const scraped = all.filter(each => each instanceof Scraped);
    const settings = new ConfigMap(this, `${id}-settings`, {
      namespace,
      data: { [SETTINGS_FILE]: settingsText({ ...props, jobs: scraped.map(({ scrapeJob }) => scrapeJob) }) },
    });
    const rules = new ConfigMap(this, `${id}-rules`, {
      namespace,
      labels: RULES_LABEL,
      data: ruleFiles(all.filter(each => each instanceof AlertRules)),
    });
    new StatefulStore(this, id, {
      namespace,
      image: PROMETHEUS_IMAGE,
      size,
      user: NOBODY,
      ports: [WEB],
      command: ['/bin/prometheus', ...flags(props)],
      probes: {
        // After an outage it first reads what it had written down.
        startup: { ...READY, failures: 60 },
        liveness: ALIVE,
        readiness: READY,
      },
      data: { path: DATA, storage },
      volumesWatched: true, // above: their rules are among its files
      answerWatched: true, // one that does not answer judges no rule
      terminationGrace: Duration.minutes(5),
      calls: [...kubernetesApi(this), alertmanager, ...new Set(scraped.flatMap(monitoredBy))],
      apiRights: DISCOVERY,
      files: [
        { path: FOLDERS.settings, configMap: settings },
        { path: FOLDERS.rules, configMap: rules },
      ],
    });
  }
}

/** Where a monitor finds what it reads. */
function monitoredBy(each: Scraped): readonly Endpoint[] {
  return declarationsOf(each).flatMap(declared => (declared.type === 'monitor' ? [declared.endpoint] : []));
}

function flags({ storage, retentionDays }: PrometheusOfFilesProps): readonly string[] {
  return [
    `--config.file=${FOLDERS.settings}/${SETTINGS_FILE}`,
    `--storage.tsdb.path=${DATA}`,
    `--storage.tsdb.retention.time=${retentionDays}d`,
    `--storage.tsdb.retention.size=${gibibytesFilled(storage.size)}GB`, // in Prometheus' flags 1GB is 2^30 bytes
    `--web.listen-address=:${WEB.port}`,
  ];
}
