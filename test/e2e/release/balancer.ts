import type { RequestMetrics } from '../../../src/constructs/monitoring';
import type { KubeClient, LiveObject, Watch, WatchEvent } from '../../../src/proving-ground';
import { Exposition, type Answers, type Target } from './exposition';
import type { Route, Shares, ShareChange } from './route';

const TICK_MS = 200;
/**
 * A weight on a version of which no pod is ready counts when it lasts: pods and Ingresses are told by two watches. So many
 * ticks, not so much time: between two ticks everything that has come is read, also after a standstill.
 */
const LOST_AFTER_TICKS = 5;
const HASH = 'rollouts-pod-template-hash';

interface Pod {
  readonly hash: string;
  /** Image of the first container, by which versions are told apart. */
  readonly version: string;
  readonly ready: boolean;
  /** What it answered. It goes on counting as long as it lives. */
  readonly answers: Answers;
  readonly exposition: Exposition | undefined;
}

/**
 * In place of the load balancer and of the programs in the pods: requests go to pods by the weights that the controller
 * writes to the Ingress and by the selectors of the Services which it names, and each pod counts what it answered.
 */
export class Balancer {
  private readonly routes = new Map<string, Route>();
  /** By namespace, then by name. */
  private readonly pods = new Map<string, Map<string, Pod>>();
  private readonly selectors = new Map<string, string | undefined>();
  private readonly targets = new Map<string, readonly { service: string; weight: number }[]>();
  private readonly changes = new Map<string, ShareChange[]>();
  private readonly emptyTicks = new Map<string, number>();
  private readonly others: (() => string)[] = [];
  private watches: readonly Watch[] = [];
  private timer: NodeJS.Timeout | undefined;

  /** Begins to look at the cluster and to send requests. */
  static async start(client: KubeClient): Promise<Balancer> {
    const balancer = new Balancer();
    const watch = (apiVersion: string, kind: string, note: (event: WatchEvent<LiveObject>) => void): Promise<Watch> =>
      client.watch(apiVersion, kind, undefined, event => {
        if (event.type === 'BOOKMARK') return;
        note(event);
        if (event.object.metadata.namespace) balancer.look(event.object.metadata.namespace);
      });
    balancer.watches = await Promise.all([
      watch('v1', 'Pod', event => balancer.notePod(event)),
      watch('v1', 'Service', event => balancer.noteService(event)),
      watch('networking.k8s.io/v1', 'Ingress', event => balancer.noteIngress(event)),
    ]);
    let last = Date.now();
    balancer.timer = setInterval(() => {
      const now = Date.now();
      balancer.send((now - last) / 1000);
      last = now;
    }, TICK_MS);
    return balancer;
  }

  /** From now on requests come in at this namespace's Ingress. */
  open(namespace: string, route: Route): void {
    this.routes.set(namespace, route);
  }

  /** How the shares of the versions changed, oldest first. */
  changesOf(namespace: string): readonly ShareChange[] {
    return this.changes.get(namespace) ?? [];
  }

  /** What `/metrics` of every pod says, with the labels that its PodMonitor gives. */
  metrics(): string {
    const all = [...this.pods.values()].flatMap(pods => [...pods.values()]);
    const own = all.map(({ exposition, answers }) => exposition?.text(answers) ?? '');
    return [...own, ...this.others.map(text => text())].join('');
  }

  /** A pod that is in no cluster, and answers so many requests a second from now on. */
  shows(target: Target, metrics: RequestMetrics, perSecond: Answers): void {
    const [exposition, since] = [new Exposition(target, metrics), Date.now()];
    this.others.push(() => {
      const seconds = (Date.now() - since) / 1000;
      const { good, failed, slow } = perSecond;
      return exposition.text({ good: good * seconds, failed: failed * seconds, slow: slow * seconds });
    });
  }

  /** @throws Error when a watch missed something */
  stop(): void {
    clearInterval(this.timer);
    for (const watch of this.watches) watch.stop();
  }

  private notePod({ type, object: { metadata, spec, status } }: WatchEvent<LiveObject>): void {
    const { namespace = '', name, labels = {} } = metadata;
    const pods = this.pods.get(namespace) ?? new Map<string, Pod>();
    this.pods.set(namespace, pods);
    const hash = labels[HASH];
    if (type === 'DELETED' || hash === undefined) return void pods.delete(name);
    const { containers } = spec as { containers: readonly { image: string }[] };
    const { conditions = [] } = (status ?? {}) as { conditions?: readonly { type: string; status: string }[] };
    const leaves = (metadata as { deletionTimestamp?: string }).deletionTimestamp !== undefined;
    const ready = !leaves && conditions.some(each => each.type === 'Ready' && each.status === 'True');
    const answers = pods.get(name)?.answers ?? { good: 0, failed: 0, slow: 0 };
    const exposition = pods.get(name)?.exposition ?? this.expositionOf(namespace, name, hash);
    pods.set(name, { hash, version: containers[0]?.image ?? '', ready, answers, exposition });
  }

  private expositionOf(namespace: string, pod: string, hash: string): Exposition | undefined {
    const route = this.routes.get(namespace);
    if (route === undefined) return undefined;
    return new Exposition({ namespace, job: route.job, pod, rollouts_pod_template_hash: hash }, route.metrics);
  }

  private noteService({ type, object: { metadata, spec } }: WatchEvent<LiveObject>): void {
    const { selector = {} } = (spec ?? {}) as { selector?: Record<string, string> };
    const key = `${metadata.namespace}/${metadata.name}`;
    if (type === 'DELETED') this.selectors.delete(key);
    else this.selectors.set(key, selector[HASH]);
  }

  private noteIngress({ object: { metadata } }: WatchEvent<LiveObject>): void {
    const { namespace = '', annotations = {} } = metadata;
    const action = annotations[`alb.ingress.kubernetes.io/actions.${this.routes.get(namespace)?.rootService}`];
    if (action === undefined) return;
    const { ForwardConfig } = JSON.parse(action) as {
      ForwardConfig: { TargetGroups: readonly { ServiceName: string; Weight?: number }[] };
    };
    this.targets.set(
      namespace,
      ForwardConfig.TargetGroups.map(({ ServiceName, Weight = 0 }) => ({ service: ServiceName, weight: Weight })),
    );
  }

  private look(namespace: string): void {
    if (!this.routes.has(namespace)) return;
    const shares = this.sharesOf(namespace);
    const changes = this.changes.get(namespace) ?? [];
    if (JSON.stringify(changes.at(-1)?.shares) === JSON.stringify(shares)) return;
    this.changes.set(namespace, [...changes, { at: Date.now(), shares }]);
  }

  /** Share of each version in per cent, by its hash. */
  private sharesOf(namespace: string): Shares {
    const shares: Record<string, number> = {};
    for (const { service, weight } of this.targets.get(namespace) ?? []) {
      const hash = this.selectors.get(`${namespace}/${service}`);
      if (hash !== undefined && weight > 0) shares[hash] = (shares[hash] ?? 0) + weight;
    }
    return shares;
  }

  private send(seconds: number): void {
    for (const [namespace, route] of this.routes)
      for (const [hash, share] of Object.entries(this.sharesOf(namespace))) {
        const pods = [...(this.pods.get(namespace)?.values() ?? [])];
        const ready = pods.filter(pod => pod.ready && pod.hash === hash);
        this.noteLost(`${namespace}/${hash}`, route, ready.length === 0);
        const [first] = ready;
        if (first === undefined) continue;
        const requests = (route.requestsPerSecond * seconds * share) / 100 / ready.length;
        const { errors, slow } = route.behave(first.version, share);
        for (const { answers } of ready) {
          answers.failed += requests * errors;
          answers.good += requests * (1 - errors);
          answers.slow += requests * slow;
        }
      }
  }

  private noteLost(version: string, route: Route, empty: boolean): void {
    const ticks = empty ? (this.emptyTicks.get(version) ?? 0) + 1 : 0;
    this.emptyTicks.set(version, ticks);
    if (ticks > LOST_AFTER_TICKS) route.lost = true;
  }
}
