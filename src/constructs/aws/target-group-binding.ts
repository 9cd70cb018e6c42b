import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  TargetGroupBinding as AwsTargetGroupBinding,
  TargetGroupBindingSpecNetworkingIngressPortsPort as NetworkPort,
  TargetGroupBindingSpecNetworkingIngressPortsProtocol as NetworkProtocol,
  TargetGroupBindingSpecServiceRefPort as ServicePort,
  TargetGroupBindingSpecTargetType as TargetType,
} from '../../../imports/elbv2.k8s.aws';
import { TracedConstruct, wave } from '../structure';
import { awsOf } from './aws-cloud';

/** How a load balancer asks a target whether it is well. Over HTTP; 200 is well. */
export interface TargetHealthCheck {
  readonly path: string;
  readonly interval: Duration;
  readonly timeout: Duration;
  /** Successes in a row that make a target healthy. */
  readonly healthyThreshold: number;
  /** Failures in a row that make it unhealthy. */
  readonly unhealthyThreshold: number;
}

/** A target group that somebody else made. */
export interface ExistingTargetGroup {
  readonly name: string;
  readonly protocol: 'TCP';
  /** Port of the targets: the Service's NodePort. */
  readonly port: number;
  readonly healthCheck: TargetHealthCheck;
  /** Who made it (`terraform`). */
  readonly owner: string;
  /** Instances that were registered by hand. Those that are no nodes of the cluster are taken out. @default none */
  readonly registeredByHand?: readonly string[];
  readonly requirements: readonly string[];
}

export interface TargetGroupBindingProps {
  readonly namespace: string;
  /** The Service of type NodePort, and its own port. */
  readonly service: { readonly name: string; readonly port: number };
  readonly targetGroup: ExistingTargetGroup;
  /** Address ranges that may reach the NodePort on the nodes: the load balancer's, and its clients' when it keeps their addresses. */
  readonly from: readonly string[];
}

/**
 * Keeps the nodes of the cluster registered in a target group, and its security group rules on the nodes. The group is
 * found by name, so that no ARN has to be known. (FD-05)
 */
export class TargetGroupBinding extends TracedConstruct {
  constructor(scope: Construct, name: string, props: TargetGroupBindingProps) {
    super(scope, name);
    const { namespace, service, targetGroup, from } = props;
    new AwsTargetGroupBinding(this, 'binding', {
      metadata: {
        name,
        namespace,
        labels: { 'app.kubernetes.io/name': service.name },
        annotations: wave('routes'),
      },
      spec: {
        targetGroupName: targetGroup.name,
        targetType: TargetType.INSTANCE,
        serviceRef: { name: service.name, port: ServicePort.fromNumber(service.port) },
        networking: {
          ingress: [
            {
              from: from.map(cidr => ({ ipBlock: { cidr } })),
              ports: [{ protocol: NetworkProtocol.TCP, port: NetworkPort.fromNumber(targetGroup.port) }],
            },
          ],
        },
      },
    });
    this.groupContract(targetGroup);
    this.targetsContract(targetGroup);
  }

  private groupContract(group: ExistingTargetGroup): void {
    const { healthCheck: check } = group;
    const facts = [
      'Protocol',
      'to_string(Port)',
      'TargetType',
      'HealthCheckProtocol',
      'HealthCheckPath',
      'HealthCheckPort',
      'to_string(HealthCheckIntervalSeconds)',
      'to_string(HealthCheckTimeoutSeconds)',
      'to_string(HealthyThresholdCount)',
      'to_string(UnhealthyThresholdCount)',
    ].join(', ');
    this.declare({
      type: 'contract',
      id: `target-group-${group.name}`,
      owner: group.owner,
      statement:
        `Target group ${group.name} takes ${group.protocol} on port ${group.port} of instances and asks HTTP ` +
        `${check.path} there every ${check.interval.toSeconds()} s.`,
      check:
        `aws elbv2 describe-target-groups --region ${awsOf(this).region} --names ${group.name} ` +
        `--query "TargetGroups[0].[${facts}] | join(' ', @)" --output text`,
      expect: [
        `${group.protocol} ${group.port} instance HTTP ${check.path} ${group.port}`,
        `${check.interval.toSeconds()} ${check.timeout.toSeconds()} ${check.healthyThreshold} ${check.unhealthyThreshold}`,
      ].join(' '),
      requirements: group.requirements,
    });
  }

  private targetsContract({ name, owner, registeredByHand = [], requirements }: ExistingTargetGroup): void {
    if (registeredByHand.length === 0) return;
    const nodes = 'kubectl get nodes --output jsonpath=\'{range .items[*]}{.spec.providerID}{"\\n"}{end}\'';
    const ids = [...registeredByHand].sort();
    this.declare({
      type: 'contract',
      id: `targets-${name}`,
      owner,
      statement:
        `The instances ${ids.join(' and ')}, registered by hand in ${name}, are nodes of the cluster; the controller ` +
        'takes out of the group what is none.',
      check: `${nodes} | sed 's|.*/||' | grep -x -e ${ids.join(' -e ')} | sort`,
      expect: ids.join('\n'),
      requirements,
    });
  }
}
