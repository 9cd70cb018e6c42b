import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Metric, PodEndpoint } from '../../model';
import {
  ALERTMANAGER_IMAGE,
  ALERTMANAGER_PORT,
  alertsAround,
  configurationOf,
  MESSAGES,
  messages,
  NOBODY,
  receiversOutside,
  TOLD_FOR,
  type Routing,
} from '../alerting';
import { fixed } from '../scaling';
import { TracedConstruct } from '../structure';
import { ConfigMap, Service, type ContainerSize, type Probe } from '../workload';

export interface AlertmanagerOfFilesProps {
  readonly namespace: string;
  readonly size: ContainerSize;
  readonly routing: Routing;
  /** Secret whose keys are the files that the receivers read. */
  readonly secret: string;
  /** What it shows of itself and rules may ask for. */
  readonly metrics: readonly Metric[];
}

const FOLDERS = {
  settings: '/etc/alertmanager/settings',
  secrets: '/etc/alertmanager/secrets',
  data: '/alertmanager',
} as const;

const ALIVE: Probe = { path: '/-/healthy', every: Duration.seconds(15), timeout: Duration.seconds(5), failures: 6 };

/**
 * One Alertmanager whose routes are a file without a secret: receivers read theirs from the Secret's files. It forgets with
 * its pod what it has told and who is silenced: people are told once more, which costs less than a disk. It is made behind
 * whatever declares alerts. (TG-14, TG-13)
 */
export class AlertmanagerOfFiles extends TracedConstruct {
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, id: string, props: AlertmanagerOfFilesProps) {
    super(scope, id);
    const { namespace, size, routing, secret, metrics } = props;
    const settings = new ConfigMap(this, `${id}-settings`, {
      namespace,
      data: {
        'alertmanager.yaml': configurationOf(routing, alertsAround(this), FOLDERS.secrets, FOLDERS.settings),
        [MESSAGES]: messages(),
      },
    });
    this.endpoint = new Service(this, id, {
      namespace,
      image: ALERTMANAGER_IMAGE,
      size,
      user: NOBODY,
      port: ALERTMANAGER_PORT,
      portName: 'web',
      command: [
        '/bin/alertmanager',
        `--config.file=${FOLDERS.settings}/alertmanager.yaml`,
        `--storage.path=${FOLDERS.data}`,
        `--data.retention=${TOLD_FOR}`,
        `--web.listen-address=:${ALERTMANAGER_PORT}`,
        '--cluster.listen-address=', // alone: it listens to no others
      ],
      replicas: fixed(1),
      rollout: 'replace',
      probes: { liveness: ALIVE, readiness: { ...ALIVE, path: '/-/ready', failures: 3 } },
      calls: receiversOutside(routing),
      metrics: '/metrics',
      shows: { metrics, ownLabels: false },
      writable: [{ path: FOLDERS.data, sizeLimit: '64Mi' }],
      files: [
        { path: FOLDERS.settings, configMap: settings },
        { path: FOLDERS.secrets, secret },
      ],
    }).endpoint;
  }
}
