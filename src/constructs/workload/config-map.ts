import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { TracedConstruct, wave } from '../structure';
import { contentHash } from './content-hash';

export interface ConfigMapProps {
  readonly namespace: string;
  readonly data: Readonly<Record<string, string>>;
  /** Labels beside its name, by which others find it. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * `one`: a change overwrites it. `one-a-content`: each content is an object of its own that nobody can change, for
   * pods of a weighted release: those of the old version start again with what they were judged with. Old ones stay,
   * pruning them would keep a sync waiting for the release's end (docs/decisions/release/118-configuration-belongs-to-its-version.md).
   * @default one
   */
  readonly versions?: 'one' | 'one-a-content';
}

/** Kept when git no longer has it, and no difference for it. */
const STAYS = {
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
};

/** Plain configuration. What is secret never goes here. */
export class ConfigMap extends TracedConstruct {
  readonly name: string;
  readonly data: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: ConfigMapProps) {
    super(scope, id);
    const perContent = props.versions === 'one-a-content';
    this.name = perContent ? `${id}-${contentHash(props.data)}` : id;
    this.data = props.data;
    new k8s.KubeConfigMap(this, 'config-map', {
      metadata: {
        name: this.name,
        namespace: props.namespace,
        labels: {
          'app.kubernetes.io/name': id,
          ...props.labels,
          ...(perContent && { 'garam.dev/versions': 'one-a-content' }),
        },
        annotations: { ...wave('prerequisites'), ...(perContent && STAYS) },
      },
      ...(perContent && { immutable: true }),
      data: { ...props.data },
    });
  }
}
