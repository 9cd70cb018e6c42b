import type { KubeObject } from '../../../src/model';
import type { RequestMetrics } from '../../../src/constructs/monitoring';
import { PROMETHEUS_ADDRESS } from '../../../src/systems/monitoring/endpoints';
import { committedDist } from '../committed-objects';
import { sooner } from './sooner';

export interface Step {
  readonly setWeight?: number;
  readonly setCanaryScale?: object;
  readonly analysis?: { readonly templates: readonly { readonly templateName: string }[] };
  readonly pause?: object;
}

interface RolloutSpec {
  readonly strategy: {
    readonly canary: {
      readonly steps: readonly Step[];
      readonly trafficRouting: { readonly alb: { readonly rootService: string } };
    };
  };
}

/** What is copied beside the Rollout: all that its pods, its weights and its analyses need. */
const KINDS = [
  'ServiceAccount',
  'ConfigMap',
  'ExternalSecret',
  'Service',
  'Ingress',
  'AnalysisTemplate',
  'HorizontalPodAutoscaler',
];

/** A weighted release as it is committed, to be copied into namespaces of scenarios. */
export class Kit {
  /** The Rollout's namespace, the Rollout, and what it needs beside it. */
  readonly objects: readonly KubeObject[];
  readonly rollout: KubeObject;
  /** What lies in no namespace: priorities of pods. */
  readonly shared: readonly KubeObject[];

  /** @param all objects of an environment, as they are committed */
  constructor(
    all: readonly KubeObject[],
    name: string,
    readonly metrics: RequestMetrics,
  ) {
    const rollout = all.find(({ kind, metadata }) => kind === 'Rollout' && metadata.name === name);
    if (rollout === undefined) throw new Error(`no Rollout ${name}`);
    const { namespace } = rollout.metadata;
    this.rollout = rollout;
    this.shared = all.filter(({ kind }) => kind === 'PriorityClass');
    this.objects = [
      ...all.filter(({ kind, metadata }) => kind === 'Namespace' && metadata.name === namespace),
      ...all.filter(each => each.metadata.namespace === namespace && KINDS.includes(each.kind) && concerns(each, name)),
      rollout,
    ];
  }

  /** The Rollout of that name in dist/. */
  static committed(environment: string, name: string, metrics: RequestMetrics): Kit {
    const all = committedDist(environment).map(({ object }) => object);
    return new Kit(all, name, metrics);
  }

  get steps(): readonly Step[] {
    return (this.rollout.spec as RolloutSpec).strategy.canary.steps;
  }

  get weights(): readonly number[] {
    return this.steps.flatMap(({ setWeight }) => setWeight ?? []);
  }

  get rootService(): string {
    return (this.rollout.spec as RolloutSpec).strategy.canary.trafficRouting.alb.rootService;
  }

  /**
   * The same objects in another namespace, where Prometheus is asked at another address and time goes by faster. What
   * External Secrets would make carries dummies. Nothing else is changed.
   */
  copy(namespace: string, prometheus: string): readonly KubeObject[] {
    const from = this.rollout.metadata.namespace ?? '';
    return this.objects.map(each => {
      const text = JSON.stringify(each)
        .replaceAll(PROMETHEUS_ADDRESS, prometheus)
        .replaceAll(`namespace=\\"${from}\\"`, `namespace=\\"${namespace}\\"`);
      const copied = sooner(JSON.parse(text) as KubeObject);
      const { metadata } = copied;
      if (copied.kind === 'Namespace') return { ...copied, metadata: { ...metadata, name: namespace } };
      return secretInstead({ ...copied, metadata: { ...metadata, namespace } });
    });
  }
}

/** An autoscaler of something else is left out. */
function concerns({ kind, spec }: KubeObject, name: string): boolean {
  if (kind !== 'HorizontalPodAutoscaler') return true;
  const { scaleTargetRef } = spec as { scaleTargetRef: { kind: string; name: string } };
  return scaleTargetRef.kind === 'Rollout' && scaleTargetRef.name === name;
}

function secretInstead(object: KubeObject): KubeObject {
  if (object.kind !== 'ExternalSecret') return object;
  const { target, data = [] } = object.spec as { target?: { name?: string }; data?: readonly { secretKey: string }[] };
  const { name, namespace } = object.metadata;
  const metadata = { name: target?.name ?? name, namespace } as KubeObject['metadata'];
  const stringData = Object.fromEntries(data.map(({ secretKey }) => [secretKey, `dummy of ${secretKey}`]));
  return { apiVersion: 'v1', kind: 'Secret', metadata, stringData };
}
