import { PostgresFlexibleServer, type PostgresFlexibleServerProps } from '../../../src/constructs/azure';
import { objectOf, objectsOf } from '../place';
import { read } from '../read';
import { azureSystem, contractsOf, RESOURCE_GROUP } from './azure-place';

function server(props: Partial<PostgresFlexibleServerProps> = {}, name = 'psql-shop') {
  const system = azureSystem();
  const made = new PostgresFlexibleServer(system.cloud, name, {
    namespace: 'shop',
    machine: { tier: 'GeneralPurpose', size: 'Standard_D2ds_v5' },
    storageGb: 128,
    zoneRedundant: true,
    backupRetentionDays: 14,
    geoRedundantBackup: true,
    administrator: { login: 'shopadmin', password: { name: 'shop-database', key: 'password' } },
    databases: ['shop'],
    settings: { max_connections: 100 },
    requirements: ['TG-18'],
    ...props,
  });
  return { system, made };
}

test('PostgreSQL 16 with a standby in another zone, backups elsewhere, a password by reference (TG-18)', () => {
  expect(read(objectOf(server().system, 'FlexibleServer', 'psql-shop'), 'spec')).toEqual({
    azureName: 'psql-shop',
    location: 'koreacentral',
    owner: { armId: RESOURCE_GROUP },
    tags: { Environment: 'unit', Project: 'shop' },
    version: '16',
    sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' },
    storage: { storageSizeGB: 128, autoGrow: 'Enabled' },
    highAvailability: { mode: 'ZoneRedundant' },
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Enabled' },
    network: { publicNetworkAccess: 'Disabled' },
    administratorLogin: 'shopadmin',
    administratorLoginPassword: { name: 'shop-database', key: 'password' },
    authConfig: {
      passwordAuth: 'Enabled',
      activeDirectoryAuth: 'Disabled',
      tenantId: '00000000-0000-0000-0000-000000000002',
    },
  });
});

test('what may be off is off, and identities may sign in where asked for', () => {
  const { system } = server({ zoneRedundant: false, geoRedundantBackup: false, entraSignIn: true });
  expect(read(objectOf(system, 'FlexibleServer', 'psql-shop'), 'spec')).toMatchObject({
    highAvailability: { mode: 'Disabled' },
    backup: { geoRedundantBackup: 'Disabled' },
    authConfig: { activeDirectoryAuth: 'Enabled' },
  });
});

test('TLS is required whatever the settings, and each setting is an object', () => {
  const { system } = server();
  const settings = objectsOf(system).filter(({ kind }) => kind === 'FlexibleServersConfiguration');
  expect(settings.map(each => [each.metadata.name, read(each, 'spec.azureName'), read(each, 'spec.value')])).toEqual([
    ['psql-shop-require-secure-transport', 'require_secure_transport', 'on'],
    ['psql-shop-ssl-min-protocol-version', 'ssl_min_protocol_version', 'TLSv1.2'],
    ['psql-shop-max-connections', 'max_connections', '100'],
  ]);
  expect(read(objectOf(system, 'FlexibleServersDatabase', 'psql-shop-shop'), 'spec')).toEqual({
    azureName: 'shop',
    owner: { name: 'psql-shop' },
    charset: 'UTF8',
    collation: 'en_US.utf8',
  });
  expect(contractsOf(system).get('psql-shop-settings')?.expect).toBe('');
});

test('server and databases outlive their objects; settings do not', () => {
  const kept = objectsOf(server().system).filter(
    ({ metadata }) => metadata.annotations?.['serviceoperator.azure.com/reconcile-policy'] === 'detach-on-delete',
  );
  expect(kept.map(({ kind }) => kind)).toEqual(['FlexibleServer', 'FlexibleServersDatabase']);
});

test('it is reached at its own name, inside the network', () => {
  const { made } = server();
  expect(made.host).toBe('psql-shop.postgres.database.azure.com');
  expect(made.endpoint).toMatchObject({ service: 'psql-shop', cidrs: ['192.0.2.128/26'], port: 5432 });
});

const refused: readonly [string, Partial<PostgresFlexibleServerProps>, string][] = [
  ['a standby of a Burstable machine', { machine: { tier: 'Burstable', size: 'Standard_B2s' } }, 'has no standby'],
  ['backups of 6 days', { backupRetentionDays: 6 }, '7 to 35 whole days'],
  ['backups of 36 days', { backupRetentionDays: 36 }, '7 to 35 whole days'],
  ['a disk of 100 GB', { storageGb: 100 }, 'Azure offers 32, 64, 128'],
  ['a disk of 16 GB', { storageGb: 16 }, 'Azure offers 32, 64, 128'],
];

test.each(refused)('%s is refused', (_, props, message) => {
  expect(() => server(props)).toThrow(message);
});

test('a name that Azure refuses is refused', () => {
  expect(() => server({}, 'Psql')).toThrow('3 to 63 small letters');
});
