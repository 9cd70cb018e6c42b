import { KeyVault, WorkloadIdentity } from '../../../src/constructs/azure';
import { AzureKeyVaultStore, ExternalSecret } from '../../../src/constructs/secrets';
import { declarationsOf } from '../../../src/constructs/structure';
import { azureSystem } from '../azure/azure-place';
import { objectOf, objectsOf } from '../place';
import { read } from '../read';

function secret(serviceAccount = AzureKeyVaultStore.reader('secrets'), inSecret = true) {
  const system = azureSystem();
  const vault = new KeyVault(system.cloud, 'kv-shop', { namespace: 'shop' });
  const identity = new WorkloadIdentity(system.cloud, 'id-secrets', {
    namespace: 'shop',
    serviceAccount,
    inSecret,
    grants: [vault.grantRead()],
    requirements: ['TG-18'],
  });
  const store = new AzureKeyVaultStore(system.app, 'secrets', { namespace: 'shop', vault, identity });
  const keys = { DATABASE_PASSWORD: 'password of the database user', JWT_SECRET: 'signs tokens' };
  const made = new ExternalSecret(system.app, 'web-secrets', { store, remote: 'shop-web', keys, consumers: ['web'] });
  return { system, made, store };
}

test('the vault is read with the rights of one ServiceAccount, whose client id the operator wrote', () => {
  const { system } = secret();
  expect(read(objectOf(system, 'SecretStore', 'secrets'), 'spec.provider')).toEqual({
    azurekv: {
      authType: 'WorkloadIdentity',
      environmentType: 'PublicCloud',
      tenantId: '00000000-0000-0000-0000-000000000002',
      vaultUrl: 'https://kv-shop.vault.azure.net',
      serviceAccountRef: { name: 'secrets-reader' },
      authSecretRef: { clientId: { name: 'id-secrets-identity', key: 'clientId' } },
    },
  });
  expect(objectOf(system, 'ServiceAccount', 'secrets-reader').metadata.annotations).not.toHaveProperty(
    'azure.workload.identity/client-id',
  );
});

test('each property is a secret of its own, by a name that Key Vault takes, and no value is here', () => {
  const { system } = secret();
  expect(read(objectOf(system, 'ExternalSecret', 'web-secrets'), 'spec.data')).toEqual([
    { secretKey: 'DATABASE_PASSWORD', remoteRef: { key: 'shop-web-database-password' } },
    { secretKey: 'JWT_SECRET', remoteRef: { key: 'shop-web-jwt-secret' } },
  ]);
  expect(objectsOf(system).filter(({ kind }) => kind === 'Secret')).toEqual([]);
});

test('people create each with a prompt: the value is on no command line', () => {
  const [declaration] = declarationsOf(secret().made);
  expect(declaration).toMatchObject({
    entries: [{ remote: 'shop-web-database-password' }, { remote: 'shop-web-jwt-secret' }],
    create: [
      "read -rsp 'database_password: ' database_password && export database_password",
      'printf %s "$database_password" | az keyvault secret set --vault-name kv-shop --name shop-web-database-password --file /dev/stdin --encoding utf-8 --output none',
      "read -rsp 'jwt_secret: ' jwt_secret && export jwt_secret",
      'printf %s "$jwt_secret" | az keyvault secret set --vault-name kv-shop --name shop-web-jwt-secret --file /dev/stdin --encoding utf-8 --output none',
    ],
  });
});

test('an identity of another ServiceAccount, or without a Secret, is refused', () => {
  expect(() => secret('web')).toThrow(
    /identity id-secrets is for ServiceAccount shop\/web; make it for shop\/secrets-reader/,
  );
  expect(() => secret('secrets-reader', false)).toThrow(/make it with inSecret: true/);
});

test('a name that Key Vault refuses is refused', () => {
  expect(() => secret().store.entry('shop/web', 'password')).toThrow(/takes no secret called shop\/web-password/);
});
