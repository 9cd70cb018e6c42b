import { AKS_STORAGE_CLASSES, aksNode } from '../../constructs/azure';
import { assumed } from '../../constructs/structure';
import type { Cluster, NodePool } from '../../model';

/** No document names the subscription or the network: values reserved for documentation stand in (ALL-03). */
const ASK = 'no document names it; whoever makes the cluster enters it: az aks show, az network vnet subnet list';

/** Seed 3.1.2: at most 30 pods a node, AKS's own among them. */
const MAX_PODS = 30;

const node = (name: string, clusterPodsOver: 1 | 'none', labels: NodePool['labels'] = {}): NodePool => ({
  name,
  instanceTypes: ['Standard_B2s'], // TG-01
  zones: ['koreacentral-1'],
  nodes: { min: 1, max: 1 },
  allocatable: aksNode({ vmSize: 'Standard_B2s', maxPods: MAX_PODS, networkPolicy: 'cilium', clusterPodsOver }),
  labels,
});

/** Label of the one node that PostgreSQL's folder lies on (D-03). */
export const DATA_NODE = { key: 'garam.dev/data', value: 'postgresql' };

/** AKS for TripGen's development: two nodes in one zone, each a pool of its own, so that one can carry a label (D-03). */
export const cluster: Cluster = {
  name: 'aks-tripgen-dev',
  kubernetes: '1.29',
  cloud: {
    type: 'azure',
    subscription: assumed('00000000-0000-0000-0000-000000000000', ASK),
    tenant: assumed('00000000-0000-0000-0000-000000000000', ASK),
    region: 'koreacentral',
    resourceGroup: assumed('rg-tripgen-dev', ASK),
    oidcIssuer: assumed(
      'https://koreacentral.oic.prod-aks.azure.com/00000000-0000-0000-0000-000000000000/00000000-0000-0000-0000-000000000000/',
      'AKS gives the address when the cluster is made: az aks show --query oidcIssuerProfile.issuerUrl',
    ),
    operatorClientId: assumed('00000000-0000-0000-0000-000000000000', 'made once by hand: docs/bootstrap.md'),
    tags: { Environment: 'dev', Project: 'tripgen', ManagedBy: 'garam' },
  },
  network: {
    vpcCidr: assumed('192.0.2.0/24', ASK),
    nodeCidrs: assumed(['192.0.2.0/25'], ASK),
    loadBalancerCidrs: assumed(
      ['192.0.2.240/28'],
      'kept for internal load balancers; the public one has no address inside',
    ),
    // Its API is public: pods that ask it leave the network.
    apiServerCidrs: assumed(
      ['203.0.113.10/32'],
      'AKS gives the address when the cluster is made: dig +short "$(az aks show --query fqdn --output tsv)"',
    ),
    serviceCidr: '10.0.0.0/16',
  },
  pools: [node('system', 1), node('data', 'none', { [DATA_NODE.key]: DATA_NODE.value })],
  storageClasses: AKS_STORAGE_CLASSES,
  registries: [
    'acrtripgen.azurecr.io',
    'docker.io/library/busybox',
    'docker.io/library/postgres',
    'docker.io/library/redis',
    'docker.io/oliver006/redis_exporter',
    'quay.io/prometheus',
    'quay.io/prometheuscommunity/postgres-exporter',
    'registry.k8s.io/kube-state-metrics',
  ],
};
