import type { AddOn } from '../environment';
import { pods } from './pods';

/** Requests and limits of one of the chart's Deployments. */
interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
}

/** Values of the chart, as far as we set them. */
interface KedaValues {
  readonly crds: { readonly install: true };
  readonly operator: { readonly replicaCount: 1 };
  readonly metricsServer: { readonly replicaCount: 1 };
  /** Off: what it refuses, the gates of schedules refuse before a commit; a third pod is dear on two small nodes. */
  readonly webhooks: { readonly enabled: false };
  readonly resources: { readonly operator: Resources; readonly metricServer: Resources };
}

/**
 * Runs workloads in office hours only (TG-16). One operator: while it is away nothing is started or stopped, and
 * nothing breaks. Its metrics server stands idle, since windows of one count ask it nothing, but the chart cannot leave
 * it out. AKS has KEDA as an option of its own under the same names: it stays off.
 *
 * KEDA's documents name Kubernetes 1.30 and newer for this release (keda.sh/docs/latest/deploy); the chart itself
 * installs from 1.23 up. See docs/decisions/cost/055-off-hours-by-keda.md.
 */
export function keda(): AddOn {
  const values: KedaValues = {
    crds: { install: true },
    operator: { replicaCount: 1 },
    metricsServer: { replicaCount: 1 },
    webhooks: { enabled: false },
    resources: {
      operator: { requests: { cpu: '50m', memory: '100Mi' }, limits: { cpu: '200m', memory: '256Mi' } },
      metricServer: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '100m', memory: '128Mi' } },
    },
  };
  return {
    name: 'keda',
    // The chart binds a role in kube-system for its API service, wherever the rest stands.
    namespace: 'kube-system',
    chart: { repository: 'https://kedacore.github.io/charts', name: 'keda', version: '2.20.2' },
    values,
    pods: [
      pods('keda-operator', values.operator.replicaCount, values.resources.operator),
      pods('keda-operator-metrics-apiserver', values.metricsServer.replicaCount, values.resources.metricServer),
    ],
    apis: ['keda.sh', 'eventing.keda.sh'],
    kinds: {
      namespaced: [
        'Service',
        'ServiceAccount',
        'apps/Deployment',
        'rbac.authorization.k8s.io/Role',
        'rbac.authorization.k8s.io/RoleBinding',
      ],
      cluster: [
        'apiextensions.k8s.io/CustomResourceDefinition',
        'apiregistration.k8s.io/APIService',
        'rbac.authorization.k8s.io/ClusterRole',
        'rbac.authorization.k8s.io/ClusterRoleBinding',
      ],
    },
  };
}
