import type { KubeObject } from '../../../../src/model';
import { argoCd, change, namespaced, type UpgradeCase } from './upgrade-case';

type Fields = Readonly<Record<string, unknown>>;

interface Pods {
  readonly image?: string;
  readonly labels?: Fields;
  readonly restartPolicy?: string;
}

function template(
  app: string,
  { image = 'registry.example.com/web:1.0.0', labels = {}, restartPolicy }: Pods = {},
): Fields {
  return {
    metadata: { labels: { app, ...labels } },
    spec: { containers: [{ name: 'main', image }], ...(restartPolicy !== undefined && { restartPolicy }) },
  };
}

const workload = (kind: string, name: string, spec: Fields = {}, pods: Pods = {}): KubeObject =>
  namespaced('apps/v1', kind, name, {
    spec: { selector: { matchLabels: { app: name } }, template: template(name, pods), ...spec },
  });
const stateful = (name: string, spec: Fields = {}): KubeObject =>
  workload('StatefulSet', name, { serviceName: name, ...spec });
const job = (name: string, spec: Fields = {}, pods: Pods = {}, meta: Fields = {}): KubeObject =>
  namespaced(
    'batch/v1',
    'Job',
    name,
    { spec: { template: template(name, { restartPolicy: 'Never', ...pods }), ...spec } },
    meta,
  );
const claim = (size: string): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } } },
});
const NEW = { image: 'registry.example.com/web:1.0.1' };
const wider = (name: string): Fields => ({
  selector: { matchLabels: { app: name, tier: 'front' } },
  template: template(name, { labels: { tier: 'front' } }),
});
const refused = 'immutable';

/** Workloads: what of them a server lets be changed. */
export const workloadCases: readonly UpgradeCase[] = [
  change(
    'a Deployment gets a new image',
    workload('Deployment', 'deploy-image'),
    workload('Deployment', 'deploy-image', {}, NEW),
    'accepted',
    {
      fates: ['Deployment/deploy-image: changed, pods restart'],
    },
  ),
  change(
    'a Deployment gets another number of replicas',
    workload('Deployment', 'deploy-replicas', { replicas: 1 }),
    workload('Deployment', 'deploy-replicas', { replicas: 2 }),
    'accepted',
    {
      fates: ['Deployment/deploy-replicas: changed'],
    },
  ),
  change(
    'a Deployment selects by one label more',
    workload('Deployment', 'deploy-selector'),
    workload('Deployment', 'deploy-selector', wider('deploy-selector')),
    refused,
    {
      fates: ['Deployment/deploy-selector: refused'],
    },
  ),
  change(
    'a Deployment changes its strategy',
    workload('Deployment', 'deploy-strategy', { strategy: { type: 'Recreate' } }),
    workload('Deployment', 'deploy-strategy', { strategy: { type: 'RollingUpdate' } }),
    'accepted',
  ),
  change(
    'a Deployment stops before it starts, and never stated how it rolled',
    workload('Deployment', 'deploy-recreate'),
    workload('Deployment', 'deploy-recreate', { strategy: { type: 'Recreate' } }),
    refused,
  ),
  change(
    'a Deployment stops before it starts, and had stated half of how it rolled',
    workload('Deployment', 'deploy-half', { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } }),
    workload('Deployment', 'deploy-half', { strategy: { type: 'Recreate' } }),
    'accepted',
  ),
  change(
    'a Deployment stops before it starts, and had stated how it rolled',
    workload('Deployment', 'deploy-whole', {
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    }),
    workload('Deployment', 'deploy-whole', { strategy: { type: 'Recreate' } }),
    'accepted',
  ),
  change(
    'a StatefulSet waits for its pods to be deleted, and never stated how it rolled',
    stateful('set-delete'),
    stateful('set-delete', { updateStrategy: { type: 'OnDelete' } }),
    refused,
  ),
  change(
    'a StatefulSet waits for its pods to be deleted, and had stated how it rolled',
    stateful('set-stated', { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } }),
    stateful('set-stated', { updateStrategy: { type: 'OnDelete' } }),
    'accepted',
  ),
  change(
    'a StatefulSet that waits for its pods to be deleted gets a new image',
    stateful('set-waiting', { updateStrategy: { type: 'OnDelete' } }),
    stateful('set-waiting', { updateStrategy: { type: 'OnDelete' }, template: template('set-waiting', NEW) }),
    'accepted',
    { fates: ['StatefulSet/set-waiting: changed'] },
  ),
  change(
    'a StatefulSet gets a new image',
    stateful('set-image'),
    stateful('set-image', { template: template('set-image', NEW) }),
    'accepted',
    { fates: ['StatefulSet/set-image: changed, pods restart'] },
  ),
  change(
    'a DaemonSet waits for its pods to be deleted, and never stated how it rolled',
    workload('DaemonSet', 'daemon-delete'),
    workload('DaemonSet', 'daemon-delete', { updateStrategy: { type: 'OnDelete' } }),
    'accepted',
  ),
  change(
    'a DaemonSet selects by one label more',
    workload('DaemonSet', 'daemon-selector'),
    workload('DaemonSet', 'daemon-selector', wider('daemon-selector')),
    refused,
  ),
  change(
    'a DaemonSet gets a new image',
    workload('DaemonSet', 'daemon-image'),
    workload('DaemonSet', 'daemon-image', {}, NEW),
    'accepted',
  ),
  change(
    'a StatefulSet gets replicas, an image, a strategy and a policy for its claims',
    stateful('set-allowed', { replicas: 1 }),
    stateful('set-allowed', {
      replicas: 2,
      template: template('set-allowed', NEW),
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
      minReadySeconds: 5,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      ordinals: { start: 0 },
    }),
    'accepted',
  ),
  change(
    'a StatefulSet changes its service',
    stateful('set-service'),
    stateful('set-service', { serviceName: 'other' }),
    refused,
  ),
  change(
    'a StatefulSet starts its pods in parallel',
    stateful('set-parallel'),
    stateful('set-parallel', { podManagementPolicy: 'Parallel' }),
    refused,
  ),
  change(
    'a StatefulSet states the order it has anyway',
    stateful('set-ordered'),
    stateful('set-ordered', { podManagementPolicy: 'OrderedReady' }),
    'accepted',
  ),
  change(
    'a StatefulSet no longer states its parallel start',
    stateful('set-default', { podManagementPolicy: 'Parallel' }),
    stateful('set-default'),
    refused,
  ),
  change(
    'a StatefulSet asks for larger volumes',
    stateful('set-claims', { volumeClaimTemplates: [claim('1Gi')] }),
    stateful('set-claims', { volumeClaimTemplates: [claim('2Gi')] }),
    refused,
  ),
  change(
    'a StatefulSet states what its claims are anyway',
    stateful('set-typed', { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim('1Gi').spec }] }),
    stateful('set-typed', {
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: { ...(claim('1Gi').spec as Fields), volumeMode: 'Filesystem' },
        },
      ],
    }),
    'accepted',
  ),
  change(
    'a Pod gets a new image',
    namespaced('v1', 'Pod', 'pod-image', { spec: { containers: [{ name: 'main', image: 'a:1' }] } }),
    namespaced('v1', 'Pod', 'pod-image', { spec: { containers: [{ name: 'main', image: 'a:2' }] } }),
    'accepted',
  ),
  change(
    'a Pod gets another command',
    namespaced('v1', 'Pod', 'pod-command', { spec: { containers: [{ name: 'main', image: 'a:1' }] } }),
    namespaced('v1', 'Pod', 'pod-command', { spec: { containers: [{ name: 'main', image: 'a:1', command: ['sh'] }] } }),
    refused,
  ),
  change(
    'a StatefulSet remembers fewer revisions',
    stateful('set-history', { revisionHistoryLimit: 10 }),
    stateful('set-history', { revisionHistoryLimit: 3 }),
    refused,
    {
      expectedOn: { '1.36': 'accepted' },
    },
  ),
  change('a Job gets a new image', job('job-image'), job('job-image', {}, NEW), refused),
  change(
    'a Job gets another deadline, other retries and another time to live',
    job('job-limits', { activeDeadlineSeconds: 60, backoffLimit: 1 }),
    job('job-limits', { activeDeadlineSeconds: 90, backoffLimit: 2, ttlSecondsAfterFinished: 60 }),
    'accepted',
  ),
  change(
    'a Job gets more completions',
    job('job-completions', { completions: 1 }),
    job('job-completions', { completions: 2 }),
    refused,
  ),
  change(
    'an indexed Job grows',
    job('job-elastic', { completionMode: 'Indexed', completions: 1, parallelism: 1 }),
    job('job-elastic', { completionMode: 'Indexed', completions: 2, parallelism: 2 }),
    'accepted',
  ),
  change(
    'an indexed Job gets more completions than pods',
    job('job-indexed', { completionMode: 'Indexed', completions: 1, parallelism: 1 }),
    job('job-indexed', { completionMode: 'Indexed', completions: 2, parallelism: 1 }),
    refused,
  ),
  change(
    'a Job becomes indexed',
    job('job-mode', { completions: 1 }),
    job('job-mode', { completions: 1, completionMode: 'Indexed' }),
    refused,
  ),
  change(
    'a Job runs more pods at once',
    job('job-parallel', { parallelism: 1 }),
    job('job-parallel', { parallelism: 2 }),
    'accepted',
  ),
  change(
    'a Job that Argo CD deletes and makes anew gets a new image',
    job('job-forced', {}, {}, argoCd({ 'sync-options': 'Force=true,Replace=true' })),
    job('job-forced', {}, NEW, argoCd({ 'sync-options': 'Force=true,Replace=true' })),
    refused,
    {
      findings: [],
      fates: ['Job/job-forced: replaced, pods run'],
    },
  ),
  change(
    'a Job that Argo CD only replaces gets a new image',
    job('job-put', {}, {}, argoCd({ 'sync-options': 'Replace=true' })),
    job('job-put', {}, NEW, argoCd({ 'sync-options': 'Replace=true' })),
    refused,
    {
      fates: ['Job/job-put: refused'],
    },
  ),
  change(
    'a hook gets a new image',
    job('job-hook', {}, {}, argoCd({ hook: 'PostSync', 'hook-delete-policy': 'BeforeHookCreation' })),
    job('job-hook', {}, NEW, argoCd({ hook: 'PostSync', 'hook-delete-policy': 'BeforeHookCreation' })),
    refused,
    {
      findings: [],
      fates: ['Job/job-hook: replaced, pods run'],
    },
  ),
  change(
    'a Job whose name follows its content gets a new image',
    job('job-hashed-0123456789'),
    job('job-hashed-9876543210', {}, NEW),
    'accepted',
    {
      fates: ['Job/job-hashed-9876543210: replaced, pods run'],
    },
  ),
  change(
    'a CronJob gets a new image and another time',
    namespaced('batch/v1', 'CronJob', 'cron', {
      spec: {
        schedule: '0 1 * * *',
        jobTemplate: { spec: { template: template('cron', { restartPolicy: 'Never' }) } },
      },
    }),
    namespaced('batch/v1', 'CronJob', 'cron', {
      spec: {
        schedule: '0 2 * * *',
        jobTemplate: { spec: { template: template('cron', { restartPolicy: 'Never', ...NEW }) } },
      },
    }),
    'accepted',
    {
      fates: ['CronJob/cron: changed'],
    },
  ),
];
