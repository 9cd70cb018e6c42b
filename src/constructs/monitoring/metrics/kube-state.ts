import type { Metric } from '../../../model';

/** How often a container was started again, as kube-state-metrics tells: `namespace` and `pod` are the container's. */
export const CONTAINER_RESTARTS: Metric = {
  name: 'kube_pod_container_status_restarts_total',
  type: 'counter',
  labels: ['uid'],
  help: { en: 'starts of a container after its first', ko: '컨테이너가 처음 이후 다시 시작한 횟수' },
};

/** Whether a container serves, as its readiness probe says. */
export const CONTAINER_READY: Metric = {
  name: 'kube_pod_container_status_ready',
  type: 'gauge',
  labels: ['uid'],
  help: {
    en: '1 while the readiness probe of a container succeeds, else 0',
    ko: '컨테이너의 준비 상태 프로브가 성공하면 1, 아니면 0',
  },
};

/** Why a container ended when it last did (`OOMKilled`, `Error`): a series for the reason that holds. */
export const CONTAINER_LAST_END: Metric = {
  name: 'kube_pod_container_status_last_terminated_reason',
  type: 'gauge',
  labels: ['reason', 'uid'],
  help: { en: '1 for the reason for which a container last ended', ko: '컨테이너가 마지막으로 종료된 이유가 1' },
};

/** How many pods of a Deployment are ready; 0 where there are none. */
export const DEPLOYMENT_READY: Metric = {
  name: 'kube_deployment_status_replicas_ready',
  type: 'gauge',
  labels: ['deployment'],
  help: { en: 'pods of a Deployment that are ready', ko: '준비된 Deployment 파드의 수' },
};

/** On how many nodes the pod of a DaemonSet is missing or not available. */
export const DAEMON_SET_UNAVAILABLE: Metric = {
  name: 'kube_daemonset_status_number_unavailable',
  type: 'gauge',
  labels: ['daemonset'],
  help: {
    en: 'nodes on which the pod of a DaemonSet is missing or not available',
    ko: 'DaemonSet 파드가 없거나 쓸 수 없는 노드의 수',
  },
};

/** How many pods of a StatefulSet are ready, those on a node that is away left out; 0 where there are none. */
export const STATEFUL_SET_READY: Metric = {
  name: 'kube_statefulset_status_replicas_ready',
  type: 'gauge',
  labels: ['statefulset'],
  help: { en: 'pods of a StatefulSet that are ready', ko: '준비된 StatefulSet 파드의 수' },
};

/** That a NetworkPolicy is there, by the time at which it was made. */
export const NETWORK_POLICY_CREATED: Metric = {
  name: 'kube_networkpolicy_created',
  type: 'gauge',
  labels: ['networkpolicy'],
  help: { en: 'time at which a NetworkPolicy was made', ko: 'NetworkPolicy가 만들어진 시각' },
};
