import { claim, NEW, refused, stateful, template, wider, workload, type Fields } from './pods';
import { change, namespaced, type UpgradeCase } from './upgrade-case';

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
];
