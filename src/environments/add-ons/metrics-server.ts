import type { AddOn } from '../environment';
import { pods } from './pods';

/** Values of the chart, as far as we set them. */
interface MetricsServerValues {
  readonly replicas: number;
  readonly podDisruptionBudget: { readonly enabled: true; readonly maxUnavailable: number };
  readonly resources: { readonly requests: { readonly cpu: string; readonly memory: string } };
}

/**
 * CPU and memory of pods, which autoscalers read (FP-04). Metrics Server 0.7.2: its line supports Kubernetes 1.27 and
 * newer, the next one starts at 1.31.
 */
export function metricsServer(): AddOn {
  const values: MetricsServerValues = {
    replicas: 2,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    resources: { requests: { cpu: '50m', memory: '100Mi' } },
  };
  return {
    name: 'metrics-server',
    namespace: 'kube-system',
    chart: {
      repository: 'https://kubernetes-sigs.github.io/metrics-server',
      name: 'metrics-server',
      version: '3.12.2',
    },
    values,
    pods: [pods('metrics-server', values.replicas, values.resources)],
    kinds: {
      namespaced: [
        'Service',
        'ServiceAccount',
        'apps/Deployment',
        'policy/PodDisruptionBudget',
        'rbac.authorization.k8s.io/RoleBinding',
      ],
      cluster: [
        'apiregistration.k8s.io/APIService',
        'rbac.authorization.k8s.io/ClusterRole',
        'rbac.authorization.k8s.io/ClusterRoleBinding',
      ],
    },
  };
}
