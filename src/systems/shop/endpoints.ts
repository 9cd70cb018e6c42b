import type { PodEndpoint } from '../../model';

/** The shop's front end: `http://frontend.frontend.svc.cluster.local:8080`, behind which every call goes on to main. */
export const FRONTEND: PodEndpoint = {
  type: 'pods',
  service: 'frontend',
  namespace: 'frontend',
  selector: { 'app.kubernetes.io/name': 'frontend', 'app.kubernetes.io/instance': 'shop' },
  port: 8080,
  protocol: 'TCP',
};

/** Namespaces of the document that the shop runs in (LP-01). */
export const SHOP_NAMESPACES = { frontend: FRONTEND.namespace, backend: 'backend' } as const;

/** Folder of the shop's bucket in which the platform keeps results of kube-bench (LP-07). */
export const BENCHMARKS = 'kube-bench/';
