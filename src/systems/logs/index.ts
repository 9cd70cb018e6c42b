import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { AWS_APIS, awsOf, created, IrsaRole, LogGroup, type RetentionDays } from '../../constructs/aws';
import { AlertRules } from '../../constructs/monitoring';
import { declarationsOf, listed, Place, System } from '../../constructs/structure';
import { Namespace, Priorities } from '../../constructs/tenancy';
import { ConfigMap, irsa, NodeAgent, size, type Image, type Probe } from '../../constructs/workload';
import type { Declaration, WorkloadDeclaration } from '../../model';
import { LOG_METRICS, logAlerts } from './alerts';
import { NODE_FOLDERS, pipeline, WAITING_MB, type LogRoute } from './pipeline';

/** What differs between two environments whose logs are kept. */
export interface LogsProps {
  /** What the names of the groups begin with; the service's name follows (`/shop` gives `/shop/orders`). */
  readonly prefix: string;
  readonly retentionDays: RetentionDays;
  /** Name of the IAM role that writes, unique in the account. */
  readonly role: string;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

/** Folders of nodes need the level `privileged`, so nothing else lives there. */
const NAMESPACE = 'logging';

const AGENT = 'fluent-bit';

/** AWS' own build of Fluent Bit 5.0.9. */
const IMAGE: Image = { repository: 'public.ecr.aws/aws-observability/aws-for-fluent-bit', tag: '3.4.12' };

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
 * Keeps the log lines of every service in a log group of its own. It has to be listed behind the systems whose services
 * it keeps: it finds them among what is declared by then, and gate `log-lines-arrive` names the one that it missed.
 * (FP-11, LP-12)
 */
export class Logs extends System {
  constructor(scope: Construct, id: string, props: LogsProps) {
    super(scope, id);
    const services = servicesOf(this);
    new Namespace(this.base, NAMESPACE, { podSecurity: 'privileged' });
    new Priorities(this.base, 'priorities', ['agent']);
    this.exception();

    const groups = services.map(service => this.group(service, props));
    const role = new IrsaRole(this.cloud, props.role, {
      namespace: NAMESPACE,
      serviceAccount: { namespace: NAMESPACE, name: AGENT },
      grants: [LogGroup.writeGrant('WriteLogs', groups)],
      boundary: `${props.role}-boundary`,
      requirements: props.requirements,
    });
    const routes = services.map(({ name, namespace }): LogRoute => {
      return { namespace, service: name, group: groupName(props, name) };
    });
    this.agent(routes, role, props);
    if (Place.of(this).watchedBy === undefined) return;
    const alerts = logAlerts(NAMESPACE, props.requirements);
    const groupsOfRules = [{ name: 'logs', recordings: [], alerts }];
    new AlertRules(this.monitoring, 'log-alerts', { name: 'logs', namespace: NAMESPACE, groups: groupsOfRules });
  }

  /** Lies beside the service, like everything that is made for it. */
  private group({ name, namespace }: WorkloadDeclaration, props: LogsProps): LogGroup {
    return new LogGroup(this.cloud, `${name}-logs`, {
      namespace,
      logGroupName: groupName(props, name),
      ownership: created(),
      retentionDays: props.retentionDays,
    });
  }

  private agent(routes: readonly LogRoute[], role: IrsaRole, { prefix, requirements }: LogsProps): void {
    const { region } = awsOf(this);
    const { folder, file } = CONFIGURATION;
    const configMap = new ConfigMap(this.app, `${AGENT}-config`, {
      namespace: NAMESPACE,
      data: { [file]: pipeline({ region, routes, port: PORT, folder: FOLDER }) },
    });
    this.declare({
      type: 'log-collection',
      namespace: NAMESPACE,
      configMap: configMap.name,
      key: file,
      prefix,
      requirements,
    });
    new NodeAgent(this.app, AGENT, {
      namespace: NAMESPACE,
      image: IMAGE,
      size: size('50m', '100Mi', '200m', '512Mi'),
      user: USER,
      port: PORT,
      command: ['/fluent-bit/bin/fluent-bit', '-c', `${folder}/${file}`],
      files: [{ path: folder, configMap }],
      writable: [{ path: FOLDER, sizeLimit: `${routes.length * WAITING_MB + SPARE_MI}Mi` }],
      nodeFolders: NODE_FOLDERS,
      probes: { liveness: ALIVE, readiness: { ...ALIVE, failures: 3 } },
      calls: [AWS_APIS],
      identity: irsa(role.arn),
      metrics: '/api/v1/metrics/prometheus',
      shows: { metrics: Object.values(LOG_METRICS), ownLabels: false },
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

/** Every service that is declared so far; jobs end, and their lines stay with their pods. */
function servicesOf(system: System): readonly WorkloadDeclaration[] {
  const services = Place.of(system)
    .node.findAll()
    .flatMap(declarationsOf)
    .filter((each: Declaration): each is WorkloadDeclaration => each.type === 'workload' && each.runs === 'service');
  if (services.length > 0) return services;
  throw new Error('no service is declared whose lines could be kept; list the logs behind the systems');
}

function groupName({ prefix }: LogsProps, service: string): string {
  return `${prefix}/${service}`;
}

/** Lists the keeping of logs in an environment, behind the systems whose services it is about. */
export const logs = listed('logs', Logs);
