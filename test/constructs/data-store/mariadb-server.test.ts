import { MariadbServer } from '../../../src/constructs/data-store';
import { declarationsOf } from '../../../src/constructs/structure';
import { size } from '../../../src/constructs/workload';
import { CLOUDLESS_CLUSTER, objectOf, testSystem } from '../place';
import { read } from '../read';

function server() {
  const system = testSystem(CLOUDLESS_CLUSTER);
  const made = new MariadbServer(system.app, 'mariadb', {
    namespace: 'shop',
    image: { repository: 'docker.io/library/mariadb', tag: '10.11.18' },
    size: size('200m', '512Mi', '1000m', '1Gi'),
    storage: { type: 'class', storageClass: 'disks', size: '5Gi' },
    database: 'shop',
    rootPassword: { secret: 'shop-root', key: 'password' },
    settings: { maxConnections: 120, bufferPool: '256M' },
    requirement: 'MM-06',
  });
  const container = read(objectOf(system, 'StatefulSet', 'mariadb'), 'spec.template.spec.containers.0') as {
    readonly env: readonly object[];
    readonly args: readonly string[];
    readonly volumeMounts: readonly { readonly mountPath: string; readonly readOnly?: boolean }[];
    readonly livenessProbe: { readonly exec: { readonly command: readonly string[] } };
    readonly readinessProbe: { readonly exec: { readonly command: readonly string[] } };
  };
  return { system, made, container };
}

test('its settings are the last file that the server reads, and keep what was written', () => {
  const { system, container } = server();
  const text = String(read(objectOf(system, 'ConfigMap', 'mariadb-config'), 'data.garam\\.cnf'));
  for (const line of [
    '[mariadbd]',
    'max_connections = 120',
    'innodb_buffer_pool_size = 256M',
    'innodb_ft_min_token_size = 1',
    'innodb_flush_log_at_trx_commit = 1',
    'slow_query_log = ON',
    'socket = /run/mysqld/mysqld.sock',
    'ignore_db_dirs = lost+found',
  ])
    expect(text.split('\n')).toContain(line);
  expect(container.volumeMounts).toContainEqual(
    expect.objectContaining({ mountPath: '/etc/mysql/mariadb.conf.d', readOnly: true }),
  );
});

test('the image makes the database and sets root’s password, which stands in a Secret', () => {
  const { container } = server();
  expect(container.args).toEqual(['mariadbd']);
  expect(container.env).toEqual([
    { name: 'MARIADB_DATABASE', value: 'shop' },
    { name: 'MARIADB_ROOT_PASSWORD', valueFrom: { secretKeyRef: { name: 'shop-root', key: 'password' } } },
  ]);
});

test('it writes to its volume, its socket’s folder and /tmp, and nowhere else', () => {
  const writable = server().container.volumeMounts.filter(({ readOnly }) => !readOnly);
  expect(writable.map(({ mountPath }) => mountPath).sort()).toEqual(['/run/mysqld', '/tmp', '/var/lib/mysql']);
});

test('a server that is full is alive; ready is one that listens by TCP', () => {
  const { livenessProbe, readinessProbe } = server().container;
  expect(livenessProbe.exec.command.at(-1)).toContain("*'ERROR 1040 '*");
  expect(readinessProbe.exec.command).toEqual(['healthcheck.sh', '--connect', '--innodb_initialized']);
});

test('it declares how many connections it grants', () => {
  expect(declarationsOf(server().made)).toContainEqual({
    type: 'connection-budget',
    database: 'mariadb',
    connections: 120,
    requirement: 'MM-06',
  });
});
