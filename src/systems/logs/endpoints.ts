import type { PodEndpoint } from '../../model';

/** Namespace of the store: the collector's own lets pods see folders of nodes, which nothing else should. */
export const LOG_STORE = 'log-store';

/** The Loki of an environment whose lines stay in the cluster: `http://loki.log-store.svc.cluster.local:3100`. */
export const LOKI: PodEndpoint = {
  type: 'pods',
  service: 'loki',
  namespace: LOG_STORE,
  selector: { 'app.kubernetes.io/name': 'loki', 'app.kubernetes.io/instance': 'logs' },
  port: 3100,
  protocol: 'TCP',
};

/** Name by which a pod of the cluster finds it. */
export const LOKI_HOST = `${LOKI.service}.${LOKI.namespace}.svc.cluster.local`;
