import { KeyVault } from '../../../src/constructs/azure';
import { objectOf } from '../place';
import { read } from '../read';
import { azureSystem, RESOURCE_GROUP } from './azure-place';

function vault(name = 'kv-shop') {
  const system = azureSystem();
  return { system, made: new KeyVault(system.cloud, name, { namespace: 'shop' }) };
}

test('rights come by role only, nothing is gone before 90 days, and nothing public answers (TG-18)', () => {
  const { system, made } = vault();
  const object = objectOf(system, 'Vault', 'kv-shop');
  expect(read(object, 'spec.properties')).toEqual({
    tenantId: '00000000-0000-0000-0000-000000000002',
    sku: { family: 'A', name: 'standard' },
    createMode: 'createOrRecover',
    enableRbacAuthorization: true,
    enableSoftDelete: true,
    softDeleteRetentionInDays: 90,
    enablePurgeProtection: true,
    publicNetworkAccess: 'Disabled',
    networkAcls: { bypass: 'None', defaultAction: 'Deny' },
  });
  expect(object.metadata.annotations).toEqual({
    'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    'serviceoperator.azure.com/reconcile-policy': 'detach-on-delete',
  });
  expect(made.endpoint).toMatchObject({ service: 'kv-shop', cidrs: ['192.0.2.128/26'], port: 443 });
  expect(made.uri).toBe('https://kv-shop.vault.azure.net');
  expect(made.grantRead()).toEqual({
    role: 'secrets-user',
    scope: `${RESOURCE_GROUP}/providers/Microsoft.KeyVault/vaults/kv-shop`,
  });
});

test.each(['kv', 'kv--shop', '1kv', 'kv-shop-', 'a'.repeat(25), 'kv_shop'])('a vault called %s is refused', name => {
  expect(() => vault(name)).toThrow(/Azure takes 3 to 24 letters, digits and single '-'/);
});
