import type { Manifest, Model } from '../../model';
import { workloadKindOf } from '../identity/workload-kinds';
import { groupOf, namespaceOf, placeKey, podTemplatesOf, type PodTemplate } from '../pod/pod-template';
import { once } from '../pod/once';
import { valueAt, type Step } from '../schema/json-path';

/** Something that sets the number of a workload's pods: a HorizontalPodAutoscaler or KEDA's ScaledObject. */
export interface Autoscaler {
  readonly manifest: Manifest;
  readonly type: 'HorizontalPodAutoscaler' | 'ScaledObject';
  readonly min: number;
  readonly minSteps: readonly Step[];
  readonly max: number;
  readonly maxSteps: readonly Step[];
}

/** Pods that run on and whose number somebody sets. */
export interface Workload {
  readonly manifest: Manifest;
  readonly template: PodTemplate;
  readonly autoscalers: readonly Autoscaler[];
  /** `spec.replicas`; undefined where git does not say. */
  readonly replicas: number | undefined;
  /** Fewest pods that run when all is well. */
  readonly fewest: number;
  /** Most pods that run when all is well, a rollout's surge not counted. */
  readonly most: number;
}

/** Every workload with a number of replicas, and what sets it. */
export const workloadsOf = once((model: Model): readonly Workload[] => {
  const scalers = autoscalersByTarget(model);
  return model.manifests
    .filter(({ object }) => workloadKindOf(object)?.replicated)
    .flatMap(manifest => {
      const [template] = podTemplatesOf(manifest);
      return template === undefined ? [] : [workload(manifest, template, scalers.get(targetKey(manifest)) ?? [])];
    });
});

function workload(manifest: Manifest, template: PodTemplate, autoscalers: readonly Autoscaler[]): Workload {
  const stated = valueAt(manifest.object, ['spec', 'replicas']);
  const replicas = typeof stated === 'number' ? stated : undefined;
  const [scaler] = autoscalers;
  return {
    manifest,
    template,
    autoscalers,
    replicas,
    fewest: scaler?.min ?? replicas ?? 1,
    most: scaler?.max ?? replicas ?? 1,
  };
}

/** Every autoscaler of a model with the key of its target. */
export function autoscalersOf(model: Model): readonly (readonly [string, Autoscaler])[] {
  return model.manifests.flatMap(manifest => {
    const scaler = autoscalerOf(manifest);
    if (scaler === undefined) return [];
    const target = valueAt(manifest.object, ['spec', 'scaleTargetRef']);
    const kind = String(valueAt(target, ['kind']) ?? 'Deployment');
    return [[key(manifest, kind, String(valueAt(target, ['name']))), scaler] as const];
  });
}

function autoscalersByTarget(model: Model): ReadonlyMap<string, readonly Autoscaler[]> {
  const targets = new Map<string, Autoscaler[]>();
  for (const [target, scaler] of autoscalersOf(model)) {
    const list = targets.get(target);
    if (list === undefined) targets.set(target, [scaler]);
    else list.push(scaler);
  }
  return targets;
}

function autoscalerOf(manifest: Manifest): Autoscaler | undefined {
  const { kind } = manifest.object;
  if (kind === 'HorizontalPodAutoscaler' && groupOf(manifest) === 'autoscaling') {
    return autoscaler(manifest, kind, ['minReplicas', 1], ['maxReplicas', 1]);
  }
  if (kind === 'ScaledObject' && groupOf(manifest) === 'keda.sh') {
    return autoscaler(manifest, kind, ['minReplicaCount', 0], ['maxReplicaCount', 100]);
  }
  return undefined;
}

function autoscaler(
  manifest: Manifest,
  type: Autoscaler['type'],
  [minField, least]: readonly [string, number],
  [maxField, greatest]: readonly [string, number],
): Autoscaler {
  const bound = (field: string, usual: number): number => {
    const value = valueAt(manifest.object, ['spec', field]);
    return typeof value === 'number' ? value : usual;
  };
  return {
    manifest,
    type,
    min: bound(minField, least),
    minSteps: ['spec', minField],
    max: bound(maxField, greatest),
    maxSteps: ['spec', maxField],
  };
}

function key(manifest: Manifest, kind: string, name: string): string {
  return `${placeKey(manifest.environment, namespaceOf(manifest))}/${kind}/${name}`;
}

/** A workload as an autoscaler's target. */
export function targetKey(manifest: Manifest): string {
  return key(manifest, manifest.object.kind, manifest.object.metadata.name);
}

/** A number of pods that is stated as such or in percent; undefined where it is neither. */
export function podsOf(value: unknown, of: number, round: (pods: number) => number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : round((Number(percent) * of) / 100);
}
