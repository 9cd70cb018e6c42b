import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { TracedConstruct, wave } from '../structure';
import { accountAnnotations, type CloudIdentity } from './cloud-identity';

export interface ServiceAccountProps {
  /** @default the construct's id */
  readonly name?: string;
  readonly namespace: string;
  /** @default no cloud rights */
  readonly identity?: CloudIdentity;
}

/** An identity for one workload. It mounts no API token: the cloud's token is projected by the cloud's webhook. */
export class ServiceAccount extends TracedConstruct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id);
    this.name = props.name ?? id;
    new k8s.KubeServiceAccount(this, 'service-account', {
      metadata: {
        name: this.name,
        namespace: props.namespace,
        labels: { 'app.kubernetes.io/name': this.name },
        annotations: { ...wave('prerequisites'), ...accountAnnotations(props.identity) },
      },
      automountServiceAccountToken: false,
    });
  }
}
