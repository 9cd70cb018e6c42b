import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { StatefulStore, type ClassStorage } from '../../constructs/data-store';
import { AlertRules } from '../../constructs/monitoring';
import { Place, System, TracedConstruct } from '../../constructs/structure';
import { Namespace } from '../../constructs/tenancy';
import { ConfigMap, type ContainerSize, type Image } from '../../constructs/workload';
import { LOG_STORE, LOKI } from './endpoints';
import { lokiAlerts, REFUSED } from './loki-alerts';
import { lokiConfiguration } from './loki-configuration';

export interface LokiProps {
  readonly size: ContainerSize;
  readonly storage: ClassStorage;
  /** Days that a line is kept; its compactor removes older ones. */
  readonly retentionDays: number;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

const IMAGE: Image = { repository: 'docker.io/grafana/loki', tag: '3.7.8' };

/** `loki` in the official image. */
const USER = 10001;

/** Where the configuration is mounted, and the name of its file. */
const CONFIGURATION = { folder: '/etc/loki', file: 'loki.yaml' } as const;

const DATA = '/loki';

const EACH = { every: Duration.seconds(10), timeout: Duration.seconds(5) } as const;

/** Answers as soon as the program does, whatever its parts are at. */
const ALIVE = { ...EACH, path: '/loki/api/v1/status/buildinfo', failures: 6 };

/** Its own word, a quarter of a minute after its parts are there. */
const READY = { ...EACH, path: '/ready', failures: 3 };

/**
 * Keeps the lines of every service in the cluster: one process, one volume. Where it is away, lines wait with the collector
 * for half an hour; where its volume is lost, the lines are. (MM-08)
 */
export class Loki extends TracedConstruct {
  constructor(scope: Construct, id: string, { size, storage, retentionDays, requirements }: LokiProps) {
    super(scope, id);
    const { base, monitoring } = System.of(this);
    const namespace = LOG_STORE;
    const { folder, file } = CONFIGURATION;
    new Namespace(base, namespace);
    const configMap = new ConfigMap(this, `${id}-config`, {
      namespace,
      data: { [file]: lokiConfiguration({ port: LOKI.port, folder: DATA, retentionDays }) },
    });
    new StatefulStore(this, id, {
      namespace,
      image: IMAGE,
      size,
      user: USER,
      ports: [{ name: 'http', port: LOKI.port }],
      args: ['-target=all', `-config.file=${folder}/${file}`],
      files: [{ path: folder, configMap }],
      writable: [{ path: '/tmp', sizeLimit: '64Mi' }],
      // After a crash it reads its log of writes before it takes lines.
      probes: { startup: { ...ALIVE, failures: 60 }, liveness: ALIVE, readiness: READY },
      data: { path: DATA, storage },
      // A stop writes what is in memory; a kill past this costs a longer start, no line.
      terminationGrace: Duration.seconds(60),
      metrics: '/metrics',
      shows: { metrics: [REFUSED], ownLabels: false },
    });
    if (Place.of(this).watchedBy === undefined) return;
    const groups = [{ name: 'log-store', recordings: [], alerts: lokiAlerts(namespace, requirements) }];
    new AlertRules(monitoring, 'store-alerts', { name: 'log-store', namespace, groups });
  }
}
