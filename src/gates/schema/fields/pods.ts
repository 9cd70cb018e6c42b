import type { KubeObject } from '../../../model';
import { isRecord, recordsIn, valueAt, type Step } from '../json-path';

/** A pod's specification inside an object. */
export interface PodSpecAt {
  /** Steps to the specification. */
  readonly steps: readonly Step[];
  readonly spec: Readonly<Record<string, unknown>>;
  /** Whether the pods run until they end (`job`), until they are stopped (`service`), or stand alone (`pod`). */
  readonly runs: 'service' | 'job' | 'pod';
}

/** A container inside a pod's specification. */
export interface ContainerAt {
  readonly steps: readonly Step[];
  readonly container: Readonly<Record<string, unknown>>;
  readonly list: 'containers' | 'initContainers' | 'ephemeralContainers';
}

const places: Readonly<Record<string, readonly [PodSpecAt['runs'], ...Step[]]>> = {
  Pod: ['pod', 'spec'],
  Deployment: ['service', 'spec', 'template', 'spec'],
  ReplicaSet: ['service', 'spec', 'template', 'spec'],
  StatefulSet: ['service', 'spec', 'template', 'spec'],
  DaemonSet: ['service', 'spec', 'template', 'spec'],
  Rollout: ['service', 'spec', 'template', 'spec'],
  Job: ['job', 'spec', 'template', 'spec'],
  CronJob: ['job', 'spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ScaledJob: ['job', 'spec', 'jobTargetRef', 'template', 'spec'],
};
const groups = new Set(['', 'apps', 'batch', 'argoproj.io', 'keda.sh']);

/** Jobs that an AnalysisTemplate (or a cluster-wide one) runs as measurements. */
function measuringJobs(object: KubeObject): readonly PodSpecAt[] {
  return recordsIn(valueAt(object, ['spec', 'metrics'])).flatMap(([index]) => {
    const steps = ['spec', 'metrics', index, 'provider', 'job', 'spec', 'template', 'spec'];
    const spec = valueAt(object, steps);
    return isRecord(spec) ? [{ steps, spec, runs: 'job' as const }] : [];
  });
}

/** Every pod's specification in an object: of a workload, a job, an analysis. */
export function podSpecsOf(object: KubeObject): readonly PodSpecAt[] {
  const group = object.apiVersion.includes('/') ? object.apiVersion.slice(0, object.apiVersion.indexOf('/')) : '';
  if (!groups.has(group)) return [];
  if (object.kind.endsWith('AnalysisTemplate')) return measuringJobs(object);
  const place = Object.hasOwn(places, object.kind) ? places[object.kind] : undefined;
  if (place === undefined) return [];
  const [runs, ...steps] = place;
  const spec = valueAt(object, steps);
  return isRecord(spec) ? [{ steps, spec, runs }] : [];
}

/** Every container of a pod, init containers first. */
export function containersOf(pod: PodSpecAt): readonly ContainerAt[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap(list =>
    recordsIn(pod.spec[list]).map(([index, container]) => ({ steps: [...pod.steps, list, index], container, list })),
  );
}
