import { armIdOf, azureOf, azureTags, privateLinkOf } from '../../../src/constructs/azure';
import { CLOUDLESS_CLUSTER, testSystem } from '../place';
import { AKS, azureSystem, RESOURCE_GROUP } from './azure-place';

test('facts are taken for their values, given or assumed', () => {
  expect(azureOf(azureSystem())).toMatchObject({
    tenant: '00000000-0000-0000-0000-000000000002',
    resourceGroup: 'rg-shop',
    region: 'koreacentral',
  });
  expect(privateLinkOf(azureSystem()).subnetCidr).toBe('192.0.2.128/26');
});

test('ids lie in the resource group, and tags are sorted', () => {
  expect(armIdOf(azureSystem(), 'Microsoft.KeyVault/vaults', 'kv-shop')).toBe(
    `${RESOURCE_GROUP}/providers/Microsoft.KeyVault/vaults/kv-shop`,
  );
  expect(Object.keys(azureTags(azureSystem()))).toEqual(['Environment', 'Project']);
});

test('another cloud, and a missing network for private endpoints, are errors that tell how to mend them', () => {
  expect(() => azureOf(testSystem(CLOUDLESS_CLUSTER).cloud)).toThrow(
    /cloud "none": give the cluster a cloud of type "azure", or leave the construct out/,
  );
  expect(() => privateLinkOf(azureSystem(AKS).cloud)).toThrow(
    /cluster aks-shop has no cloud.privateLink: give its cloud/,
  );
});
