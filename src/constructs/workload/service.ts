import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Origin, PodEndpoint } from '../../model';
import { Autoscaler, DisruptionBudget, fewest, most, type Replicas } from '../scaling';
import { wave } from '../structure';
import { priorityClassName } from '../tenancy';
import { configHash, container, podTemplate } from './pod-template';
import { probesOf, type Probes } from './probe';
import { Workload, type WorkloadProps } from './workload';

export interface ServiceProps extends WorkloadProps {
  /** Port of the container and of the Service: EKS network policies want them equal. */
  readonly port: number;
  readonly probes: Probes;
  readonly replicas: Replicas;
  /** Callers that are no pods. @default none */
  readonly openTo?: readonly Origin[];
  /** How the Service is reached. @default by cluster IP */
  readonly exposure?: Exposure;
}

/** A port of every node that something outside already sends traffic to. */
export interface NodePortExposure {
  readonly type: 'node-port';
  readonly port: number;
  /** Time for which requests still arrive after a pod was told to stop: until every node's rules have changed. */
  readonly lingering: Duration;
  /** Requirement that fixes the port. */
  readonly requirement: string;
}

/** A load balancer that sends to pods by their own addresses. */
export interface LoadBalancerExposure {
  readonly type: 'load-balancer';
  /** Time for which requests still arrive after a pod was told to stop: the deregistration delay. */
  readonly lingering: Duration;
}

/** How a Service is reached from outside the cluster. */
export type Exposure = NodePortExposure | LoadBalancerExposure;

/** New pods that a rollout adds before it takes an old one away. */
const SURGE = 1;

/** Requests still under way when the load balancer has let go get this long. */
const DRAIN = Duration.seconds(20);

/**
 * A long-running service. This one declaration brings its ServiceAccount, Deployment, Service, NetworkPolicy (and its
 * place in the policies of what it calls), PodDisruptionBudget from two replicas up, and autoscaler.
 */
export class Service extends Workload {
  /** What others name when they call it. */
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, name: string, props: ServiceProps) {
    const mostPods = most(props.replicas) + SURGE;
    super(scope, name, props, { runs: 'service', mostPods, ports: [props.port], openTo: props.openTo ?? [] });
    this.endpoint = this.serves[0] as PodEndpoint;
    if (props.exposure?.type === 'node-port') {
      const { port, requirement } = props.exposure;
      this.declare({ type: 'node-port', service: name, namespace: props.namespace, port, requirement });
    }
    this.deployment(props);
    this.service(props);
    this.scaling(props);
  }

  private scaling({ namespace, replicas }: ServiceProps): void {
    const { name, selector } = this;
    if (fewest(replicas) > 1) {
      new DisruptionBudget(this, 'disruption-budget', { name, namespace, selector, replicas });
    }
    if (replicas.type === 'autoscaled') {
      new Autoscaler(this, 'autoscaler', { name, namespace, replicas });
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
            maxSurge: k8s.IntOrString.fromNumber(SURGE),
            maxUnavailable: k8s.IntOrString.fromNumber(0),
          },
        },
        template: this.template(props),
      },
    });
  }

  private template(props: ServiceProps): k8s.PodTemplateSpec {
    const { name, selector } = this;
    const writable = props.writable ?? [{ path: '/tmp', sizeLimit: '64Mi' }];
    const { image, size, config, secrets, files } = props;
    const main: k8s.Container = {
      ...container({
        name,
        image,
        size,
        writable,
        ...(files && { files }),
        ...(config && { configMaps: [config.name] }),
        secrets: (secrets ?? []).map(secret => secret.name),
      }),
      ports: [{ name: 'http', containerPort: props.port, protocol: 'TCP' }],
      ...probesOf(props.probes),
      ...(props.exposure && { lifecycle: { preStop: sleep(props.exposure.lingering) } }),
    };
    return podTemplate({
      labels: selector,
      ...(config && { annotations: configHash(config.data) }),
      serviceAccount: name,
      priorityClass: priorityClassName(this, 'service'),
      user: props.user,
      containers: [main],
      writable,
      ...(files && { files }),
      ...(props.exposure && { terminationGrace: plus(props.exposure.lingering, DRAIN) }),
      ...(fewest(props.replicas) > 1 && { spread: selector }),
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
            name: 'http',
            port: props.port,
            targetPort: k8s.IntOrString.fromString('http'),
            protocol: 'TCP',
            ...(nodePort !== undefined && { nodePort }),
          },
        ],
      },
    });
  }
}

/** Keeps serving until the load balancer has noticed that the pod is going. */
function sleep(time: Duration): k8s.LifecycleHandler {
  return { exec: { command: ['sleep', String(time.toSeconds())] } };
}

function plus(a: Duration, b: Duration): Duration {
  return Duration.seconds(a.toSeconds() + b.toSeconds());
}
