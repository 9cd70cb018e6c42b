import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { TracedConstruct, wave } from '../structure';

export interface ServiceAccountProps {
  /** @default the construct's id */
  readonly name?: string;
  readonly namespace: string;
  /** ARN of the IAM role that pods may assume through the cluster's OIDC issuer (IRSA). @default no cloud rights */
  readonly roleArn?: string;
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
        annotations: {
          ...wave('prerequisites'),
          ...(props.roleArn && { 'eks.amazonaws.com/role-arn': props.roleArn }),
        },
      },
      automountServiceAccountToken: false,
    });
  }
}
