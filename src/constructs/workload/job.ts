import type { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { NodePool } from '../../model';
import { WatchedJob, type JudgedJob } from '../monitoring';
import { CheckAnalysis } from '../release';
import { Place, postSyncHook, replacedOnChange, System, wave } from '../structure';
import { priorityClassName } from '../tenancy';
import { contentHash } from './content-hash';
import { ofNode, WHATEVER_TAINTS, type NodeFolder } from './node-agent';
import { configHash, container, contentOf, podTemplate, type ContainerProps } from './pod-template';
import { largest } from './size';
import { foldersOf, processOf, Workload, type WorkloadProps } from './workload';

/** A Job that runs at set times. */
export interface ScheduledRun {
  readonly type: 'scheduled';
  /** Cron schedule (`0 3 * * 0`). */
  readonly schedule: string;
  /** Time zone of the schedule, an IANA name. */
  readonly timeZone: string;
  /** Time within which a missed start is made up for. */
  readonly startWithin: Duration;
}

/**
 * When a Job runs. `per-content`: once for each content, before the services of its Application; its name carries a
 * hash, because Job templates are immutable, and the one before is pruned. `on-change`: the same under a name that
 * stays, because a document names it: Argo CD replaces the Job when its content changed, and only then. `after-sync`:
 * after every sync that changed something, as a hook; when it fails, the sync fails. `on-demand`: when a person starts
 * it, with `kubectl create job --from=cronjob/<name>` or Argo CD's action `create-job`: a CronJob that is suspended
 * for ever. `in-release`: as a step of a weighted release, by the Rollouts controller; when it fails, the release goes
 * back.
 */
export type JobRun = 'per-content' | 'on-change' | 'after-sync' | 'on-demand' | 'in-release' | ScheduledRun;

/** What a step sees of the node that its pod got, its processes among it. */
export interface NodeSight {
  /** Folders and files of the node, to read and never to write. */
  readonly folders: readonly (string | NodeFolder)[];
  /** Why it has to be root, which is a typed exception: root without any capability. */
  readonly root: string;
}

/** A container that runs to its end before the Job's own starts, with the same environment and folders. */
export interface JobStep extends Pick<ContainerProps, 'name' | 'image' | 'command' | 'size'> {
  /** @default nothing */
  readonly sees?: NodeSight;
}

export interface JobProps extends WorkloadProps {
  readonly run: JobRun;
  readonly command: readonly string[];
  /** Time after which the Job fails. A Job without one could hold a sync for ever. */
  readonly deadline: Duration;
  /** Pods that may fail before the Job does. @default 3 */
  readonly retries?: number;
  /** What runs first, in this order. @default nothing */
  readonly first?: readonly JobStep[];
  /** Name of the container. @default the Job's */
  readonly containerName?: string;
  /** Pool whose nodes it runs on, whatever their taints. @default where systems' pods run */
  readonly pool?: Pick<NodePool, 'labels'>;
  /** Order within the wave of initialisation: a Job waits for those before it. @default 0 */
  readonly position?: number;
}

/**
 * Work that ends: with a deadline, an identity and a NetworkPolicy of its own. Where somebody watches, he is told when a
 * Job fails that Argo CD started.
 */
export class Job extends Workload {
  constructor(scope: Construct, name: string, props: JobProps) {
    const size = largest([props.size, ...(props.first ?? []).map(step => step.size)]);
    super(scope, name, { ...props, size }, { runs: 'job', mostPods: 1, ports: [], openTo: [] });
    for (const { sees } of props.first ?? []) if (sees) this.declareRoot(props, sees);
    const spec = this.spec(props);
    if (typeof props.run === 'object') this.scheduled(props, props.run, spec);
    else this.run(props, props.run, spec);
  }

  private run(props: JobProps, run: Exclude<JobRun, ScheduledRun>, spec: k8s.JobSpec): void {
    const { name } = this;
    const metadata = { name, namespace: props.namespace, labels: this.selector };
    const init = wave('init', props.position);
    switch (run) {
      case 'per-content': {
        const job = `${name}-${contentHash([spec, ...contentOf(props)])}`;
        new k8s.KubeJob(this, 'job', { metadata: { ...metadata, name: job, annotations: init }, spec });
        return this.tell(props, job);
      }
      case 'on-change':
        new k8s.KubeJob(this, 'job', {
          metadata: { ...metadata, annotations: { ...init, ...replacedOnChange() } },
          spec,
        });
        return this.tell(props, name);
      case 'after-sync':
        new k8s.KubeJob(this, 'job', { metadata: { ...metadata, annotations: postSyncHook() }, spec });
        return this.tell(props, name);
      case 'on-demand':
        // The schedule is never reached while suspended, but the field is required.
        this.cronJob(props, { suspend: true, schedule: '0 0 1 1 *' }, spec);
        return;
      case 'in-release':
        new CheckAnalysis(this, 'analysis', { name, namespace: props.namespace, labels: this.selector, job: spec });
    }
  }

  /** Who starts one by hand looks at it, and a release that a Job fails goes back: neither is told. */
  private tell({ namespace, databases = [] }: JobProps, job: string): void {
    if (Place.of(this).watchedBy === undefined) return;
    const { name } = this;
    // What opens a database before the services start brings its schema or its data.
    const brings: JudgedJob['brings'] = databases.length > 0 ? 'data' : 'other';
    new WatchedJob(System.of(this).monitoring, `${namespace}-${name}`, { name, namespace, job, brings });
  }

  private scheduled(props: JobProps, { schedule, timeZone, startWithin }: ScheduledRun, spec: k8s.JobSpec): void {
    this.cronJob(props, { schedule, timeZone, startingDeadlineSeconds: startWithin.toSeconds() }, spec);
  }

  private cronJob(
    { namespace, claims }: JobProps,
    when: Pick<k8s.CronJobSpec, 'suspend' | 'schedule' | 'timeZone' | 'startingDeadlineSeconds'>,
    jobTemplateSpec: k8s.JobSpec,
  ): void {
    // A claim that is bound for its first pod alone stays Pending until the first run: nothing may wait behind it.
    const annotations = wave(claims ? 'releases' : 'services');
    new k8s.KubeCronJob(this, 'job', {
      metadata: { name: this.name, namespace, labels: this.selector, annotations },
      spec: {
        ...when,
        concurrencyPolicy: 'Forbid',
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: { metadata: { labels: { ...this.selector } }, spec: jobTemplateSpec },
      },
    });
  }

  private spec(props: JobProps): k8s.JobSpec {
    const shared = processOf(props);
    const folders = foldersOf(props);
    const main = container({ ...shared, name: props.containerName ?? this.name, command: props.command });
    const first = (props.first ?? []).map(({ sees, ...step }) => seeing(sees, container({ ...shared, ...step })));
    const annotations = props.run === 'on-change' ? configHash(props) : undefined;
    const template = podTemplate({
      labels: this.podLabels,
      ...(annotations && { annotations }),
      serviceAccount: this.name,
      priorityClass: priorityClassName(this, 'job'),
      user: props.user,
      ...(first.length > 0 && { initContainers: first }),
      containers: [main],
      restartPolicy: 'Never',
      ...(props.pool ? { nodeSelector: { ...props.pool.labels } } : this.nodes),
      ...folders,
    });
    return {
      backoffLimit: props.retries ?? 3,
      activeDeadlineSeconds: props.deadline.toSeconds(),
      template: onNode(props, template),
    };
  }

  private declareRoot({ namespace, run }: JobProps, { root }: NodeSight): void {
    const kind = run === 'on-demand' || typeof run === 'object' ? 'CronJob' : 'Job';
    this.declare({
      type: 'exception',
      rule: 'no-root-user',
      object: `${kind}/${namespace}/${this.name}`,
      reason: root,
      owner: 'platform team',
      reviewBy: '2027-05-31',
    });
  }
}

/** The container as root without capabilities, with the folders that it sees. */
function seeing(sees: NodeSight | undefined, made: k8s.Container): k8s.Container {
  if (sees === undefined) return made;
  return {
    ...made,
    securityContext: { ...made.securityContext, runAsNonRoot: false, runAsUser: 0, runAsGroup: 0 },
    volumeMounts: [...(made.volumeMounts ?? []), ...ofNode(sees.folders).mounts],
  };
}

/** The pod with what its steps see of the node, and where it puts up with whatever keeps others away from its pool. */
function onNode({ first = [], pool }: JobProps, { spec, ...made }: k8s.PodTemplateSpec): k8s.PodTemplateSpec {
  const seen = first.flatMap(({ sees }) => (sees ? ofNode(sees.folders).volumes : []));
  const pod = spec as k8s.PodSpec;
  return {
    ...made,
    spec: {
      ...pod,
      ...(seen.length > 0 && { hostPid: true, volumes: [...(pod.volumes ?? []), ...seen] }),
      ...(pool && { tolerations: [...WHATEVER_TAINTS.tolerations] }),
    },
  };
}
