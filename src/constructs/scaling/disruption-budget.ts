import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { TracedConstruct, wave } from '../structure';
import { fewest, type Replicas } from './replicas';

export interface DisruptionBudgetProps {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly replicas: Replicas;
}

/**
 * What an eviction must leave running, always less than what runs, so that every node can be drained. Pods that are
 * not ready may go: they serve nobody, and a broken release must not hold a node.
 */
export class DisruptionBudget extends TracedConstruct {
  constructor(scope: Construct, id: string, props: DisruptionBudgetProps) {
    super(scope, id);
    const { name, namespace, selector, replicas } = props;
    const stated = replicas.type === 'autoscaled' ? replicas.minAvailable : undefined;
    new k8s.KubePodDisruptionBudget(this, 'budget', {
      metadata: { name, namespace, labels: { 'app.kubernetes.io/name': name }, annotations: wave('services') },
      spec: {
        minAvailable: k8s.IntOrString.fromNumber(stated ?? fewest(replicas) - 1),
        selector: { matchLabels: { ...selector } },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }
}
