import { ManagedRedis, type ManagedRedisProps } from '../../../src/constructs/azure';
import { objectOf, objectsOf } from '../place';
import { read } from '../read';
import { azureSystem, RESOURCE_GROUP } from './azure-place';

function redis(props: Partial<ManagedRedisProps> = {}, name = 'redis-shop') {
  const system = azureSystem();
  return { system, made: new ManagedRedis(system.cloud, name, { namespace: 'shop', size: 'B1', ...props }) };
}

test('the version is one that makes Azure Managed Redis, not the product that is retired (D-27)', () => {
  const { system } = redis();
  const object = objectOf(system, 'RedisEnterprise', 'redis-shop');
  expect(object.apiVersion).toBe('cache.azure.com/v1api20250401');
  expect(object.spec).toEqual({
    azureName: 'redis-shop',
    location: 'koreacentral',
    owner: { armId: RESOURCE_GROUP },
    tags: { Environment: 'unit', Project: 'shop' },
    sku: { name: 'Balanced_B1' },
    highAvailability: 'Enabled',
    minimumTlsVersion: '1.2',
  });
});

test('the database takes TLS only and evicts the least recently used keys (TG-04)', () => {
  const { system } = redis();
  expect(objectOf(system, 'RedisEnterpriseDatabase', 'redis-shop-default')).toMatchObject({
    apiVersion: 'cache.azure.com/v1api20250401',
    spec: {
      azureName: 'default',
      owner: { name: 'redis-shop' },
      port: 10_000,
      clientProtocol: 'Encrypted',
      clusteringPolicy: 'EnterpriseCluster',
      evictionPolicy: 'AllKeysLRU',
      accessKeysAuthentication: 'Enabled',
    },
  });
});

test('it is reached at its own name by a private endpoint, and its key is printed by a command', () => {
  const { system, made } = redis({ eviction: 'NoEviction', highlyAvailable: false });
  expect(made.host).toBe('redis-shop.koreacentral.redis.azure.net');
  expect(made.endpoint).toMatchObject({ cidrs: ['192.0.2.128/26'], port: 10_000 });
  expect(read(objectOf(system, 'PrivateEndpoint', 'redis-shop-private'), 'spec.privateLinkServiceConnections')).toEqual(
    [expect.objectContaining({ groupIds: ['redisEnterprise'] })],
  );
  expect(read(objectOf(system, 'RedisEnterprise', 'redis-shop'), 'spec.highAvailability')).toBe('Disabled');
  expect(made.accessKeyCommand).toMatch(/^az redisenterprise database list-keys .* --cluster-name redis-shop --query/);
  expect(objectsOf(system).filter(({ kind }) => kind === 'Secret')).toEqual([]);
});

test.each(['r', 'redis--shop', 'redis-', 'redis_shop'])('a cache called %s is refused', name => {
  expect(() => redis({}, name)).toThrow(/Azure takes 2 to 60 letters/);
});
