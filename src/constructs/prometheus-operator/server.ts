import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Endpoint, Metric, Origin, PodEndpoint, WorkloadDeclaration } from '../../model';
import { NOBODY } from '../alerting';
import { WatchedService } from '../monitoring';
import { NetworkAccess } from '../network';
import { System, TracedConstruct, wave } from '../structure';
import { resourcesOf, selectorLabels, ServiceAccount, size, sumOf, type ContainerSize } from '../workload';

/**
 * Size of the container that the operator puts beside each server to tell it of new configuration, and of the init
 * container that reads the first one. The operator's own chart is told the same.
 */
export const CONFIG_RELOADER_SIZE = size('10m', '32Mi', '50m', '64Mi');

/** What every server that the operator runs is told. */
export interface ServerProps {
  readonly namespace: string;
  readonly replicas: number;
  /** Size of the server's own container. */
  readonly size: ContainerSize;
  /** Ports that others call. */
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol?: 'TCP' | 'UDP' }[];
  /** Callers that no workload declares. @default none */
  readonly openTo?: readonly Origin[];
  /** What the pods call; asked when every system is built. */
  readonly calls: () => readonly Endpoint[];
}

/**
 * Pods that prometheus-operator makes of an object of its own kind: what we declare for every workload of ours (identity,
 * policy, Service, size) stands here, since no pod template does. The object has to be named like the system: the
 * operator labels its pods by it.
 */
export class Server extends TracedConstruct {
  /** Labels by which the operator marks the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** What others call, one for each port. */
  readonly serves: readonly PodEndpoint[];

  constructor(
    scope: Construct,
    /** Name of the server (`prometheus`), of its Service and its ServiceAccount. */
    readonly name: string,
    props: ServerProps,
  ) {
    super(scope, name);
    const { namespace, ports, calls } = props;
    const selector = selectorLabels(name, System.of(this).node.id);
    this.selector = selector;
    const serves = ports.map(({ port, protocol = 'TCP' }): PodEndpoint => ({
      type: 'pods',
      service: name,
      namespace,
      selector,
      port,
      protocol,
    }));
    this.serves = serves;
    const declaration: WorkloadDeclaration = {
      type: 'workload',
      name,
      namespace,
      selector,
      labels: selector,
      serves,
      get calls() {
        return calls();
      },
      openTo: props.openTo ?? [],
      mostPods: props.replicas,
      ...resourcesOf(sumOf([props.size, CONFIG_RELOADER_SIZE])),
      runs: 'service',
    };
    this.declare(declaration);
    new NetworkAccess(this, 'network-access', declaration);
    new ServiceAccount(this, 'identity', { name, namespace });
    this.service(props);
  }

  /** Has the pods' own metrics read, at their first port, and somebody told when they stay away. */
  watched(metrics: readonly Metric[]): void {
    const [endpoint] = this.serves;
    if (!endpoint) return;
    const shows = { metrics, ownLabels: false };
    const watched = { name: this.name, endpoint, portName: 'web', path: '/metrics', shows };
    new WatchedService(System.of(this).monitoring, `${this.name}-watched`, watched);
  }

  private service({ namespace, ports }: ServerProps): void {
    new k8s.KubeService(this, 'service', {
      metadata: { name: this.name, namespace, labels: { ...this.selector }, annotations: wave('services') },
      spec: {
        type: 'ClusterIP',
        selector: { ...this.selector },
        ports: ports.map(({ name, port, protocol = 'TCP' }) => ({
          name,
          port,
          targetPort: k8s.IntOrString.fromString(name),
          protocol,
        })),
      },
    });
  }
}

/** Claims of the pods that the operator makes of an object: `prometheus-<object>-db-prometheus-<object>-0` and so on. */
export function operatedClaims(kind: string, object: string, replicas: number): readonly [string, ...string[]] {
  const claim = (pod: number): string => `${kind}-${object}-db-${kind}-${object}-${pod}`;
  return [claim(0), ...Array.from({ length: replicas - 1 }, (_, other) => claim(other + 1))];
}

/** Users and groups of the servers' images, and the profile that `restricted` asks for. */
export const RESTRICTED = {
  runAsNonRoot: true,
  runAsUser: NOBODY,
  runAsGroup: NOBODY,
  fsGroup: NOBODY,
  seccompProfile: { type: 'RuntimeDefault' },
} as const;
