import { MariadbServer, PostgresServer, RedisCache, type Watching } from '../../../src/constructs/data-store';
import { fixed, scheduled } from '../../../src/constructs/scaling';
import { size } from '../../../src/constructs/workload';
import { CLOUDLESS_CLUSTER, objectOf, objectsOf, testSystem, WATCHER } from '../place';
import { read } from '../read';

const watched: Watching = { password: { secret: 'watching', key: 'password' }, requirements: ['MM-08'] };

function redis(changes: Partial<ConstructorParameters<typeof RedisCache>[2]> = {}) {
  const system = testSystem(CLOUDLESS_CLUSTER, WATCHER);
  new RedisCache(system.app, 'redis', {
    namespace: 'shop',
    image: { repository: 'docker.io/library/redis', tag: '7.2.11-bookworm' },
    size: size('50m', '128Mi', '200m', '256Mi'),
    replicas: fixed(1),
    maxMemory: '128mb',
    eviction: 'allkeys-lru',
    password: { secret: 'redis', key: 'password' },
    watched,
    ...changes,
  });
  return system;
}

function mariadb(changes: Partial<ConstructorParameters<typeof MariadbServer>[2]> = {}) {
  const system = testSystem(CLOUDLESS_CLUSTER, WATCHER);
  new MariadbServer(system.app, 'mariadb', {
    namespace: 'shop',
    image: { repository: 'docker.io/library/mariadb', tag: '10.11.18' },
    size: size('200m', '512Mi', '1000m', '1Gi'),
    storage: { type: 'class', storageClass: 'disks', size: '5Gi' },
    database: 'shop',
    rootPassword: { secret: 'shop-root', key: 'password' },
    settings: { maxConnections: 120, bufferPool: '256M' },
    requirement: 'MM-06',
    watched,
    ...changes,
  });
  return system;
}

const POSTGRESQL: ConstructorParameters<typeof PostgresServer>[2] = {
  namespace: 'shop',
  image: { repository: 'docker.io/library/postgres', tag: '16.14-bookworm' },
  size: size('500m', '1Gi', '1000m', '2Gi'),
  dataPath: '/data/postgresql',
  storage: { type: 'class', storageClass: 'disks', size: '20Gi' },
  database: 'shop',
  password: { secret: 'shop-administrator', key: 'password' },
  maxConnections: 50,
  requirement: 'TG-03',
  sharedBuffers: '256MB',
  effectiveCacheSize: '1GB',
  logLevel: 'warning',
  timeZone: 'Asia/Seoul',
};

function postgresql(watching: Partial<Watching> = {}) {
  const system = testSystem(CLOUDLESS_CLUSTER, WATCHER);
  new PostgresServer(system.app, 'postgresql', { ...POSTGRESQL, watched: { ...watched, ...watching } });
  return system;
}

const HOURS = { days: ['Mon', 'Tue'], start: '08:00', end: '20:00', timeZone: 'Asia/Seoul' } as const;

const rulesOf = (system: ReturnType<typeof redis>, store: string) =>
  (
    read(objectOf(system, 'PrometheusRule', `${store}-store`), 'spec.groups') as {
      rules: { alert: string; expr: string }[];
    }[]
  ).flatMap(({ rules }) => rules);

describe('the exporter of a data store', () => {
  test('is a Deployment beside the store’s pods, which only Prometheus reads and whose password comes from a Secret', () => {
    const system = mariadb();
    const pod = read(objectOf(system, 'Deployment', 'mariadb-exporter'), 'spec.template.spec') as {
      containers: { command: string[]; env: object[] }[];
    };
    expect(pod.containers[0]?.env).toEqual([
      {
        name: 'MYSQLD_EXPORTER_PASSWORD',
        valueFrom: { secretKeyRef: { name: 'watching', key: 'password' } },
      },
    ]);
    expect(pod.containers[0]?.command).toEqual(
      expect.arrayContaining([
        '--mysqld.address=mariadb:3306',
        '--mysqld.username=exporter',
        '--no-collect.slave_status',
      ]),
    );
    expect(read(objectOf(system, 'StatefulSet', 'mariadb'), 'spec.template.spec.containers')).toHaveLength(1);
    expect(objectOf(system, 'PodMonitor', 'mariadb-exporter')).toBeDefined();
  });

  test('is let in by the store’s own policy', () => {
    const ingress = read(objectOf(mariadb(), 'NetworkPolicy', 'mariadb'), 'spec.ingress.0');
    expect(JSON.stringify(ingress)).toContain('"app.kubernetes.io/name":"mariadb-exporter"');
  });

  test('is judged by what the store itself grants, or by what it is told to grant', () => {
    const connections = (system: ReturnType<typeof redis>, store: string) =>
      rulesOf(system, store).find(({ alert }) => alert === 'StoreConnections')?.expr;
    expect(connections(mariadb(), 'mariadb')).toContain(' / mysql_global_variables_max_connections{');
    expect(connections(redis(), 'redis')).toMatch(/redis_connected_clients\{[^}]*\} \/ 1000\) > 0\.8$/);
    expect(read(objectOf(redis(), 'ConfigMap', 'redis-config'), String.raw`data.redis\.conf`)).toContain(
      'maxclients 1000',
    );
  });

  test('of Redis tells of memory by the limit of its container', () => {
    const memory = (limit: string) =>
      rulesOf(redis({ size: size('50m', '128Mi', '200m', limit as '256Mi') }), 'redis').find(
        ({ alert }) => alert === 'StoreMemory',
      )?.expr;
    expect(memory('256Mi')).toContain('/ 268435456) > 0.9');
    expect(memory('512Mi')).toContain('/ 536870912) > 0.9');
  });

  test('of Redis has an account that may run nothing but what it asks', () => {
    const command = read(objectOf(redis(), 'Deployment', 'redis'), 'spec.template.spec.containers.0.command.2');
    expect(command).toContain(
      'user exporter on ">$exporter" resetkeys resetchannels -@all +info +ping +latency|latest +latency|histogram\n',
    );
    expect(command).toContain(': "${EXPORTER_PASSWORD:?the password is empty');
  });

  test('is refused where Redis lets everybody do everything', () => {
    const system = testSystem(CLOUDLESS_CLUSTER, WATCHER);
    expect(
      () =>
        new RedisCache(system.app, 'redis', {
          namespace: 'shop',
          image: { repository: 'docker.io/library/redis', tag: '7.2.11-bookworm' },
          size: size('50m', '128Mi', '200m', '256Mi'),
          replicas: fixed(1),
          maxMemory: '128mb',
          eviction: 'allkeys-lru',
          watched,
        }),
    ).toThrow('is no use without a password');
  });

  test('of PostgreSQL enters no database of ours, asks for one view alone, and writes no password into its address', () => {
    const container = read(
      objectOf(postgresql(), 'Deployment', 'postgresql-exporter'),
      'spec.template.spec.containers.0',
    );
    const { command, env } = container as { command: string[]; env: { name: string; value?: string }[] };
    expect(env.map(({ name, value = '' }) => `${name} ${value}`.trim())).toEqual([
      'DATA_SOURCE_NAME postgresql://exporter@postgresql:5432/postgres?sslmode=disable&connect_timeout=5',
      'PGPASSWORD',
    ]);
    expect(command).toEqual(expect.arrayContaining(['--disable-default-metrics', '--disable-settings-metrics']));
    expect(command.filter(word => word.includes('stat_database'))).toEqual([]);
  });

  test('of PostgreSQL has places kept for it, and a server that nobody watches keeps none', () => {
    const file = (system: ReturnType<typeof redis>): unknown =>
      read(objectOf(system, 'ConfigMap', 'postgresql-config'), String.raw`data.postgresql\.conf`);
    expect(file(postgresql())).toContain('\nreserved_connections = 2\n');
    const system = testSystem(CLOUDLESS_CLUSTER, WATCHER);
    new PostgresServer(system.app, 'postgresql', POSTGRESQL);
    expect(file(system)).not.toContain('\nreserved_connections');
  });

  test('of PostgreSQL adds up what each database tells, and no alert reads refusals, which it counts nowhere', () => {
    const rules = rulesOf(postgresql(), 'postgresql');
    expect(rules.map(({ alert }) => alert)).toEqual(['StoreDown', 'StoreConnections']);
    // 50 less 3 of the superuser's and 2 of its own.
    expect(rules[1]?.expr).toMatch(/^max by \(namespace\) \(sum by \(namespace, pod\) \(.*\) \/ 45\) > 0\.8$/);
  });

  test('that runs in some hours misses its store in those alone, once both have come up', () => {
    const replicas = scheduled({ count: 1, hours: HOURS });
    const down = (system: ReturnType<typeof redis>) =>
      rulesOf(system, 'postgresql').find(({ alert }) => alert === 'StoreDown')?.expr;
    expect(down(postgresql())).toMatch(/ == 0$/);
    expect(down(postgresql({ replicas }))).toMatch(/ == 0 and on \(\) \(.* >= 29400 < 72000/);
  });

  test('is there only where a store says that it is watched', () => {
    const system = testSystem(CLOUDLESS_CLUSTER, WATCHER);
    new RedisCache(system.app, 'redis', {
      namespace: 'shop',
      image: { repository: 'docker.io/library/redis', tag: '7.2.11-bookworm' },
      size: size('50m', '128Mi', '200m', '256Mi'),
      replicas: fixed(1),
      maxMemory: '128mb',
      eviction: 'allkeys-lru',
      password: { secret: 'redis', key: 'password' },
    });
    expect(objectsOf(system).filter(({ metadata }) => metadata.name.endsWith('-exporter'))).toEqual([]);
  });
});
