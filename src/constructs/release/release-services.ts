import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { TracedConstruct, wave } from '../structure';

type Role = 'ping' | 'pong' | 'preview';

export interface ReleaseServicesProps {
  /** Name of the service whose versions they lead to. */
  readonly service: string;
  readonly namespace: string;
  /** Labels that select the pods of all versions. */
  readonly selector: Readonly<Record<string, string>>;
  readonly port: number;
  readonly portName: string;
}

/**
 * The Services behind which the two versions stand in turn. The controller adds a version's hash to their selectors:
 * with two that change roles, no target ever moves from one target group to the other while requests arrive
 * (argo-rollouts#4433).
 */
export class ReleaseServices extends TracedConstruct {
  readonly ping: string;
  readonly pong: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ReleaseServicesProps,
  ) {
    super(scope, id);
    this.ping = this.service('ping');
    this.pong = this.service('pong');
  }

  /** A Service that leads to the newest version alone, which may have no share of the requests yet. */
  preview(): string {
    return this.service('preview');
  }

  private service(role: Role): string {
    const { service, namespace, selector, port, portName } = this.props;
    const name = nameOf(service, role);
    new k8s.KubeService(this, role, {
      metadata: { name, namespace, labels: { ...selector }, annotations: wave('services') },
      spec: {
        type: 'ClusterIP',
        selector: { ...selector },
        ports: [{ name: portName, port, targetPort: k8s.IntOrString.fromString(portName), protocol: 'TCP' }],
      },
    });
    return name;
  }
}

/** Name of the Service that leads to the newest version alone: what checks and testers of a blue-green release call. */
export function previewService(service: string): string {
  return nameOf(service, 'preview');
}

function nameOf(service: string, role: Role): string {
  return `${service}-${role}`;
}
