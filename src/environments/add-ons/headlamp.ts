import type { AddOn } from '../environment';
import { pods } from './pods';

/** Name of the add-on, its Application, its Helm release and its namespace. */
const NAME = 'headlamp';

/** Values of the chart, as far as we set them. */
interface HeadlampValues {
  readonly replicaCount: 1;
  readonly config: {
    /** Off: nobody signs in elsewhere, and an empty Secret helps nobody. */
    readonly oidc: { readonly secret: { readonly create: false } };
    /** Off: whoever reaches the page would have the pod's rights without signing in. */
    readonly unsafeUseServiceAccountToken: false;
  };
  /** Kubernetes' own role that reads everything of namespaces but Secrets; the chart's default is `cluster-admin`. */
  readonly clusterRoleBinding: { readonly create: true; readonly clusterRoleName: 'view' };
  /** The chart mounts a folder at /tmp where the root file system is read-only. */
  readonly securityContext: {
    readonly runAsNonRoot: true;
    readonly runAsUser: 100;
    readonly runAsGroup: 101;
    readonly privileged: false;
    readonly allowPrivilegeEscalation: false;
    readonly readOnlyRootFilesystem: true;
    readonly capabilities: { readonly drop: readonly ['ALL'] };
    readonly seccompProfile: { readonly type: 'RuntimeDefault' };
  };
  readonly resources: {
    readonly requests: { readonly cpu: string; readonly memory: string };
    readonly limits: { readonly memory: string };
  };
}

/**
 * A web page that shows the cluster, in the place of the archived Kubernetes Dashboard (TG-14, D-05). No Ingress leads
 * to it: `kubectl --namespace headlamp port-forward service/headlamp 4466:80`. People sign in with a token, and see what
 * its owner may see: their own, or `kubectl --namespace headlamp create token headlamp` for reading.
 */
export function headlamp(): AddOn {
  const values: HeadlampValues = {
    replicaCount: 1,
    config: { oidc: { secret: { create: false } }, unsafeUseServiceAccountToken: false },
    clusterRoleBinding: { create: true, clusterRoleName: 'view' },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 100,
      runAsGroup: 101,
      privileged: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi' } },
  };
  return {
    name: NAME,
    namespace: NAME,
    chart: { repository: 'https://kubernetes-sigs.github.io/headlamp', name: NAME, version: '0.45.0' },
    values,
    pods: [pods(NAME, values.replicaCount, values.resources)],
    kinds: {
      namespaced: ['Service', 'ServiceAccount', 'apps/Deployment'],
      cluster: ['rbac.authorization.k8s.io/ClusterRoleBinding'],
    },
  };
}
