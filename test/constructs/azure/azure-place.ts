import { declarationsOf, type System } from '../../../src/constructs/structure';
import type { AzureCloud, Cluster, ContractDeclaration, Declaration } from '../../../src/model';
import { TEST_CLUSTER, testSystem } from '../place';

export const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
export const RESOURCE_GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-shop`;
const VNET = `${RESOURCE_GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-shop`;

const CLOUD: AzureCloud = {
  type: 'azure',
  subscription: SUBSCRIPTION,
  tenant: { assumed: true, value: '00000000-0000-0000-0000-000000000002', reason: 'for a test' },
  region: 'koreacentral',
  resourceGroup: 'rg-shop',
  oidcIssuer: 'https://koreacentral.oic.prod-aks.azure.com/tenant/cluster/',
  operatorClientId: '00000000-0000-0000-0000-000000000003',
  tags: { Project: 'shop', Environment: 'unit' },
};

/** An AKS cluster of documentation values, without a network for private endpoints. */
export const AKS: Cluster = { ...TEST_CLUSTER, name: 'aks-shop', cloud: CLOUD };

/** The same cluster with one. */
export const PRIVATE_AKS: Cluster = {
  ...AKS,
  cloud: {
    ...CLOUD,
    privateLink: { vnetId: VNET, subnetId: `${VNET}/subnets/private`, subnetCidr: '192.0.2.128/26' },
  },
};

/** An empty system on AKS. */
export function azureSystem(cluster: Cluster = PRIVATE_AKS): System {
  return testSystem(cluster);
}

/** Everything declared in a system. */
export function declared(system: System): readonly Declaration[] {
  return system.node.findAll().flatMap(declarationsOf);
}

/** Its contracts, by id. */
export function contractsOf(system: System): ReadonlyMap<string, ContractDeclaration> {
  return new Map(declared(system).flatMap(each => (each.type === 'contract' ? [[each.id, each] as const] : [])));
}
