import type { KubeObject, Model } from '../../model';
import { environmentsOf, remembered, type EnvironmentObjects } from '../reference/environment-objects';
import { isRecord, valueAt } from '../schema/json-path';

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
const CONTROLLERS = ['apps/Deployment', 'argoproj.io/Rollout', 'apps/StatefulSet', 'batch/Job', 'batch/CronJob'];

/** How many pods the objects of one environment let each workload have. */
export class Scales {
  private readonly autoscalers = new Map<string, Autoscaled>();

  constructor(private readonly objects: EnvironmentObjects | undefined) {
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
    if (controller === undefined) return workload.mostPods;
    const replicas = this.autoscaled(workload)?.max ?? replicasOf(controller);
    return Math.max(workload.mostPods, replicas + surgeOf(controller, replicas));
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
export const scalesOf = remembered((model: Model): ReadonlyMap<string, Scales> => {
  const environments = environmentsOf(model).flatMap(environment =>
    environment.manifests.slice(0, 1).map(first => [first.environment, new Scales(environment)] as const),
  );
  const empty = model.environments.map(({ name }) => [name, new Scales(undefined)] as const);
  return new Map([...empty, ...environments]);
});
