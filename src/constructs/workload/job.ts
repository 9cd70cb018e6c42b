import type { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { postSyncHook, wave } from '../structure';
import { priorityClassName } from '../tenancy';
import { contentHash } from './content-hash';
import { container, podTemplate } from './pod-template';
import { Workload, type WorkloadProps } from './workload';

/**
 * When a Job runs. `per-content`: once for each content, before the services of its Application; its name carries a
 * hash, because Job templates are immutable, and the one before is pruned. `after-sync`: after every sync that
 * changed something, as a hook; when it fails, the sync fails. `on-demand`: when a person starts it, with
 * `kubectl create job --from=cronjob/<name>` or Argo CD's action `create-job`: a CronJob that is suspended for ever.
 */
export type JobRun = 'per-content' | 'after-sync' | 'on-demand';

export interface JobProps extends WorkloadProps {
  readonly run: JobRun;
  readonly command: readonly string[];
  /** Time after which the Job fails. A Job without one could hold a sync for ever. */
  readonly deadline: Duration;
  /** Pods that may fail before the Job does. @default 3 */
  readonly retries?: number;
}

/** Work that ends: with a deadline, an identity and a NetworkPolicy of its own. */
export class Job extends Workload {
  constructor(scope: Construct, name: string, props: JobProps) {
    super(scope, name, props, { runs: 'job', mostPods: 1, ports: [], openTo: [] });
    const metadata = { namespace: props.namespace, labels: this.selector };
    const spec = this.spec(props);
    switch (props.run) {
      case 'per-content': {
        const hash = contentHash([spec, props.config?.data]);
        new k8s.KubeJob(this, 'job', {
          metadata: { ...metadata, name: `${name}-${hash}`, annotations: wave('init') },
          spec,
        });
        break;
      }
      case 'after-sync':
        new k8s.KubeJob(this, 'job', { metadata: { ...metadata, name, annotations: postSyncHook() }, spec });
        break;
      case 'on-demand':
        this.suspended({ ...metadata, name, annotations: wave('services') }, spec);
        break;
    }
  }

  private suspended(metadata: k8s.ObjectMeta, jobTemplateSpec: k8s.JobSpec): void {
    new k8s.KubeCronJob(this, 'job', {
      metadata,
      spec: {
        suspend: true,
        // Never reached while suspended, but the field is required.
        schedule: '0 0 1 1 *',
        concurrencyPolicy: 'Forbid',
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: { metadata: { labels: { ...this.selector } }, spec: jobTemplateSpec },
      },
    });
  }

  private spec(props: JobProps): k8s.JobSpec {
    const { image, command, size, writable, files, user, config, secrets = [] } = props;
    const folders = { ...(writable && { writable }), ...(files && { files }) };
    const main = container({
      name: this.name,
      image,
      command,
      size,
      ...(config && { configMaps: [config.name] }),
      secrets: secrets.map(secret => secret.name),
      ...folders,
    });
    return {
      backoffLimit: props.retries ?? 3,
      activeDeadlineSeconds: props.deadline.toSeconds(),
      template: podTemplate({
        labels: this.selector,
        serviceAccount: this.name,
        priorityClass: priorityClassName(this, 'job'),
        user,
        containers: [main],
        restartPolicy: 'Never',
        ...folders,
      }),
    };
  }
}
