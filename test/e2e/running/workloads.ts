import type { KubeObject } from '../../../src/model';
import { referencesOf, type ReferringPod } from '../../../src/proving-ground/kwok/missing-references';
import type { CommittedObject } from '../committed-objects';

export interface Template {
  readonly metadata?: { readonly labels?: Record<string, string>; readonly annotations?: Record<string, string> };
  readonly spec: ReferringPod;
}

/** A Deployment or a StatefulSet. */
export type Service = KubeObject & {
  readonly spec: { readonly replicas?: number; readonly template: Template };
};

export type Job = KubeObject & { readonly spec: { readonly template: Template } };

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
    services: all('apps', 'Deployment', 'StatefulSet'),
    jobs: jobs.filter(job => !isHook(job)),
    hooks: jobs.filter(isHook),
    cronJobs: all('batch', 'CronJob'),
    autoscalers: all('autoscaling', 'HorizontalPodAutoscaler'),
    budgets: all('policy', 'PodDisruptionBudget'),
  };
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
  const { template, ...rest } = 'jobTemplate' in source.spec ? source.spec.jobTemplate.spec : source.spec;
  const annotations = { ...template.metadata?.annotations, ...(outcome ? { 'garam.dev/outcome': outcome } : {}) };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `${source.metadata.name}-${suffix}`, namespace: source.metadata.namespace },
    spec: { ...rest, template: { ...template, metadata: { ...template.metadata, annotations } } },
  } as KubeObject;
}
