import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { AlertRules } from '../../constructs/monitoring';
import { declarationsOf, listed, Place, System } from '../../constructs/structure';
import { Namespace, Priorities } from '../../constructs/tenancy';
import { ConfigMap, NodeAgent, size, type Probe } from '../../constructs/workload';
import type { Declaration, WorkloadDeclaration } from '../../model';
import { logAlerts, logMetrics } from './alerts';
import { toCloudWatch, type CloudWatchLogs } from './cloudwatch';
import type { Destination } from './destination';
import { toLoki, type LogsInCluster } from './in-cluster';
import { NODE_FOLDERS, pipeline, WAITING_MB, type LogSource } from './pipeline';

/** What differs between two environments whose logs are kept. */
export interface LogsProps {
  /** Where they are kept. */
  readonly to: CloudWatchLogs | LogsInCluster;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

/** Folders of nodes need the level `privileged`, so nothing else lives there. */
const NAMESPACE = 'logging';

const AGENT = 'fluent-bit';

/** Fluent Bit's own port. */
const PORT = 2020;

/** Where the configuration is mounted, and the name of its file. */
const CONFIGURATION = { folder: '/fluent-bit/pipeline', file: 'fluent-bit.yaml' } as const;

/** Where positions and waiting lines lie. */
const FOLDER = '/var/fluent-bit';

/** Room beside waiting lines: positions, and the chunk that is being written. */
const SPARE_MI = 64;

/** Any user but root: the image is made for none. */
const USER = 10001;

const ALIVE: Probe = { path: '/', every: Duration.seconds(15), timeout: Duration.seconds(5), failures: 4 };

/**
 * Keeps the log lines of every service apart from all others'. It has to be listed behind the systems whose services it
 * keeps: it finds them among what is declared by then, and gate `log-lines-arrive` names the one that it missed.
 * (FP-11, LP-12, MM-08)
 */
export class Logs extends System {
  constructor(scope: Construct, id: string, { to, requirements }: LogsProps) {
    super(scope, id);
    const sources = sourcesOf(this);
    new Namespace(this.base, NAMESPACE, { podSecurity: 'privileged' });
    new Priorities(this.base, 'priorities', ['agent', ...(to.type === 'loki' ? (['store'] as const) : [])]);
    this.exception();

    this.agent(sources, this.destination(sources, { to, requirements }), requirements);
    if (Place.of(this).watchedBy === undefined) return;
    const alerts = logAlerts(NAMESPACE, to.type, requirements);
    const groupsOfRules = [{ name: 'logs', recordings: [], alerts }];
    new AlertRules(this.monitoring, 'log-alerts', { name: 'logs', namespace: NAMESPACE, groups: groupsOfRules });
  }

  private destination(sources: readonly LogSource[], { to, requirements }: LogsProps): Destination {
    switch (to.type) {
      case 'cloudwatch':
        return toCloudWatch(this, sources, to, { namespace: NAMESPACE, name: AGENT, requirements });
      case 'loki':
        return toLoki(this, sources, to, requirements);
    }
  }

  private agent(
    sources: readonly LogSource[],
    { to, image, calls, identity, send }: Destination,
    requirements: readonly string[],
  ): void {
    const { folder, file } = CONFIGURATION;
    const configMap = new ConfigMap(this.app, `${AGENT}-config`, {
      namespace: NAMESPACE,
      data: { [file]: pipeline({ sources, send, port: PORT, folder: FOLDER }) },
    });
    this.declare({
      type: 'log-collection',
      namespace: NAMESPACE,
      configMap: configMap.name,
      key: file,
      to,
      requirements,
    });
    new NodeAgent(this.app, AGENT, {
      namespace: NAMESPACE,
      image,
      size: size('50m', '100Mi', '200m', '512Mi'),
      user: USER,
      port: PORT,
      command: ['/fluent-bit/bin/fluent-bit', '-c', `${folder}/${file}`],
      files: [{ path: folder, configMap }],
      writable: [{ path: FOLDER, sizeLimit: `${sources.length * WAITING_MB + SPARE_MI}Mi` }],
      nodeFolders: NODE_FOLDERS,
      probes: { liveness: ALIVE, readiness: { ...ALIVE, failures: 3 } },
      calls,
      ...(identity && { identity }),
      metrics: '/api/v1/metrics/prometheus',
      shows: { metrics: logMetrics(to.type), ownLabels: false },
    });
  }

  private exception(): void {
    this.declare({
      type: 'exception',
      rule: 'pod-security',
      object: `Namespace/${NAMESPACE}`,
      reason:
        'The log files of a node are folders of the node; nothing but the agent lives here, which reads them as a user that is not root',
      owner: 'platform team',
      reviewBy: '2027-05-31',
    });
  }
}

/** Every service of ours that is declared so far; jobs end, and their lines stay with their pods. */
function sourcesOf(system: System): readonly LogSource[] {
  const services = Place.of(system)
    .node.findAll()
    .flatMap(declarationsOf)
    .filter((each: Declaration): each is WorkloadDeclaration => each.type === 'workload' && each.runs === 'service')
    .filter(({ startedBy }) => startedBy === undefined);
  if (services.length > 0) return services.map(({ namespace, name }) => ({ namespace, service: name }));
  throw new Error('no service is declared whose lines could be kept; list the logs behind the systems');
}

/** Lists the keeping of logs in an environment, behind the systems whose services it is about. */
export const logs = listed('logs', Logs);
