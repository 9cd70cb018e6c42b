import type { Construct } from 'constructs';
import type { PodEndpoint } from '../../model';
import { MARIADB_METRICS } from '../monitoring';
import type { Image } from '../workload';
import { StoreExporter, type Watching } from './store-exporter';

/** The project's own image; v0.19.0 is its release of 2026-03-18 (github.com/prometheus/mysqld_exporter/releases). */
const IMAGE: Image = { repository: 'quay.io/prometheus/mysqld-exporter', tag: 'v0.19.0' };

/** `nobody` in the image, which is its user. */
const USER = 65534;

const PORT = 9104;

/** Account of the exporter in MariaDB, which the data initialisation makes: it may log in, and has no right on any table. */
export const MARIADB_EXPORTER = 'exporter';

/** On by default, and more than the account may ask, or than anybody looks at. */
const LEFT_OUT = [
  'info_schema.innodb_cmp',
  'info_schema.innodb_cmpmem',
  'info_schema.query_response_time',
  'slave_status',
];

/** Watches a MariaDB server: `SHOW GLOBAL STATUS` and `SHOW GLOBAL VARIABLES`, for which no right is needed. */
export function mariadbExporter(
  scope: Construct,
  server: PodEndpoint,
  { password, requirements, ...running }: Watching,
): StoreExporter {
  const { up, connections, mostConnections, refused } = MARIADB_METRICS;
  const { service, port } = server;
  return new StoreExporter(scope, 'exporter', {
    image: IMAGE,
    user: USER,
    port: PORT,
    command: [
      '/bin/mysqld_exporter',
      `--web.listen-address=:${PORT}`,
      `--mysqld.address=${service}:${port}`,
      `--mysqld.username=${MARIADB_EXPORTER}`,
      '--collect.global_status',
      '--collect.global_variables',
      ...LEFT_OUT.map(name => `--no-collect.${name}`),
    ],
    ...running,
    alive: '/',
    asks: server,
    variables: { MYSQLD_EXPORTER_PASSWORD: password },
    // One connection a reading (`SetMaxOpenConns(1)` in collector/instance.go), closed when it is over.
    databases: [{ database: service, workers: 1, connections: 1 }],
    health: {
      up,
      connections: {
        open: connections,
        most: mostConnections,
        refused: { metric: refused, label: ['error', 'max_connections'] },
      },
      requirements,
    },
  });
}
