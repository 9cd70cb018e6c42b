import { postgresFile, PostgresServer, redisFile, type PostgresServerProps } from '../../../src/constructs/data-store';
import { declarationsOf } from '../../../src/constructs/structure';
import { size } from '../../../src/constructs/workload';
import { objectOf, testSystem } from '../place';
import { read } from '../read';

const props: PostgresServerProps = {
  namespace: 'shop',
  image: { repository: 'docker.io/library/postgres', tag: '16.14-bookworm' },
  size: size('500m', '1Gi', '1000m', '2Gi'), // TG-03
  dataPath: '/data/postgresql',
  storage: { type: 'class', storageClass: 'managed-csi', size: '20Gi' },
  database: 'shop',
  password: { secret: 'postgresql-init-secret', key: 'password' },
  maxConnections: 100,
  requirement: 'TG-03',
  sharedBuffers: '256MB',
  effectiveCacheSize: '1GB',
  logLevel: 'warning',
  timeZone: 'Asia/Seoul',
};

function server(changes: Partial<PostgresServerProps> = {}) {
  const system = testSystem();
  new PostgresServer(system.app, 'postgresql', { ...props, ...changes });
  return system;
}
const container = (path: string) =>
  read(objectOf(server(), 'StatefulSet', 'postgresql'), `spec.template.spec.containers.0.${path}`);
const file = (name: string) =>
  read(objectOf(server(), 'ConfigMap', 'postgresql-config'), `data.${name.replace('.', String.raw`\.`)}`) as string;

describe('a PostgreSQL server', () => {
  test('has the figures of the document in a real configuration file (TG-03)', () => {
    const lines = file('postgresql.conf').split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'max_connections = 100',
        `shared_buffers = '256MB'`,
        `effective_cache_size = '1GB'`,
        'port = 5432',
        `log_min_messages = 'warning'`,
      ]),
    );
  });

  test('reads that file and keeps its data in a folder below the volume (D-02)', () => {
    expect(container('args')).toEqual([
      'postgres',
      '-c',
      'config_file=/etc/postgresql/postgresql.conf',
      '-c',
      'hba_file=/etc/postgresql/pg_hba.conf',
    ]);
    expect(container('command')).toBeUndefined();
    expect(container('env')).toContainEqual({ name: 'PGDATA', value: '/data/postgresql/pgdata' });
    expect(container('volumeMounts')).toContainEqual({ name: 'data', mountPath: '/data/postgresql' });
  });

  test('asks everybody outside its own pod for the password', () => {
    expect(file('pg_hba.conf')).toBe('local all all trust\nhost all all all scram-sha-256\n');
  });

  test('uses no more shared memory than a container has', () => {
    expect(file('postgresql.conf')).toContain('max_parallel_workers_per_gather = 0\n');
    expect(file('postgresql.conf')).toContain('max_parallel_maintenance_workers = 0\n');
  });

  test('is asked by TCP: while the image makes the database a server answers on the socket alone', () => {
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      expect(container(`${probe}.exec.command`)).toEqual(
        expect.arrayContaining(['pg_isready', '--host', '127.0.0.1', '--dbname', 'shop']),
      );
    }
  });

  test('grants all but three of its connections', () => {
    const budget = server()
      .node.findAll()
      .flatMap(declarationsOf)
      .find(({ type }) => type === 'connection-budget');
    expect(budget).toMatchObject({ database: 'postgresql', connections: 97, requirement: 'TG-03' });
  });

  test('lets in the pods that a label names, and nobody else (TG-06)', () => {
    const openTo = [{ name: 'application tier', namespace: 'shop', selector: { tier: 'application' } }];
    const policy = (changes: Partial<PostgresServerProps>) =>
      read(objectOf(server(changes), 'NetworkPolicy', 'postgresql'), 'spec.ingress');
    expect(policy({})).toBeUndefined();
    expect(policy({ openTo })).toEqual([
      { from: [{ podSelector: { matchLabels: { tier: 'application' } } }], ports: [{ port: 5432, protocol: 'TCP' }] },
    ]);
  });
});

describe('a settings file', () => {
  test('of PostgreSQL doubles quotes and backslashes', () => {
    expect(postgresFile({ a: `it's`, b: String.raw`a\b`, c: 1, d: true, e: false })).toBe(
      String.raw`a = 'it''s'` + '\n' + String.raw`b = 'a\\b'` + '\nc = 1\nd = on\ne = off\n',
    );
  });

  test('of Redis writes an empty value as two quotes: it counts words', () => {
    expect(redisFile({ save: '', appendonly: false, port: 6379, bind: '* -::*' })).toBe(
      'save ""\nappendonly no\nport 6379\nbind * -::*\n',
    );
  });
});
