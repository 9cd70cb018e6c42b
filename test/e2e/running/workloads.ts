import type { KubeObject } from '../../../src/model';
import { referencesOf, type ReferringPod } from '../../../src/proving-ground/kwok/missing-references';
import type { CommittedObject } from '../committed-objects';

export interface Template {
  readonly metadata?: { readonly labels?: Record<string, string>; readonly annotations?: Record<string, string> };
  readonly spec: ReferringPod;
}

/** A Deployment, a StatefulSet, or a Rollout, which is a Deployment until its pods change. */
export type Service = KubeObject & {
  readonly spec: { readonly replicas?: number; readonly template: Template };
};

export type Job = KubeObject & {
  readonly spec: { readonly template: Template; readonly activeDeadlineSeconds?: number };
};

export type CronJob = KubeObject & {
  readonly spec: { readonly suspend?: boolean; readonly jobTemplate: { readonly spec: Job['spec'] } };
};

export type Autoscaler = KubeObject & {
  readonly spec: {
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly scaleTargetRef: { readonly kind: string; readonly name: string };
  };
};

/** Says how many pods there are through KEDA; its autoscaler is the operator's own. */
type ScaledObject = KubeObject & {
  readonly spec: {
    readonly minReplicaCount?: number;
    readonly maxReplicaCount?: number;
    readonly scaleTargetRef: { readonly kind?: string; readonly name: string };
  };
};

export type Budget = KubeObject & {
  readonly spec: {
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
  };
};

/** What of dist/ runs, and what watches over it. */
export interface Workloads {
  readonly services: readonly Service[];
  /** Jobs that are synced like any object. */
  readonly jobs: readonly Job[];
  /** Jobs that Argo CD creates around a sync. */
  readonly hooks: readonly Job[];
  readonly cronJobs: readonly CronJob[];
  /** Of Kubernetes and of KEDA, which is within working hours here. */
  readonly autoscalers: readonly Autoscaler[];
  readonly budgets: readonly Budget[];
}

export function workloadsOf(objects: readonly CommittedObject[]): Workloads {
  const all = <T extends KubeObject>(group: string, ...kinds: string[]): readonly T[] =>
    objects
      .map(({ object }) => object as T)
      .filter(({ apiVersion, kind }) => apiVersion.startsWith(`${group}/`) && kinds.includes(kind));
  const jobs = all<Job>('batch', 'Job');
  return {
    services: [...all<Service>('apps', 'Deployment', 'StatefulSet'), ...all<Service>('argoproj.io', 'Rollout')],
    jobs: jobs.filter(job => !isHook(job)),
    hooks: jobs.filter(isHook),
    cronJobs: all('batch', 'CronJob'),
    autoscalers: [
      ...all<Autoscaler>('autoscaling', 'HorizontalPodAutoscaler'),
      ...all<ScaledObject>('keda.sh', 'ScaledObject').map(asAutoscaler),
    ],
    budgets: all('policy', 'PodDisruptionBudget'),
  };
}

/** KEDA's own defaults (https://keda.sh/docs/2.20/reference/scaledobject-spec/); its autoscaler has one pod at least. */
function asAutoscaler(scaled: ScaledObject): Autoscaler {
  const { minReplicaCount = 0, maxReplicaCount = 100, scaleTargetRef } = scaled.spec;
  const spec = {
    minReplicas: Math.max(1, minReplicaCount),
    maxReplicas: maxReplicaCount,
    scaleTargetRef: { kind: 'Deployment', ...scaleTargetRef },
  };
  return { ...scaled, spec };
}

export function isHook({ metadata }: KubeObject): boolean {
  return metadata.annotations?.['argocd.argoproj.io/hook'] !== undefined;
}

export function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.name}`;
}

/** How many pods of a service there are at the fewest and at the most. */
export function replicasOf(service: Service, { autoscalers }: Workloads, size: 'min' | 'max'): number {
  const autoscaler = autoscalers.find(
    ({ metadata, spec: { scaleTargetRef } }) =>
      metadata.namespace === service.metadata.namespace &&
      scaleTargetRef.kind === service.kind &&
      scaleTargetRef.name === service.metadata.name,
  );
  if (autoscaler === undefined) return service.spec.replicas ?? 1;
  return size === 'min' ? autoscaler.spec.minReplicas : autoscaler.spec.maxReplicas;
}

/** Names of the Secrets that pods of a template cannot start without. */
export function secretsOf({ spec }: Template): readonly string[] {
  const names = referencesOf(spec).flatMap(({ kind, name }) => (kind === 'Secret' ? [name] : []));
  return [...new Set(names)];
}

/** A Job of its own from a Job's or a CronJob's template: `suffix` makes its name, `outcome` steers the stand-in. */
export function jobFrom(source: Job | CronJob, suffix: string, outcome?: 'hang'): KubeObject {
  const { template, activeDeadlineSeconds, ...rest } =
    'jobTemplate' in source.spec ? source.spec.jobTemplate.spec : source.spec;
  // What hangs until everything beside it runs would be ended by its deadline where that takes long.
  const deadline = outcome === 'hang' || activeDeadlineSeconds === undefined ? {} : { activeDeadlineSeconds };
  const annotations = { ...template.metadata?.annotations, ...(outcome ? { 'garam.dev/outcome': outcome } : {}) };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `${source.metadata.name}-${suffix}`, namespace: source.metadata.namespace },
    spec: { ...rest, ...deadline, template: { ...template, metadata: { ...template.metadata, annotations } } },
  } as KubeObject;
}
