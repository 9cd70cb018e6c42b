import { KeyVault, PrivateEndpoint } from '../../../src/constructs/azure';
import { objectOf, objectsOf } from '../place';
import { read } from '../read';
import { azureSystem, RESOURCE_GROUP } from './azure-place';

const VNET = `${RESOURCE_GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-shop`;

function endpoint() {
  const system = azureSystem();
  const target = { group: 'keyvault.azure.com', kind: 'Vault', name: 'kv-shop' };
  new PrivateEndpoint(system.cloud, 'kv-shop-private', { namespace: 'shop', service: 'key-vault', target });
  return system;
}

test('an address of the subnet leads to the resource', () => {
  expect(read(objectOf(endpoint(), 'PrivateEndpoint', 'kv-shop-private'), 'spec')).toEqual({
    azureName: 'kv-shop-private',
    location: 'koreacentral',
    owner: { armId: RESOURCE_GROUP },
    subnet: { reference: { armId: `${VNET}/subnets/private` } },
    privateLinkServiceConnections: [
      {
        name: 'vault',
        groupIds: ['vault'],
        privateLinkServiceReference: { group: 'keyvault.azure.com', kind: 'Vault', name: 'kv-shop' },
      },
    ],
    tags: { Environment: 'unit', Project: 'shop' },
  });
});

test('its name is in a private zone that the virtual network resolves', () => {
  const system = endpoint();
  const zone = 'privatelink.vaultcore.azure.net';
  expect(read(objectOf(system, 'PrivateEndpointsPrivateDnsZoneGroup', 'kv-shop-private-names'), 'spec')).toEqual({
    azureName: 'default',
    owner: { name: 'kv-shop-private' },
    privateDnsZoneConfigs: [
      { name: 'vault', privateDnsZoneReference: { group: 'network.azure.com', kind: 'PrivateDnsZone', name: zone } },
    ],
  });
  expect(read(objectOf(system, 'PrivateDnsZone', zone), 'spec')).toMatchObject({ azureName: zone, location: 'global' });
  const link = objectOf(system, 'PrivateDnsZonesVirtualNetworkLink', 'key-vault-private-names');
  expect(read(link, 'spec')).toMatchObject({
    owner: { name: zone },
    registrationEnabled: false,
    virtualNetwork: { reference: { armId: VNET } },
  });
});

test('two endpoints of one service share one zone', () => {
  const system = azureSystem();
  for (const name of ['kv-shop-one', 'kv-shop-two']) new KeyVault(system.cloud, name, { namespace: 'shop' });
  const kinds = objectsOf(system).map(({ kind }) => kind);
  expect(kinds.filter(kind => kind === 'PrivateEndpoint')).toHaveLength(2);
  expect(kinds.filter(kind => kind === 'PrivateDnsZone')).toHaveLength(1);
});
