import type { KubeObject } from '../../../src/model';

/** Something that a project must not let through. */
export interface ForbiddenObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Kinds of the whole cluster, of every API server that we start. */
const CLUSTER_KINDS = [
  'v1 Namespace',
  'v1 Node',
  'v1 PersistentVolume',
  'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/v1 CustomResourceDefinition',
  'apiregistration.k8s.io/v1 APIService',
  'certificates.k8s.io/v1 CertificateSigningRequest',
  'flowcontrol.apiserver.k8s.io/v1 FlowSchema',
  'flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration',
  'networking.k8s.io/v1 IngressClass',
  'node.k8s.io/v1 RuntimeClass',
  'rbac.authorization.k8s.io/v1 ClusterRole',
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding',
  'scheduling.k8s.io/v1 PriorityClass',
  'storage.k8s.io/v1 CSIDriver',
  'storage.k8s.io/v1 CSINode',
  'storage.k8s.io/v1 StorageClass',
  'storage.k8s.io/v1 VolumeAttachment',
  'elbv2.k8s.aws/v1beta1 IngressClassParams',
];

/** Kinds that lie in a namespace. */
const NAMESPACED_KINDS = [
  'v1 ConfigMap',
  'v1 LimitRange',
  'v1 PersistentVolumeClaim',
  'v1 Pod',
  'v1 PodTemplate',
  'v1 ReplicationController',
  'v1 ResourceQuota',
  'v1 Secret',
  'v1 Service',
  'v1 ServiceAccount',
  'apps/v1 ControllerRevision',
  'apps/v1 DaemonSet',
  'apps/v1 Deployment',
  'apps/v1 ReplicaSet',
  'apps/v1 StatefulSet',
  'argoproj.io/v1alpha1 Application',
  'argoproj.io/v1alpha1 ApplicationSet',
  'argoproj.io/v1alpha1 AppProject',
  'autoscaling/v2 HorizontalPodAutoscaler',
  'batch/v1 CronJob',
  'batch/v1 Job',
  'cert-manager.io/v1 Certificate',
  'cert-manager.io/v1 Issuer',
  'dbforpostgresql.azure.com/v1api20240801 FlexibleServer',
  'external-secrets.io/v1 ExternalSecret',
  'external-secrets.io/v1 SecretStore',
  'iam.services.k8s.aws/v1alpha1 Policy',
  'iam.services.k8s.aws/v1alpha1 Role',
  'keda.sh/v1alpha1 ScaledObject',
  'keyvault.azure.com/v1api20230701 Vault',
  'managedidentity.azure.com/v1api20230131 UserAssignedIdentity',
  'networking.k8s.io/v1 Ingress',
  'networking.k8s.io/v1 NetworkPolicy',
  'policy/v1 PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1 Role',
  'rbac.authorization.k8s.io/v1 RoleBinding',
  'servicebus.azure.com/v1api20240101 Namespace',
  'storage.azure.com/v1api20230101 StorageAccount',
  'storage.k8s.io/v1 CSIStorageCapacity',
];

/** Namespaces that are no environment's own. */
const SYSTEM_NAMESPACES = [
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'external-secrets',
  'ack-system',
  'azureserviceoperator-system',
  'cert-manager',
  'nginx-ingress',
];

const groupKind = (apiVersion: string, kind: string): string =>
  `${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}`;

const objectOf = (words: string, name: string, namespace?: string): ForbiddenObject => {
  const [apiVersion = '', kind = ''] = words.split(' ');
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) } };
};

/**
 * Every kind that the committed objects do not have, and a kind that they do have in every namespace that is not
 * theirs. What is allowed is read from the objects, not from the project that is on trial.
 * @param own the namespace in which they may lie
 * @param others namespaces of other environments, and the like
 */
export function forbiddenObjects(
  allowed: readonly KubeObject[],
  own: string,
  others: readonly string[],
): readonly ForbiddenObject[] {
  const kinds = new Set(allowed.map(({ apiVersion, kind }) => groupKind(apiVersion, kind)));
  const foreign = (words: string): boolean => {
    const [apiVersion = '', kind = ''] = words.split(' ');
    return !kinds.has(groupKind(apiVersion, kind));
  };
  const namespaced = allowed.find(({ metadata }) => metadata.namespace === own);
  if (namespaced === undefined) throw new Error(`nothing lies in ${own}`);
  const allowedKind = `${namespaced.apiVersion} ${namespaced.kind}`;
  return [
    ...CLUSTER_KINDS.filter(foreign).map((words, index) => objectOf(words, `cluster-${index}`)),
    ...NAMESPACED_KINDS.filter(foreign).map((words, index) => objectOf(words, `kind-${index}`, own)),
    ...[...SYSTEM_NAMESPACES, ...others].map((namespace, index) => objectOf(allowedKind, `place-${index}`, namespace)),
  ];
}

/** Where an Application may not read from. */
export const FORBIDDEN_REPOSITORIES = [
  'https://git.example.com/platform/other.git',
  'https://git.example.com/platform/garam-fork.git',
  'https://git.example.com/somebody/garam.git',
  'https://git.example.org/platform/garam.git',
  'http://git.example.com/platform/garam.git',
  'ssh://git@git.example.com/platform/garam.git',
];
