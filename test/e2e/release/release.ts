import type { KubeObject } from '../../../src/model';
import type { LiveObject } from '../../../src/proving-ground';
import { eventually } from '../../eventually';
import type { Kit } from './kit';
import type { ReleaseGround } from './release-ground';
import { WELL, type Route } from './route';

export interface RolloutStatus {
  readonly phase?: 'Healthy' | 'Degraded' | 'Progressing' | 'Paused';
  readonly message?: string;
  readonly stableRS?: string;
  readonly currentPodHash?: string;
  readonly currentStepIndex?: number;
  readonly observedGeneration?: string;
  readonly abort?: boolean;
  readonly updatedReplicas?: number;
  readonly pauseConditions?: readonly { readonly reason: string }[];
}

interface Container {
  readonly image: string;
  readonly envFrom?: readonly object[];
}

interface PodSpec {
  readonly containers: readonly [Container, ...Container[]];
}

interface RolloutSpec {
  readonly template: { readonly metadata?: object; readonly spec: PodSpec };
}

/** A Secret without which the pods of a version do not start. */
export const NEEDED = 'needed-by-the-new-version';

/** One release in a namespace of its own. */
export class Release {
  readonly route: Route;
  private updatedAt = 0;

  constructor(
    private readonly ground: ReleaseGround,
    readonly namespace: string,
    private readonly kit: Kit,
    requestsPerSecond: number,
  ) {
    const { rootService, metrics, rollout } = kit;
    const job = rollout.metadata.name;
    this.route = { rootService, job, metrics, requestsPerSecond, behave: () => WELL, lost: false };
  }

  /** Installs the first version. */
  async install(replicas: number, change: (object: KubeObject) => KubeObject): Promise<void> {
    this.open();
    for (const object of this.kit.shared) await this.client.apply(object);
    for (const object of this.kit.copy(this.namespace, this.ground.prometheus))
      await this.client.apply(withReplicas(change(object), replicas));
    await this.client.mergePatch(this.key, { spec: { replicas } }, 'scale');
    await this.installed(replicas);
  }

  /** Lets requests come in. */
  open(): void {
    this.ground.balancer.open(this.namespace, this.route);
  }

  /** Waits for the first version: it is Healthy without a step, since there is nothing to compare it with. */
  async installed(replicas: number): Promise<void> {
    await this.until('Healthy with all pods', ({ phase, stableRS, currentPodHash }, { status }) => {
      const { availableReplicas } = status as { availableReplicas?: number };
      return phase === 'Healthy' && stableRS === currentPodHash && availableReplicas === replicas;
    });
  }

  /** Image of the version that was installed first. */
  get firstImage(): string {
    return (this.kit.rollout.spec as RolloutSpec).template.spec.containers[0].image;
  }

  /**
   * What Argo CD does when git has a new version.
   * @param version tag, or a whole image
   * @param needs also a Secret of the name `NEEDED`
   */
  async update(version: string, needs = false): Promise<void> {
    const { template } = this.live.spec as RolloutSpec;
    const [first, ...others] = template.spec.containers;
    const changed: Container = {
      ...first,
      image: version.includes('/') ? version : retagged(first.image, version),
      envFrom: [...(first.envFrom ?? []), ...(needs ? [{ secretRef: { name: NEEDED } }] : [])],
    };
    const spec = { template: { spec: { containers: [changed, ...others] } } };
    await this.changes(() => this.client.mergePatch(this.key, { spec }));
  }

  /** Brings another version, from which on shares are counted, and waits until the controller has seen it. */
  async changes(bring: () => Promise<unknown>): Promise<void> {
    const before = this.status.currentPodHash;
    this.updatedAt = Date.now();
    await bring();
    await this.until('seen', ({ currentPodHash }) => currentPodHash !== before);
  }

  /** Waits until the Rollout's state is as told. */
  async until(
    what: string,
    test: (status: RolloutStatus, rollout: LiveObject) => boolean,
    seconds = 240,
  ): Promise<RolloutStatus> {
    try {
      return await eventually(
        async () => {
          const live = this.ground.rolloutIn(this.namespace);
          if (live === undefined || !isObserved(live)) return undefined;
          return test(this.status, live) ? this.status : undefined;
        },
        `${this.namespace} is ${what}`,
        seconds,
      );
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${JSON.stringify(this.status)}\n${this.weights.join(' → ')}`);
    }
  }

  get status(): RolloutStatus {
    return (this.live.status ?? {}) as RolloutStatus;
  }

  /** Shares of the version that is released, in per cent, in the order in which the Ingress had them. */
  get weights(): readonly number[] {
    return this.shares.map(({ share }) => share);
  }

  /** Seconds from when the new version first had that share until it had none. */
  secondsFrom(share: number): number {
    const begin = this.shares.find(each => each.share === share)?.at ?? this.updatedAt;
    const end = this.shares.findLast(each => each.share === 0)?.at ?? Date.now();
    return (end - begin) / 1000;
  }

  /** Seconds from the update until the new version had that share. */
  secondsUntil(share: number): number {
    return ((this.shares.find(each => each.share === share)?.at ?? Date.now()) - this.updatedAt) / 1000;
  }

  /** Phases of the AnalysisRuns of a step of the version that is released, in their order. */
  async verdictsOf(step: number): Promise<readonly string[]> {
    const labelSelector = `step-index=${step},rollouts-pod-template-hash=${this.status.currentPodHash}`;
    const runs = await this.client.list(this.key.apiVersion, 'AnalysisRun', this.namespace, { labelSelector });
    const begun = ({ metadata }: LiveObject): string =>
      (metadata as { creationTimestamp?: string }).creationTimestamp ?? '';
    return [...runs]
      .sort((a, b) => (begun(a) < begun(b) ? -1 : 1))
      .map(({ status }) => (status as { phase?: string } | undefined)?.phase ?? 'none');
  }

  get key(): { apiVersion: string; kind: string; metadata: { name: string; namespace: string } } {
    const { apiVersion, kind, metadata } = this.kit.rollout;
    return { apiVersion, kind, metadata: { name: metadata.name, namespace: this.namespace } };
  }

  private get client() {
    return this.ground.plane.client;
  }

  private get live(): LiveObject {
    const live = this.ground.rolloutIn(this.namespace);
    if (live === undefined) throw new Error(`${this.namespace} has no Rollout yet`);
    return live;
  }

  /** Changes of the new version's share since the update, each once. */
  private get shares(): readonly { readonly at: number; readonly share: number }[] {
    const hash = this.status.currentPodHash ?? '';
    const all = this.ground.balancer
      .changesOf(this.namespace)
      .filter(({ at }) => at >= this.updatedAt)
      .map(({ at, shares }) => ({ at, share: shares[hash] ?? 0 }));
    return all.filter(({ share }, index) => share !== (all[index - 1]?.share ?? 0));
  }
}

/** An image with another tag. */
export function retagged(image: string, tag: string): string {
  return `${image.replace(/[:@][^/]*$/, '')}:${tag}`;
}

/** The number that the autoscaler would give, at once: it looks every 15 s. */
function withReplicas(object: KubeObject, replicas: number): KubeObject {
  if (object.kind !== 'HorizontalPodAutoscaler') return object;
  const { maxReplicas, ...spec } = object.spec as { maxReplicas: number };
  return {
    ...object,
    spec: { ...spec, minReplicas: replicas, maxReplicas: Math.max(maxReplicas, replicas) },
  };
}

/** Whether the controller has seen what the object says now. */
function isObserved({ metadata, status }: LiveObject): boolean {
  const { observedGeneration } = (status ?? {}) as RolloutStatus;
  return observedGeneration === String((metadata as { generation?: number }).generation);
}
