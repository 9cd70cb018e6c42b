import type { Construct } from 'constructs';
import type { Endpoint, Origin, PodEndpoint, WorkloadDeclaration } from '../../model';
import { NetworkAccess } from '../network';
import { TracedConstruct } from '../structure';
import { resourcesOf, type ContainerSize } from '../workload';

/** Pods of one kind that a chart starts. */
export interface ChartPodsProps {
  readonly namespace: string;
  /** Labels by which the chart's own Deployment or DaemonSet selects them. */
  readonly selector: Readonly<Record<string, string>>;
  /** Size of one of them: what the chart's values say. */
  readonly size: ContainerSize;
  /** Most of them at the same time, a rollout's surge included. */
  readonly mostPods: number;
  /** Port that others call. */
  readonly port: number;
  readonly calls: readonly Endpoint[];
  /** Callers that no workload declares. */
  readonly openTo: readonly Origin[];
}

/**
 * Pods that a chart starts in a namespace of ours. The chart brings objects and identity; what we declare of every
 * workload of ours (who reaches it, whom it reaches, its part of the quota) stands here.
 */
export class ChartPods extends TracedConstruct {
  /** What others name when they call it. */
  readonly endpoint: PodEndpoint;

  constructor(scope: Construct, name: string, props: ChartPodsProps) {
    super(scope, name);
    const { namespace, selector, size, mostPods, port, calls, openTo } = props;
    this.endpoint = { type: 'pods', service: name, namespace, selector, port, protocol: 'TCP' };
    const declaration: WorkloadDeclaration = {
      type: 'workload',
      name,
      namespace,
      selector,
      labels: selector,
      serves: [this.endpoint],
      calls,
      openTo,
      mostPods,
      ...resourcesOf(size),
      runs: 'service',
      startedBy: 'add-on',
    };
    this.declare(declaration);
    new NetworkAccess(this, 'network-access', declaration);
  }
}
