import { AKS_STORAGE_CLASSES, aksNode } from '../../constructs/azure';
import { assumed } from '../../constructs/structure';
import type { Cluster, NodePool } from '../../model';

/** Nothing of prod is built (D-20): ids and ranges reserved for documentation stand in (ALL-03). */
const NOT_BUILT = 'prod is designed, not built; whoever builds it enters the real value';

const ID = '00000000-0000-0000-0000-000000000000';
const NETWORK = `/subscriptions/${ID}/resourceGroups/rg-tripgen-prod/providers/Microsoft.Network/virtualNetworks/vnet-tripgen-prod`;

/** AKS's default for Azure CNI. */
const MAX_PODS = 30;

/** The nodes of one zone: 99.9 % holds without one of them (TG-18). */
function zonePool(zone: 1 | 2 | 3): NodePool {
  return {
    name: `zone${zone}`,
    instanceTypes: assumed(['Standard_D4s_v5'], NOT_BUILT),
    zones: [`koreacentral-${zone}`],
    nodes: assumed({ min: 1, max: 4 }, 'no document gives counts; four a zone hold the most pods without one zone'),
    allocatable: aksNode({ vmSize: 'Standard_D4s_v5', maxPods: MAX_PODS, networkPolicy: 'cilium' }),
  };
}

/** AKS for TripGen's production, over three zones (TG-18). */
export const cluster: Cluster = {
  name: 'aks-tripgen-prod',
  kubernetes: '1.29',
  cloud: {
    type: 'azure',
    subscription: assumed(ID, NOT_BUILT),
    tenant: assumed(ID, NOT_BUILT),
    region: 'koreacentral',
    resourceGroup: assumed('rg-tripgen-prod', NOT_BUILT),
    oidcIssuer: assumed(
      `https://koreacentral.oic.prod-aks.azure.com/${ID}/${ID}/`,
      'AKS gives the address when the cluster is made: az aks show --query oidcIssuerProfile.issuerUrl',
    ),
    operatorClientId: assumed(ID, 'made once by hand: docs/bootstrap.md'),
    privateLink: {
      vnetId: assumed(NETWORK, NOT_BUILT),
      subnetId: assumed(`${NETWORK}/subnets/private-endpoints`, NOT_BUILT),
      subnetCidr: assumed('198.51.100.192/27', NOT_BUILT),
    },
    tags: { Environment: 'prod', Project: 'tripgen', ManagedBy: 'garam' },
  },
  network: {
    vpcCidr: assumed('198.51.100.0/24', NOT_BUILT),
    nodeCidrs: assumed(['198.51.100.0/25'], NOT_BUILT),
    loadBalancerCidrs: assumed(['198.51.100.128/26'], NOT_BUILT),
    serviceCidr: '10.0.0.0/16',
  },
  pools: [zonePool(1), zonePool(2), zonePool(3)],
  storageClasses: AKS_STORAGE_CLASSES,
  registries: [
    'acrtripgen.azurecr.io',
    'docker.io/grafana',
    'docker.io/library/postgres',
    'mcr.microsoft.com/azure-cli',
    'quay.io/prometheus',
    'registry.k8s.io/kube-state-metrics',
  ],
};
