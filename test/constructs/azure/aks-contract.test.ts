import { AksContract, type AksContractProps } from '../../../src/constructs/azure';
import type { Cluster } from '../../../src/model';
import { objectsOf } from '../place';
import { AKS, azureSystem, contractsOf, RESOURCE_GROUP } from './azure-place';

const pool = (name: string, min: number, max: number): Cluster['pools'][number] => ({
  name,
  instanceTypes: ['Standard_B2s'],
  zones: ['koreacentral-2', 'koreacentral-1'],
  nodes: { min, max },
  allocatable: { cpuMillis: 1000, memoryMiB: 1024, pods: 10 },
});

function contracts(props: Partial<AksContractProps> = {}) {
  const system = azureSystem({ ...AKS, pools: [pool('system', 2, 2), pool('user', 2, 4)] });
  new AksContract(system.cloud, 'cluster', {
    tier: 'Free',
    networkPolicy: 'cilium',
    maxPods: 30,
    access: { type: 'public' },
    owner: 'terraform',
    requirements: ['TG-01'],
    ...props,
  });
  expect(objectsOf(system)).toEqual([]);
  return contractsOf(system);
}

test('the cluster is held to its version, tier, network policies, tokens, pools and operator', () => {
  const all = contracts();
  expect(Object.fromEntries([...all].map(([id, { expect: expected }]) => [id, expected]))).toEqual({
    'aks-shop-version': '1.30',
    'aks-shop-tier': 'Free',
    'aks-shop-network': 'azure cilium 172.20.0.0/16',
    'aks-shop-workload-identity': 'true true https://koreacentral.oic.prod-aks.azure.com/tenant/cluster/',
    'aks-shop-api-server': 'none',
    'aks-shop-operator-identity': 'system:serviceaccount:azureserviceoperator-system:azureserviceoperator-default',
    'aks-shop-operator-role': `Contributor ${RESOURCE_GROUP}`,
    'aks-shop-pool-system': 'Standard_B2s 1,2 30 2',
    'aks-shop-pool-user': 'Standard_B2s 1,2 30 2 4',
  });
  for (const contract of all.values()) {
    expect(contract).toMatchObject({ owner: 'terraform', requirements: ['TG-01'] });
  }
});

test('an API server for administrators, and one for the virtual network', () => {
  const administrators = { assumed: true as const, value: ['203.0.113.0/24', '198.51.100.0/24'], reason: 'a test' };
  expect(contracts({ access: { type: 'restricted', administrators } }).get('aks-shop-api-server')).toMatchObject({
    make: expect.stringContaining('--api-server-authorized-ip-ranges 198.51.100.0/24,203.0.113.0/24') as string,
    expect: '198.51.100.0/24,203.0.113.0/24',
  });
  expect(contracts({ access: { type: 'private' } }).get('aks-shop-api-server')).toMatchObject({
    check: expect.stringContaining('to_string(apiServerAccessProfile.enablePrivateCluster)') as string,
    expect: 'true',
  });
});
