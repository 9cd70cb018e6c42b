import { fixed, type FixedField } from './fixed-field';

const SELECTOR = fixed('spec.selector');

/** Fields of Kubernetes' own kinds that are fixed when the object is made, as API servers 1.30 and 1.36 answer. */
export const FIXED_FIELDS: Readonly<Record<string, readonly FixedField[]>> = {
  'apiextensions.k8s.io/CustomResourceDefinition': [
    fixed('spec.group'),
    fixed('spec.scope'),
    fixed('spec.names.kind'),
    fixed('spec.names.plural'),
  ],
  'apps/DaemonSet': [SELECTOR],
  'apps/Deployment': [SELECTOR],
  'apps/ReplicaSet': [SELECTOR],
  'batch/Job': [
    SELECTOR,
    fixed('spec.template'),
    fixed('spec.completionMode', { otherwise: 'NonIndexed' }),
    fixed('spec.podFailurePolicy'),
    fixed('spec.successPolicy'),
    fixed('spec.backoffLimitPerIndex'),
    fixed('spec.managedBy'),
  ],
  'discovery.k8s.io/EndpointSlice': [fixed('addressType')],
  'networking.k8s.io/IngressClass': [fixed('spec.controller')],
  'node.k8s.io/RuntimeClass': [fixed('handler')],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [fixed('roleRef')],
  'rbac.authorization.k8s.io/RoleBinding': [fixed('roleRef')],
  'scheduling.k8s.io/PriorityClass': [fixed('value'), fixed('preemptionPolicy', { otherwise: 'PreemptLowerPriority' })],
  'storage.k8s.io/CSIDriver': [fixed('spec.attachRequired', { otherwise: true })],
  'storage.k8s.io/StorageClass': [
    fixed('provisioner'),
    fixed('parameters'),
    fixed('reclaimPolicy', { otherwise: 'Delete' }),
    fixed('volumeBindingMode', { otherwise: 'Immediate' }),
  ],
  'storage.k8s.io/VolumeAttributesClass': [fixed('driverName'), fixed('parameters')],
  ResourceQuota: [fixed('spec.scopes', { otherwise: [] })],
  Secret: [fixed('type', { otherwise: 'Opaque' })],
};
