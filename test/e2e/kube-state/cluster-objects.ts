import type { KubeObject } from '../../../src/model';

/** Where the objects below lie. */
export const PROOF_NAMESPACE = 'kube-state-proof';

const TIME = '2026-01-01T00:03:00Z';
const podTemplate = {
  spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'registry.example.com/main:1' }] },
};

/** An object of the cluster, and how the controllers write its status. */
export interface WithStatus {
  readonly object: KubeObject;
  readonly status: object;
}

const cronJob: WithStatus = {
  object: {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'backup', namespace: PROOF_NAMESPACE },
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: podTemplate } } },
  },
  status: { lastScheduleTime: TIME, lastSuccessfulTime: TIME },
};

const pod: WithStatus = {
  object: {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'main', namespace: PROOF_NAMESPACE },
    spec: podTemplate.spec,
  },
  status: {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'main',
        image: 'registry.example.com/main:1',
        imageID: 'registry.example.com/main@sha256:0',
        ready: false,
        restartCount: 3,
        state: { running: { startedAt: TIME } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', startedAt: TIME, finishedAt: TIME } },
      },
    ],
  },
};

const statefulSet: WithStatus = {
  object: {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'store', namespace: PROOF_NAMESPACE },
    spec: {
      replicas: 3,
      serviceName: 'store',
      selector: { matchLabels: { app: 'store' } },
      template: { metadata: { labels: { app: 'store' } }, spec: { containers: podTemplate.spec.containers } },
    },
  },
  status: { replicas: 3, readyReplicas: 1 },
};

/** A workload of apps/v1 with what its controller writes. */
const workload = (kind: 'DaemonSet' | 'Deployment', name: string, status: object): WithStatus => ({
  object: {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: PROOF_NAMESPACE },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: podTemplate.spec.containers } },
    },
  } as WithStatus['object'],
  status,
});

const daemonSet = workload('DaemonSet', 'agent', {
  currentNumberScheduled: 1,
  desiredNumberScheduled: 2,
  numberMisscheduled: 0,
  numberReady: 0,
  numberUnavailable: 2,
});

const deployment = workload('Deployment', 'cache', { replicas: 2, readyReplicas: 1 });

/** It has no status: that it is there is all that is told of it. */
export const NETWORK_POLICY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'default-deny', namespace: PROOF_NAMESPACE },
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
} as KubeObject;

const node: WithStatus = {
  object: { apiVersion: 'v1', kind: 'Node', metadata: { name: PROOF_NAMESPACE } },
  status: { conditions: [{ type: 'Ready', status: 'False', reason: 'KubeletNotReady', message: 'proof' }] },
};

/** Pods, workloads, Jobs, CronJobs and nodes with which something is wrong. @param cronJobUid of the CronJob that made the Job */
export function failingJob(cronJobUid: string): WithStatus {
  return {
    object: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: 'backup-29000000',
        namespace: PROOF_NAMESPACE,
        ownerReferences: [
          { apiVersion: 'batch/v1', kind: 'CronJob', name: 'backup', uid: cronJobUid, controller: true },
        ],
      } as KubeObject['metadata'],
      spec: { template: podTemplate },
    },
    status: {
      startTime: TIME,
      failed: 1,
      conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message: 'proof' }],
    },
  };
}

export const CLUSTER_OBJECTS: readonly WithStatus[] = [cronJob, daemonSet, deployment, pod, statefulSet, node];
