import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Origin, PodEndpoint } from '../../model';
import type { Watched } from '../monitoring';
import { VERSION_LABEL, VERSIONS, WeightedRollout } from '../release';
import { Autoscaler, DisruptionBudget, fewest, most, ScheduledScaler, type Replicas } from '../scaling';
import { known, wave } from '../structure';
import { priorityClassName } from '../tenancy';
import { EXPORTER_PORT, exporterContainer, exporterPath, sharedFolders, type Exporter } from './exporter';
import { lifecycleOf, terminationGraceOf, type Exposure } from './exposure';
import { configHash, container, podTemplate } from './pod-template';
import { probesOf, type Probes } from './probe';
import { checksOf, judgeOf, type ServiceRelease } from './service-release';
import type { SpreadOver } from './spread';
import { foldersOf, processOf, scrapeAnnotations, Workload, type WorkloadProps } from './workload';

export interface ServiceProps extends WorkloadProps, Watched {
  /** Port of the container and of the Service: EKS network policies want them equal. */
  readonly port: number;
  /** What is spoken there. @default http */
  readonly portName?: string;
  /** Where the main program shows its metrics, which is for Prometheus alone. @default where it serves */
  readonly metricsPort?: number;
  /** @default the image's entrypoint */
  readonly command?: readonly string[];
  readonly probes: Probes;
  readonly replicas: Replicas;
  /** @default surge */
  readonly rollout?: Rollout;
  /** Callers that no workload declares. @default none */
  readonly openTo?: readonly Origin[];
  /** What the pods are kept apart on, from two up. @default zones-and-nodes */
  readonly spreadOver?: SpreadOver;
  /** How the Service is reached. @default by cluster IP */
  readonly exposure?: Exposure;
  /** A program beside the main one that shows its metrics. @default the main one shows its own, where it has any */
  readonly exporter?: Exporter;
  /**
   * Moves requests to a new version share by share, judged by `serviceLevel`; needs `exposure` by a load balancer and
   * the add-on Argo Rollouts. @default pods are replaced as `rollout` says
   */
  readonly release?: ServiceRelease;
}

/** New pods that a rollout adds before it takes an old one away. */
const SURGE = 1;

/**
 * How a new version takes the old one's place. `surge`: a new pod first, then the old one goes. `replace`: the old pod
 * goes first, where nodes have no room for both; what has one pod is away meanwhile.
 */
export type Rollout = 'surge' | 'replace';

/**
 * A long-running service. This one declaration brings its ServiceAccount, Deployment, Service, NetworkPolicy (and its
 * place in the policies of what it calls), PodDisruptionBudget from two replicas up, and autoscaler or
 * schedule. With `release` it has a Rollout in place of the Deployment.
 */
export class Service extends Workload {
  /** What others name when they call it. */
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, name: string, props: ServiceProps) {
    const mostPods = props.release ? VERSIONS * most(props.replicas) : most(props.replicas) + surgeOf(props);
    const { exporter, metricsPort, openTo = [] } = props;
    const forPrometheus = exporter?.port ?? metricsPort;
    super(scope, name, props, {
      runs: 'service',
      mostPods,
      ports: [props.port, ...(forPrometheus === undefined ? [] : [forPrometheus])],
      openTo: forPrometheus === undefined ? openTo : openTo.map(origin => ({ ...origin, port: props.port })),
      ...(exporter && { beside: [exporter.size] }),
    });
    this.endpoint = this.serves[0] as PodEndpoint;
    if (props.exposure?.type === 'node-port') {
      const { port, requirement } = props.exposure;
      this.declare({ type: 'node-port', service: name, namespace: props.namespace, port, requirement });
    }
    if (props.release) this.rollout(props, props.release);
    else this.deployment(props);
    this.service(props);
    this.scaling(props);
    this.watched(props);
  }

  private watched({ exporter, metrics: path, replicas, ...props }: ServiceProps): void {
    const { requests, serviceLevel, alarms, restarts, usage, failedConnections, shows } = props;
    const watched = {
      ...(replicas.type === 'scheduled' && { hours: known(replicas.hours) }),
      ...(requests && { requests }),
      ...(serviceLevel && { serviceLevel }),
      ...(alarms && { alarms }),
      ...(restarts && { restarts }),
      ...(usage && { usage }),
      ...(failedConnections && { failedConnections }),
      ...(shows && { shows }),
    };
    const [main, beside] = this.serves;
    if (exporter && beside) {
      this.watch({ ...watched, endpoint: beside, portName: EXPORTER_PORT, path: exporterPath(exporter) });
    } else if (path !== undefined && main) {
      const own = { endpoint: beside ?? main, portName: beside ? EXPORTER_PORT : portNameOf(props) };
      this.watch({ ...watched, ...own, path });
    }
  }

  private scaling({ namespace, replicas, release }: ServiceProps): void {
    const { name, selector } = this;
    if (fewest(replicas) > 1) {
      new DisruptionBudget(this, 'disruption-budget', { name, namespace, selector, replicas });
    }
    if (replicas.type === 'autoscaled') {
      new Autoscaler(this, 'autoscaler', { name, namespace, replicas, scales: release ? 'Rollout' : 'Deployment' });
    }
    if (replicas.type === 'scheduled') {
      new ScheduledScaler(this, 'scheduled-scaler', { name, namespace, replicas });
    }
  }

  private deployment(props: ServiceProps): void {
    const { name, selector } = this;
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: { name, namespace: props.namespace, labels: selector, annotations: wave('services') },
      spec: {
        ...(props.replicas.type === 'fixed' && { replicas: props.replicas.count }),
        revisionHistoryLimit: 5,
        progressDeadlineSeconds: 600,
        selector: { matchLabels: selector },
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: {
            maxSurge: k8s.IntOrString.fromNumber(surgeOf(props)),
            maxUnavailable: k8s.IntOrString.fromNumber(props.rollout === 'replace' ? 1 : 0),
          },
        },
        template: this.template(props),
      },
    });
  }

  private rollout(props: ServiceProps, release: ServiceRelease): void {
    const { name, selector, endpoint } = this;
    const { namespace, port, replicas } = props;
    new WeightedRollout(this, 'release', {
      name,
      namespace,
      selector,
      port,
      portName: portNameOf(props),
      template: this.template(props),
      ...(replicas.type === 'fixed' && { replicas: replicas.count }),
      judge: judgeOf(this, name, props),
      checks: checksOf(this, release, endpoint, namespace),
      release,
    });
  }

  private template(props: ServiceProps): k8s.PodTemplateSpec {
    const { name, selector } = this;
    const portName = portNameOf(props);
    const folders = foldersOf({ ...props, writable: props.writable ?? [{ path: '/tmp', sizeLimit: '64Mi' }] });
    const { command, exporter } = props;
    const all = exporter ? sharedFolders(folders, exporter) : folders;
    const annotations = {
      ...configHash({ ...props, ...all }),
      ...scrapeAnnotations(props.metrics, props.metricsPort ?? props.port),
    };
    const main: k8s.Container = {
      ...container({ name, ...processOf(props), ...folders, ...(command && { command }) }),
      ports: [
        { name: portName, containerPort: props.port, protocol: 'TCP' },
        ...(props.metricsPort ? [{ name: EXPORTER_PORT, containerPort: props.metricsPort, protocol: 'TCP' }] : []),
      ],
      ...probesOf(props.probes, portName),
      ...lifecycleOf(props.exposure),
    };
    return podTemplate({
      labels: this.podLabels,
      ...(Object.keys(annotations).length > 0 && { annotations }),
      serviceAccount: name,
      ...(props.apiRights && { apiToken: true }),
      priorityClass: priorityClassName(this, 'service'),
      user: props.user,
      containers: [main, ...(exporter ? [exporterContainer(exporter)] : [])],
      ...all,
      ...terminationGraceOf(props.exposure),
      ...(fewest(props.replicas) > 1 && { spread: selector }),
      ...(props.spreadOver && { spreadOver: props.spreadOver }),
      ...(props.release && { versionLabel: VERSION_LABEL }),
      ...this.nodes,
    });
  }

  private service(props: ServiceProps): void {
    const nodePort = props.exposure?.type === 'node-port' ? props.exposure.port : undefined;
    new k8s.KubeService(this, 'service', {
      metadata: { name: this.name, namespace: props.namespace, labels: this.selector, annotations: wave('services') },
      spec: {
        type: nodePort === undefined ? 'ClusterIP' : 'NodePort',
        selector: this.selector,
        // `Local` would leave the targets on nodes without a pod unhealthy.
        ...(nodePort !== undefined && { externalTrafficPolicy: 'Cluster' }),
        ports: [
          {
            name: portNameOf(props),
            port: props.port,
            targetPort: k8s.IntOrString.fromString(portNameOf(props)),
            protocol: 'TCP',
            ...(nodePort !== undefined && { nodePort }),
          },
        ],
      },
    });
  }
}

function surgeOf({ rollout }: ServiceProps): number {
  return rollout === 'replace' ? 0 : SURGE;
}

function portNameOf({ portName }: { readonly portName?: string | undefined }): string {
  return portName ?? 'http';
}
