import type { Metric } from '../../../model';

/**
 * What mysqld_exporter tells of a MariaDB server by its collectors `global_status` and `global_variables` (names and labels as
 * v0.19.0 registers them).
 */
export const MARIADB_METRICS = {
  up: { name: 'mysql_up', type: 'gauge', labels: [], help: '1 when the server let the exporter log in, else 0' },
  connections: {
    name: 'mysql_global_status_threads_connected',
    type: 'gauge',
    labels: [],
    help: 'connections that are open',
  },
  mostConnections: {
    name: 'mysql_global_variables_max_connections',
    type: 'gauge',
    labels: [],
    help: 'connections that the server grants at the same time',
  },
  refused: {
    name: 'mysql_global_status_connection_errors_total',
    type: 'counter',
    labels: ['error'],
    help: 'connections that the server did not open, by reason; `max_connections`: full up to the place of the administrator',
  },
} as const satisfies Readonly<Record<string, Metric>>;
