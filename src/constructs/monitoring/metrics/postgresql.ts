import type { Metric } from '../../../model';

/** What postgres_exporter tells of a PostgreSQL server by its collector `stat_database` (names and labels as v0.19.1 registers them). */
export const POSTGRESQL_METRICS = {
  up: { name: 'pg_up', type: 'gauge', labels: [], help: '1 when the server let the exporter log in, else 0' },
  connections: {
    name: 'pg_stat_database_numbackends',
    type: 'gauge',
    labels: ['datid', 'datname'],
    help: 'connections that are open to a database, those of autovacuum among them',
  },
} as const satisfies Readonly<Record<string, Metric>>;
