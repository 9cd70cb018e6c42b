import type { KubeObject, Model, NodePool } from '../../model';
import { factValue } from '../../objects/fact-value';
import { WORKLOAD_KINDS } from '../identity/workload-kinds';
import { environmentsOf, type EnvironmentObjects } from '../reference/environment-objects';
import { once } from '../pod/once';
import { isRecord, valueAt } from '../schema/json-path';
import { placementOf } from './placement';

/** Bounds between which an autoscaler keeps a workload. */
export interface Autoscaled {
  readonly by: 'HorizontalPodAutoscaler' | 'ScaledObject';
  readonly min: number;
  readonly max: number;
}

/** Name and namespace of a workload. */
export interface WorkloadName {
  readonly name: string;
  readonly namespace: string;
}

/** KEDA's own figure where a ScaledObject states none. */
const KEDA_MOST = 100;
/** Kinds that say how many pods they make; a DaemonSet leaves it to the nodes. */
const CONTROLLERS = [...WORKLOAD_KINDS]
  .filter(([, { replicated, runs }]) => replicated || runs === 'job')
  .map(([kind]) => kind);

/** How many pods the objects of one environment let each workload have. */
export class Scales {
  private readonly autoscalers = new Map<string, Autoscaled>();

  /**
   * @param objects of one environment
   * @param pools its nodes, each of which has a pod of every DaemonSet that it takes
   */
  constructor(
    private readonly objects: EnvironmentObjects | undefined,
    private readonly pools: readonly NodePool[] = [],
  ) {
    for (const { object } of objects?.all('autoscaling/HorizontalPodAutoscaler') ?? []) {
      const { minReplicas, maxReplicas } = specOf(object);
      this.add(object, { by: 'HorizontalPodAutoscaler', min: whole(minReplicas, 1), max: whole(maxReplicas, 1) });
    }
    for (const { object } of objects?.all('keda.sh/ScaledObject') ?? []) {
      const { minReplicaCount, maxReplicaCount } = specOf(object);
      this.add(object, { by: 'ScaledObject', min: whole(minReplicaCount, 0), max: whole(maxReplicaCount, KEDA_MOST) });
    }
  }

  private add(object: KubeObject, bounds: Autoscaled): void {
    this.autoscalers.set(key({ name: targetOf(object), namespace: object.metadata.namespace ?? '' }), bounds);
  }

  /** The workload's autoscaler; undefined where git sets the number of pods. */
  autoscaled(workload: WorkloadName): Autoscaled | undefined {
    return this.autoscalers.get(key(workload));
  }

  /** Pods that run when all is well, without load; undefined where no object says so. */
  fewest(workload: WorkloadName): number | undefined {
    const controller = this.controllerOf(workload);
    return this.autoscaled(workload)?.min ?? (controller && whole(specOf(controller).replicas, 1));
  }

  /** Most pods that ever exist at the same time: what is declared, or what the objects allow where that is more. */
  most(workload: WorkloadName & { readonly mostPods: number }): number {
    const controller = this.controllerOf(workload);
    if (controller === undefined) return Math.max(workload.mostPods, this.nodesOf(workload));
    const replicas = this.autoscaled(workload)?.max ?? replicasOf(controller);
    return Math.max(workload.mostPods, replicas + surgeOf(controller, replicas));
  }

  /** Nodes that get a pod of the workload's DaemonSet, at their most; 0 where it has none. */
  private nodesOf({ name, namespace }: WorkloadName): number {
    const found = this.objects?.find('apps/DaemonSet', namespace, name);
    const pod = valueAt(found?.object, ['spec', 'template', 'spec']);
    if (found === undefined || !isRecord(pod)) return 0;
    const { accepts } = placementOf(found.object, pod);
    const taking = this.pools.filter(pool => accepts(pool, factValue(pool.zones)[0] ?? ''));
    return taking.reduce((sum, pool) => sum + factValue(pool.nodes).max, 0);
  }

  private controllerOf({ name, namespace }: WorkloadName): KubeObject | undefined {
    for (const kind of CONTROLLERS) {
      const found = this.objects?.find(kind, namespace, name);
      if (found !== undefined) return found.object;
    }
    return undefined;
  }
}

function replicasOf(controller: KubeObject): number {
  const spec = specOf(controller);
  if (controller.kind === 'Job') return whole(spec.parallelism, 1);
  if (controller.kind === 'CronJob') return whole(valueAt(spec, ['jobTemplate', 'spec', 'parallelism']), 1);
  return whole(spec.replicas, 1);
}

/** Pods beside the replicas while a new version comes: a blue-green release runs twice, and so may weighted traffic. */
function surgeOf(controller: KubeObject, replicas: number): number {
  const strategy = valueAt(controller, ['spec', 'strategy']);
  if (controller.kind === 'Deployment') {
    if (valueAt(strategy, ['type']) === 'Recreate') return 0;
    return share(valueAt(strategy, ['rollingUpdate', 'maxSurge']), replicas);
  }
  if (controller.kind !== 'Rollout') return 0;
  const canary = valueAt(strategy, ['canary']);
  if (!isRecord(canary) || isRecord(canary.trafficRouting)) return replicas;
  return share(canary.maxSurge, replicas);
}

/** A number of pods, or a percentage of them rounded up; Kubernetes' default is 25 %. */
function share(value: unknown, replicas: number): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(typeof value === 'string' ? value : '25%');
  return percent === null ? 0 : Math.ceil((Number(percent[1]) * replicas) / 100);
}

function targetOf(object: KubeObject): string {
  return String(valueAt(object, ['spec', 'scaleTargetRef', 'name']));
}

function specOf(object: KubeObject): Readonly<Record<string, unknown>> {
  return isRecord(object.spec) ? object.spec : {};
}

function whole(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : otherwise;
}

function key({ name, namespace }: WorkloadName): string {
  return `${namespace} ${name}`;
}

/** The scales of each environment of a model, by the environment's name. */
export const scalesOf = once((model: Model): ReadonlyMap<string, Scales> => {
  const environments = environmentsOf(model).flatMap(environment =>
    environment.manifests
      .slice(0, 1)
      .map(first => [first.environment, new Scales(environment, environment.facts?.cluster.pools)] as const),
  );
  const empty = model.environments.map(({ name }) => [name, new Scales(undefined)] as const);
  return new Map([...empty, ...environments]);
});
