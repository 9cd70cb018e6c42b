import type { KubeObject } from '../../model';
import { groupKindOf } from './group-kind';

/** What a kind that makes pods is like. */
export interface WorkloadKind {
  /** Steps to the specification of its pods. */
  readonly pod: readonly string[];
  /** Whether the pods run until they end (`job`), until they are stopped (`service`), or stand alone (`pod`). */
  readonly runs: 'service' | 'job' | 'pod';
  /** Whether it finds its pods by `spec.selector`, and so would take another's, and lose its own where that changes. */
  readonly selects: boolean;
  /** Whether `spec.replicas`, or an autoscaler in its stead, says how many there are. */
  readonly replicated: boolean;
  /** Label by which its controller tells the pods of versions apart. @default none */
  readonly version?: string;
}

const TEMPLATE = ['spec', 'template', 'spec'];
const service = { pod: TEMPLATE, runs: 'service', selects: true } as const;
const job = { runs: 'job', selects: false, replicated: false } as const;

/**
 * Every kind that makes pods, by group and kind: the one list that rules ask. What is in it is judged as a workload
 * everywhere, a Rollout like a Deployment.
 */
export const WORKLOAD_KINDS: ReadonlyMap<string, WorkloadKind> = new Map(
  Object.entries<WorkloadKind>({
    'apps/Deployment': { ...service, replicated: true, version: 'pod-template-hash' },
    'argoproj.io/Rollout': { ...service, replicated: true, version: 'rollouts-pod-template-hash' },
    'apps/StatefulSet': { ...service, replicated: true, version: 'controller-revision-hash' },
    'apps/ReplicaSet': { ...service, replicated: true },
    'apps/DaemonSet': { ...service, replicated: false, version: 'controller-revision-hash' },
    'batch/Job': { ...job, pod: TEMPLATE },
    'batch/CronJob': { ...job, pod: ['spec', 'jobTemplate', 'spec', 'template', 'spec'] },
    'keda.sh/ScaledJob': { ...job, pod: ['spec', 'jobTargetRef', 'template', 'spec'] },
    Pod: { pod: ['spec'], runs: 'pod', selects: false, replicated: false },
  }),
);

/** What the kind of an object that makes pods is like; undefined where the object makes none by itself. */
export function workloadKindOf(object: Pick<KubeObject, 'apiVersion' | 'kind'>): WorkloadKind | undefined {
  return WORKLOAD_KINDS.get(groupKindOf(object));
}
