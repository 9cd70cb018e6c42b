import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { kept, TracedConstruct } from '../structure';

/**
 * A namespace for what comes later: nothing is declared in it, so its quota is nothing, and no pod starts there. It is
 * restricted and denies all traffic; whoever moves in makes a `Namespace` in its place, which changes the same objects.
 */
export class ReservedNamespace extends TracedConstruct {
  constructor(
    scope: Construct,
    readonly name: string,
  ) {
    super(scope, name);
    const level = 'restricted';
    new k8s.KubeNamespace(this, 'namespace', {
      metadata: {
        name,
        annotations: kept(),
        labels: {
          'pod-security.kubernetes.io/enforce': level,
          'pod-security.kubernetes.io/audit': level,
          'pod-security.kubernetes.io/warn': level,
        },
      },
    });
    new k8s.KubeNetworkPolicy(this, 'default-deny', {
      metadata: { name: 'default-deny', namespace: name },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    const nothing = { cpu: k8s.Quantity.fromString('0m'), memory: k8s.Quantity.fromString('0Mi') };
    new k8s.KubeResourceQuota(this, 'quota', {
      metadata: { name: 'quota', namespace: name },
      spec: {
        hard: {
          pods: k8s.Quantity.fromString('0'),
          'requests.cpu': nothing.cpu,
          'requests.memory': nothing.memory,
          'limits.cpu': nothing.cpu,
          'limits.memory': nothing.memory,
        },
      },
    });
  }
}
