import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { WorkloadDeclaration } from '../../model';
import { kept, Place, TracedConstruct, type Annotations } from '../structure';

/** Level of the Pod Security Standards that the API server enforces. */
export type PodSecurity = 'restricted' | 'baseline' | 'privileged';

export interface NamespaceProps {
  /** @default restricted */
  readonly podSecurity?: PodSecurity;
  /** Labels that controllers look for (readiness gates, injection). @default none */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * A namespace that is closed until something is declared in it: all traffic denied, the Pod Security Standard
 * enforced, and a quota that is exactly what the declared workloads can use at most.
 */
export class Namespace extends TracedConstruct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: NamespaceProps = {}) {
    super(scope, id);
    this.name = id;
    const level = props.podSecurity ?? 'restricted';
    new k8s.KubeNamespace(this, 'namespace', {
      metadata: {
        name: id,
        annotations: { ...kept(), ...this.experiments() },
        labels: {
          'pod-security.kubernetes.io/enforce': level,
          'pod-security.kubernetes.io/audit': level,
          'pod-security.kubernetes.io/warn': level,
          ...props.labels,
        },
      },
    });
    new k8s.KubeNetworkPolicy(this, 'default-deny', {
      metadata: { name: 'default-deny', namespace: id },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    new k8s.KubeResourceQuota(this, 'quota', {
      metadata: { name: 'quota', namespace: id },
      spec: { hard: Lazy.any({ produce: () => this.quota() }) as Record<string, k8s.Quantity> },
    });
    new k8s.KubeLimitRange(this, 'limits', {
      metadata: { name: 'limits', namespace: id },
      spec: { limits: Lazy.any({ produce: () => [this.limits()] }) as k8s.LimitRangeItem[] },
    });
  }

  /** Where the cluster lets experiments in: Chaos Mesh touches the pods of no other namespace (LP-18). */
  private experiments(): Annotations {
    const { experimentsIn = [] } = Place.of(this).cluster;
    return experimentsIn.includes(this.name) ? { 'chaos-mesh.org/inject': 'enabled' } : {};
  }

  /** The sum over all workloads at their maximum: one pod more than declared is refused. */
  private quota(): Record<string, k8s.Quantity> {
    const sum = (of: (workload: WorkloadDeclaration) => number): number =>
      this.workloads().reduce((total, workload) => total + workload.mostPods * of(workload), 0);
    return quantities({
      pods: String(sum(() => 1)),
      'requests.cpu': `${sum(w => w.requests.cpuMillis)}m`,
      'requests.memory': `${sum(w => w.requests.memoryMiB)}Mi`,
      'limits.cpu': `${sum(w => w.limits.cpuMillis)}m`,
      'limits.memory': `${sum(w => w.limits.memoryMiB)}Mi`,
    });
  }

  /** No container may be larger than the largest that is declared. */
  private limits(): k8s.LimitRangeItem {
    const largest = (of: (workload: WorkloadDeclaration) => number): number => Math.max(...this.workloads().map(of));
    const max = { cpu: `${largest(w => w.limits.cpuMillis)}m`, memory: `${largest(w => w.limits.memoryMiB)}Mi` };
    return { type: 'Container', max: quantities(max) };
  }

  private workloads(): WorkloadDeclaration[] {
    const here = Place.of(this).declarations.filter(
      (declaration): declaration is WorkloadDeclaration =>
        declaration.type === 'workload' && declaration.namespace === this.name,
    );
    if (here.length > 0) return here;
    throw new Error(`namespace ${this.name}: no workload is declared in it; leave the namespace out`);
  }
}

function quantities(values: Readonly<Record<string, string>>): Record<string, k8s.Quantity> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, k8s.Quantity.fromString(value)]));
}
