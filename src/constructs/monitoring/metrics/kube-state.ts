import type { Metric } from '../../../model';

/** How often a container was started again, as kube-state-metrics tells: `namespace` and `pod` are the container's. */
export const CONTAINER_RESTARTS: Metric = {
  name: 'kube_pod_container_status_restarts_total',
  type: 'counter',
  labels: ['uid'],
  help: 'starts of a container after its first',
};

/** Whether a container serves, as its readiness probe says. */
export const CONTAINER_READY: Metric = {
  name: 'kube_pod_container_status_ready',
  type: 'gauge',
  labels: ['uid'],
  help: '1 while the readiness probe of a container succeeds, else 0',
};

/** Why a container ended when it last did (`OOMKilled`, `Error`): a series for the reason that holds. */
export const CONTAINER_LAST_END: Metric = {
  name: 'kube_pod_container_status_last_terminated_reason',
  type: 'gauge',
  labels: ['reason', 'uid'],
  help: '1 for the reason for which a container last ended',
};
