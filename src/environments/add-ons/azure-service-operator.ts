import { known } from '../../constructs/structure';
import type { Cluster } from '../../model';
import type { AddOn } from '../environment';
import { pods } from './pods';

/** API groups of Azure Service Operator that constructs here write objects of. */
export type AzureGroup =
  | 'cache.azure.com'
  | 'dbforpostgresql.azure.com'
  | 'insights.azure.com'
  | 'keyvault.azure.com'
  | 'managedidentity.azure.com'
  | 'network.azure.com'
  | 'operationalinsights.azure.com'
  | 'servicebus.azure.com'
  | 'storage.azure.com';

/** Values of the chart, as far as we set them. */
interface AzureServiceOperatorValues {
  readonly azureSubscriptionID: string;
  readonly azureTenantID: string;
  readonly azureClientID: string;
  readonly useWorkloadIdentityAuth: true;
  /** Kinds that the operator installs: of the groups in use, or it would bring hundreds and need their memory. */
  readonly crdPattern: string;
  readonly resources: {
    readonly requests: { readonly cpu: string; readonly memory: string };
    readonly limits: { readonly cpu: string; readonly memory: string };
  };
  readonly replicaCount?: 1;
  readonly podDisruptionBudget?: { readonly enabled: false };
}

export interface AzureServiceOperatorProps {
  /** `single`: one pod without a budget for disruptions, for small nodes. @default two, and one of them may be away */
  readonly size?: 'single';
}

const NAMESPACE = 'azureserviceoperator-system';

/**
 * Makes what lives in Azure from objects of the cluster (TG-12, TG-18). It signs in by workload identity: AksContract
 * states which identity, and that it may change one resource group and hand out no rights. Its webhooks need
 * certificates of cert-manager. Version 2.19 serves every API version that is used here, Azure Managed Redis's included
 * (docs/hugo/content/reference of its repository at that release).
 * @throws when the cluster does not stand in Azure
 */
export function azureServiceOperator(
  cluster: Cluster,
  groups: readonly AzureGroup[],
  { size }: AzureServiceOperatorProps = {},
): AddOn {
  const { cloud, name } = cluster;
  if (cloud.type !== 'azure') {
    throw new Error(
      `cluster ${name} stands in cloud "${cloud.type}": leave the add-ons for Azure out of this environment's list`,
    );
  }
  const used = [...new Set(groups)].sort();
  const values: AzureServiceOperatorValues = {
    azureSubscriptionID: known(cloud.subscription),
    azureTenantID: known(cloud.tenant),
    azureClientID: known(cloud.operatorClientId),
    useWorkloadIdentityAuth: true,
    crdPattern: used.map(group => `${group}/*`).join(';'),
    resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } },
    ...(size === 'single' && { replicaCount: 1, podDisruptionBudget: { enabled: false } }),
  };
  return {
    name: 'azure-service-operator',
    namespace: NAMESPACE,
    chart: {
      repository: 'https://raw.githubusercontent.com/Azure/azure-service-operator/main/v2/charts',
      name: 'azure-service-operator',
      version: '2.19.0',
    },
    values,
    // Two, with a budget for disruptions, since https://github.com/Azure/azure-service-operator/pull/4445.
    pods: [pods('azureserviceoperator-controller-manager', values.replicaCount ?? 2, values.resources)],
    apis: used,
    // The budget's among them also where there is none: what the chart had before is removed by them, too.
    kinds: KINDS,
    ignoreDifferences: (['mutating', 'validating'] as const).map(way => ({
      group: 'admissionregistration.k8s.io',
      kind: way === 'mutating' ? 'MutatingWebhookConfiguration' : 'ValidatingWebhookConfiguration',
      name: `azureserviceoperator-${way}-webhook-configuration`,
      // cert-manager writes them.
      jqPathExpressions: ['.webhooks[].clientConfig.caBundle'],
    })),
    // After cert-manager: the chart has a Certificate and an Issuer.
    wave: 1,
  };
}

const KINDS: AddOn['kinds'] = {
  namespaced: [
    'Secret',
    'Service',
    'ServiceAccount',
    'apps/Deployment',
    'batch/Job',
    'cert-manager.io/Certificate',
    'cert-manager.io/Issuer',
    'networking.k8s.io/NetworkPolicy',
    'policy/PodDisruptionBudget',
    'rbac.authorization.k8s.io/Role',
    'rbac.authorization.k8s.io/RoleBinding',
  ],
  cluster: [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    'apiextensions.k8s.io/CustomResourceDefinition',
    'rbac.authorization.k8s.io/ClusterRole',
    'rbac.authorization.k8s.io/ClusterRoleBinding',
  ],
};
