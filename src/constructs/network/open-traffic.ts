import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { TracedConstruct, wave } from '../structure';

export interface OpenTrafficProps {
  readonly namespace: string;
  /** Pods that keep their own policies: a label and its values. */
  readonly except: { readonly label: string; readonly values: readonly string[] };
  /** Requirement that asks for it. */
  readonly requirement: string;
}

/**
 * A document's wish that the pods of a namespace may talk to whom they want (TG-06). Policies add up: what this one
 * opens no other closes, so it leaves out the pods whose own policies must count (D-01).
 */
export class OpenTraffic extends TracedConstruct {
  constructor(scope: Construct, id: string, { namespace, except, requirement }: OpenTrafficProps) {
    super(scope, id);
    const { label: key, values } = except;
    this.declare({ type: 'open-traffic', namespace, policy: id, except, requirement });
    new k8s.KubeNetworkPolicy(this, 'policy', {
      metadata: { name: id, namespace, annotations: wave('prerequisites') },
      spec: {
        podSelector: { matchExpressions: [{ key, operator: 'NotIn', values: [...values] }] },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{}],
        egress: [{}],
      },
    });
  }
}
