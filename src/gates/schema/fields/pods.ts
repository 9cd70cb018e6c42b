import type { KubeObject } from '../../../model';
import { groupOf } from '../../identity/group-kind';
import { workloadKindOf, type WorkloadKind } from '../../identity/workload-kinds';
import { isRecord, recordsIn, valueAt, type Step } from '../json-path';

/** A pod's specification inside an object. */
export interface PodSpecAt {
  /** Steps to the specification. */
  readonly steps: readonly Step[];
  readonly spec: Readonly<Record<string, unknown>>;
  /** Whether the pods run until they end (`job`), until they are stopped (`service`), or stand alone (`pod`). */
  readonly runs: WorkloadKind['runs'];
}

/** A container inside a pod's specification. */
export interface ContainerAt {
  readonly steps: readonly Step[];
  readonly container: Readonly<Record<string, unknown>>;
  readonly list: 'containers' | 'initContainers' | 'ephemeralContainers';
}

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
  const workload = workloadKindOf(object);
  if (workload === undefined) {
    const measures = object.kind.endsWith('AnalysisTemplate') && groupOf(object) === 'argoproj.io';
    return measures ? measuringJobs(object) : [];
  }
  const spec = valueAt(object, workload.pod);
  return isRecord(spec) ? [{ steps: workload.pod, spec, runs: workload.runs }] : [];
}

/** Every container of a pod, init containers first. */
export function containersOf(pod: PodSpecAt): readonly ContainerAt[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap(list =>
    recordsIn(pod.spec[list]).map(([index, container]) => ({ steps: [...pod.steps, list, index], container, list })),
  );
}
