import { BackupContainer, type BackupContainerProps } from '../../../src/constructs/azure';
import { objectOf, objectsOf } from '../place';
import { read } from '../read';
import { azureSystem, contractsOf, RESOURCE_GROUP } from './azure-place';

function container(props: Partial<BackupContainerProps> = {}, name = 'stshopbackup') {
  const system = azureSystem();
  const made = new BackupContainer(system.cloud, name, {
    namespace: 'shop',
    container: 'postgresql',
    reach: 'private-endpoint',
    retentionDays: 30,
    immutableDays: 7,
    requirements: ['TG-17'],
    ...props,
  });
  return { system, made };
}

test('three zones, no keys, nothing public, and nothing removed before its time', () => {
  const { system } = container();
  expect(read(objectOf(system, 'StorageAccount', 'stshopbackup'), 'spec')).toMatchObject({
    kind: 'StorageV2',
    sku: { name: 'Standard_ZRS' },
    accessTier: 'Cool',
    allowBlobPublicAccess: false,
    allowSharedKeyAccess: false,
    minimumTlsVersion: 'TLS1_2',
    supportsHttpsTrafficOnly: true,
    publicNetworkAccess: 'Disabled',
    networkAcls: { bypass: 'None', defaultAction: 'Deny' },
    immutableStorageWithVersioning: {
      enabled: true,
      immutabilityPolicy: {
        immutabilityPeriodSinceCreationInDays: 7,
        state: 'Unlocked',
        allowProtectedAppendWrites: false,
      },
    },
  });
  expect(read(objectOf(system, 'StorageAccountsBlobService', 'stshopbackup-blobs'), 'spec')).toEqual({
    owner: { name: 'stshopbackup' },
    isVersioningEnabled: true,
    deleteRetentionPolicy: { enabled: true, days: 14 },
    containerDeleteRetentionPolicy: { enabled: true, days: 14 },
  });
  const blobs = objectOf(system, 'StorageAccountsBlobServicesContainer', 'stshopbackup-postgresql');
  expect(blobs.spec).toEqual({ azureName: 'postgresql', owner: { name: 'stshopbackup-blobs' }, publicAccess: 'None' });
});

test('an account that is reached publicly has no private endpoint, and still no public container', () => {
  const { system, made } = container({ reach: 'public', immutableDays: undefined });
  const spec = read(objectOf(system, 'StorageAccount', 'stshopbackup'), 'spec') as Record<string, unknown>;
  expect(spec).toMatchObject({ publicNetworkAccess: 'Enabled', allowBlobPublicAccess: false });
  expect(spec).not.toHaveProperty('immutableStorageWithVersioning');
  expect(objectsOf(system).map(({ kind }) => kind)).not.toContain('PrivateEndpoint');
  expect(made.endpoint).toMatchObject({ cidrs: ['0.0.0.0/0'], port: 443 });
});

test('rights are of the container, and old backups are removed by a rule that a contract checks', () => {
  const { system, made } = container();
  const scope = `${RESOURCE_GROUP}/providers/Microsoft.Storage/storageAccounts/stshopbackup/blobServices/default/containers/postgresql`;
  expect(made.grantWrite()).toEqual({ role: 'blob-contributor', scope });
  expect(made.grantRead()).toEqual({ role: 'blob-reader', scope });
  expect(made.url).toBe('https://stshopbackup.blob.core.windows.net/postgresql');
  const contract = contractsOf(system).get('stshopbackup-lifecycle');
  const policy: unknown = JSON.parse(/--policy '(.*)'$/.exec(contract?.make ?? '')?.[1] ?? '');
  expect(policy).toMatchObject({
    rules: [{ definition: { filters: { prefixMatch: ['postgresql/'] }, actions: { baseBlob: { delete: {} } } } }],
  });
  expect(contract?.check).toContain('daysAfterModificationGreaterThan == `30`');
});

test.each<[string, Partial<BackupContainerProps>, string, string]>([
  ['an account with a capital', {}, 'stShop', '3 to 24 small letters and digits'],
  ['a container with an underscore', { container: 'a_b' }, 'stshop', "small letters, digits and single '-'"],
  ['backups that are removed before they may be', { immutableDays: 31 }, 'stshop', 'at most retentionDays'],
])('%s is refused', (_, props, name, message) => {
  expect(() => container(props, name)).toThrow(message);
});
