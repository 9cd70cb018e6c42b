import type { Construct } from 'constructs';
import type { PodEndpoint } from '../../model';
import { POSTGRESQL_METRICS } from '../monitoring';
import type { Image } from '../workload';
import { StoreExporter, type Watching } from './store-exporter';

/** The project's own image; v0.19.1 is its release (github.com/prometheus-community/postgres_exporter/releases). */
const IMAGE: Image = { repository: 'quay.io/prometheuscommunity/postgres-exporter', tag: 'v0.19.1' };

/** `nobody` in the image, which is its user. */
const USER = 65534;

const PORT = 9187;

/** Account of the exporter in PostgreSQL, which the data initialisation makes: it may log in, and has no right on any data. */
export const POSTGRES_EXPORTER = 'exporter';

/**
 * Connections of one exporter: one that it keeps (`exporter/server.go`), by which it says whether it is let in, and one a
 * reading (`collector/instance.go`).
 */
export const POSTGRES_EXPORTER_CONNECTIONS = 2;

/** The database that every server has, and which the account may enter without a right on ours. */
const DATABASE = 'postgres';

/** On by default, and more than the account may ask, or than anybody looks at. */
const LEFT_OUT = [
  'database',
  'locks',
  'replication',
  'replication_slot',
  'roles',
  'stat_bgwriter',
  'stat_progress_vacuum',
  'stat_user_tables',
  'statio_user_tables',
  'wal',
];

/**
 * Watches a PostgreSQL server: `pg_stat_database`, for which no right is needed.
 * @param granted connections that the server grants to those who have no place kept for them
 */
export function postgresExporter(
  scope: Construct,
  server: PodEndpoint,
  granted: number,
  { password, requirements, ...running }: Watching,
): StoreExporter {
  const { up, connections } = POSTGRESQL_METRICS;
  const { service, port } = server;
  return new StoreExporter(scope, 'exporter', {
    image: IMAGE,
    user: USER,
    port: PORT,
    command: [
      '/bin/postgres_exporter',
      `--web.listen-address=:${PORT}`,
      '--disable-default-metrics',
      '--disable-settings-metrics',
      ...LEFT_OUT.map(name => `--no-collector.${name}`),
    ],
    ...running,
    alive: '/',
    asks: server,
    // A server that is away is said to be so before Prometheus stops to listen.
    env: {
      DATA_SOURCE_NAME: `postgresql://${POSTGRES_EXPORTER}@${service}:${port}/${DATABASE}?sslmode=disable&connect_timeout=5`,
    },
    // For the driver. The exporter's own variable becomes part of the address, which it splits at spaces and writes into its log.
    variables: { PGPASSWORD: password },
    databases: [{ database: service, workers: 1, connections: POSTGRES_EXPORTER_CONNECTIONS }],
    // PostgreSQL counts nowhere whom it refused.
    health: { up, connections: { open: connections, inParts: true, most: granted }, requirements },
  });
}
