import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { TracedConstruct, wave } from '../structure';

export interface ConfigMapProps {
  readonly namespace: string;
  readonly data: Readonly<Record<string, string>>;
}

/** Plain configuration. What is secret never goes here. */
export class ConfigMap extends TracedConstruct {
  readonly name: string;
  readonly data: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: ConfigMapProps) {
    super(scope, id);
    this.name = id;
    this.data = props.data;
    new k8s.KubeConfigMap(this, 'config-map', {
      metadata: {
        name: id,
        namespace: props.namespace,
        labels: { 'app.kubernetes.io/name': id },
        annotations: wave('prerequisites'),
      },
      data: { ...props.data },
    });
  }
}
