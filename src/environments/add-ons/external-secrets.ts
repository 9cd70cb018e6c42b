import type { AddOn } from '../environment';
import { pods } from './pods';

/** Values of the chart, as far as we set them. */
interface ExternalSecretsValues {
  readonly installCRDs: true;
  /** Off: a store for the whole cluster would let every namespace read every secret. */
  readonly processClusterStore: false;
  readonly processClusterExternalSecret: false;
  /** Off: nothing is written back to the secret manager. */
  readonly processPushSecret: false;
  readonly processClusterPushSecret: false;
  readonly resources: {
    readonly requests: { readonly cpu: string; readonly memory: string };
    readonly limits: { readonly memory: string };
  };
}

/**
 * Copies secrets from the secret manager into Secrets (FD-03). The controller has no rights in the cloud: each
 * namespace's store names a service account of its own.
 */
export function externalSecrets(): AddOn {
  const values: ExternalSecretsValues = {
    installCRDs: true,
    processClusterStore: false,
    processClusterExternalSecret: false,
    processPushSecret: false,
    processClusterPushSecret: false,
    resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '128Mi' } },
  };
  return {
    name: 'external-secrets',
    namespace: 'external-secrets',
    chart: { repository: 'https://charts.external-secrets.io', name: 'external-secrets', version: '2.9.0' },
    values,
    // The chart's `resources` are the controller's alone; the two others request nothing.
    pods: [
      pods('external-secrets', 1, values.resources),
      pods('external-secrets-cert-controller', 1),
      pods('external-secrets-webhook', 1),
    ],
    apis: ['external-secrets.io'],
    watchedKinds: ['externalsecrets'],
    kinds: {
      namespaced: [
        'Secret',
        'Service',
        'ServiceAccount',
        'apps/Deployment',
        'rbac.authorization.k8s.io/Role',
        'rbac.authorization.k8s.io/RoleBinding',
      ],
      cluster: [
        'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
        'apiextensions.k8s.io/CustomResourceDefinition',
        'rbac.authorization.k8s.io/ClusterRole',
        'rbac.authorization.k8s.io/ClusterRoleBinding',
      ],
    },
  };
}
