import { ElastiCacheRedis, type ElastiCacheRedisProps } from '../../../../src/constructs/aws';
import { assumed, declarationsOf } from '../../../../src/constructs/structure';
import { objectOf, objectsOf, testSystem } from '../../place';
import { complaintsAbout } from '../complaints';

const PROPS: ElastiCacheRedisProps = {
  namespace: 'shop',
  nodeType: 'cache.t3.micro',
  engineVersion: '7.1',
  replicas: 0,
  eviction: 'volatile-ttl',
  host: assumed<string>('shop-cache.example.com', 'a test'),
  network: {
    subnets: ['subnet-a', 'subnet-b'],
    subnetCidrs: ['192.0.2.128/27', '192.0.2.160/27'],
    securityGroups: ['sg-0123456789abcdef0'],
  },
  password: { secret: 'shop-secrets', key: 'redis_password' },
  maintenanceWindow: 'sat:19:00-sat:20:00',
  requirements: ['XX-01'],
};

function cache(props: Partial<ElastiCacheRedisProps> = {}, id = 'shop-cache') {
  const system = testSystem();
  return { system, made: new ElastiCacheRedis(system.cloud, id, { ...PROPS, ...props }) };
}

test('one node without cluster mode, with a password, encrypted on the way and at rest', () => {
  expect(objectOf(cache().system, 'ReplicationGroup', 'shop-cache').spec).toMatchInlineSnapshot(`
    {
      "atRestEncryptionEnabled": true,
      "authToken": {
        "key": "redis_password",
        "name": "shop-secrets",
        "namespace": "shop",
      },
      "automaticFailoverEnabled": false,
      "cacheNodeType": "cache.t3.micro",
      "cacheParameterGroupRef": {
        "from": {
          "name": "shop-cache-parameters",
          "namespace": "shop",
        },
      },
      "cacheSubnetGroupRef": {
        "from": {
          "name": "shop-cache-subnets",
          "namespace": "shop",
        },
      },
      "description": "Redis shop-cache",
      "engine": "redis",
      "engineVersion": "7.1",
      "multiAZEnabled": false,
      "numNodeGroups": 1,
      "port": 6379,
      "preferredMaintenanceWindow": "sat:19:00-sat:20:00",
      "replicasPerNodeGroup": 0,
      "replicationGroupID": "shop-cache",
      "securityGroupIDs": [
        "sg-0123456789abcdef0",
      ],
      "tags": [
        {
          "key": "Environment",
          "value": "unit",
        },
        {
          "key": "Project",
          "value": "test",
        },
      ],
      "transitEncryptionEnabled": true,
    }
  `);
});

test('a second node stands in another zone and takes over by itself', () => {
  expect(objectOf(cache({ replicas: 1 }).system, 'ReplicationGroup', 'shop-cache').spec).toMatchObject({
    numNodeGroups: 1,
    replicasPerNodeGroup: 1,
    automaticFailoverEnabled: true,
    multiAZEnabled: true,
  });
});

test('what goes when memory is full is set for its generation of Redis', () => {
  expect(objectOf(cache().system, 'CacheParameterGroup', 'shop-cache-parameters').spec).toMatchObject({
    cacheParameterGroupFamily: 'redis7',
    parameterNameValues: [{ parameterName: 'maxmemory-policy', parameterValue: 'volatile-ttl' }],
  });
});

test('it waits for the password of its layer: without one the controller gives up', () => {
  for (const { metadata } of objectsOf(cache().system)) {
    expect(metadata.annotations).toMatchObject({ 'argocd.argoproj.io/sync-wave': '-20' });
  }
});

test('nothing of it is ever deleted, and every field is known', () => {
  expect(complaintsAbout(cache().system)).toEqual([]);
});

test('pods reach it by its subnets, and its firewall is a contract', () => {
  const { made } = cache();
  expect(made.host).toBe('shop-cache.example.com');
  expect(made.endpoint()).toMatchObject({ service: 'shop-cache', cidrs: PROPS.network.subnetCidrs, port: 6379 });
  expect(declarationsOf(made)).toMatchObject([{ id: 'shop-cache-firewall', expect: '6379\t6379\t1\t0' }]);
});

test('an identifier or a number of replicas that ElastiCache refuses is refused here', () => {
  expect(() => cache({}, 'Shop')).toThrow('ElastiCache takes at most 40 lower-case letters');
  expect(() => cache({}, 'shop--cache')).toThrow('no hyphen last or twice');
  expect(() => cache({}, 'shop-')).toThrow('no hyphen last or twice');
  expect(() => cache({}, `s${'0'.repeat(40)}`)).toThrow('at most 40');
  expect(() => cache({ replicas: 6 })).toThrow('shop-cache has 6 replicas; ElastiCache takes 0 to 5');
});
