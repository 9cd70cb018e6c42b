import { RedisCache, type RedisCacheProps } from '../../../src/constructs/data-store';
import { fixed, scheduled } from '../../../src/constructs/scaling';
import { size } from '../../../src/constructs/workload';
import { objectOf, objectsOf, TEST_CLUSTER, testSystem, WATCHER } from '../place';
import { read } from '../read';

const props: RedisCacheProps = {
  namespace: 'shop',
  image: { repository: 'docker.io/library/redis', tag: '7.2.11-bookworm' },
  size: size('100m', '256Mi', '500m', '1Gi'), // TG-04
  replicas: fixed(1),
  maxMemory: '512mb',
  eviction: 'allkeys-lru',
};

function cache(changes: Partial<RedisCacheProps> = {}) {
  const system = testSystem(TEST_CLUSTER, WATCHER);
  new RedisCache(system.app, 'redis', { ...props, ...changes });
  return system;
}
const container = (path: string, changes: Partial<RedisCacheProps> = {}) =>
  read(objectOf(cache(changes), 'Deployment', 'redis'), `spec.template.spec.containers.0.${path}`);

describe('a Redis cache', () => {
  test('has the figures of the document and keeps nothing (TG-04)', () => {
    expect(
      String(read(objectOf(cache(), 'ConfigMap', 'redis-config'), String.raw`data.redis\.conf`)).split('\n'),
    ).toEqual(
      expect.arrayContaining([
        'maxmemory 512mb',
        'maxmemory-policy allkeys-lru',
        'save ""',
        'appendonly no',
        'port 6379',
      ]),
    );
    expect(objectsOf(cache()).map(({ kind }) => kind)).not.toContain('PersistentVolumeClaim');
  });

  test('starts with its file alone where it has no password', () => {
    expect(container('command')).toEqual(['redis-server', '/etc/redis/redis.conf']);
  });

  test('takes its password from a Secret, byte by byte, and does not start with an empty one', () => {
    const password = { secret: 'redis', key: 'password' };
    const valueFrom = { secretKeyRef: { name: 'redis', key: 'password' } };
    expect(container('env', { password })).toEqual([{ name: 'REDISCLI_AUTH', valueFrom }]);
    expect((container('command', { password }) as string[]).at(-1)).toMatchInlineSnapshot(`
      "set -eu
      : "\${REDISCLI_AUTH:?the password is empty: fill the key of the Secret}"
      password="$(printf %s "$REDISCLI_AUTH" | od -An -v -tx1 | tr -d ' \\n' | sed 's/../\\\\x&/g')"
      exec redis-server /etc/redis/redis.conf - <<CONFIG
      requirepass "$password"
      CONFIG
      "
    `);
  });

  test('starts anew when its file changes', () => {
    const hash = (changes: Partial<RedisCacheProps>) =>
      read(objectOf(cache(changes), 'Deployment', 'redis'), 'spec.template.metadata.annotations');
    expect(hash({})).toEqual(hash({}));
    expect(hash({ maxMemory: '256mb' })).not.toEqual(hash({}));
  });

  test('that sleeps is refused where no exporter asks it: ready pods, of which there are none at night, would tell', () => {
    const hours = { days: ['Mon'] as const, start: '09:00', end: '18:00', timeZone: 'Asia/Seoul' };
    const replicas = scheduled({ count: 1, hours });
    expect(() => cache({ replicas })).toThrow(/redis: sleeps; give it `watched`, whose alerts do, too$/);
    const password = { secret: 'redis', key: 'password' };
    const watched = { password: { secret: 'redis', key: 'exporter' }, requirements: [] };
    expect(() => cache({ replicas, password, watched })).not.toThrow();
  });
});
