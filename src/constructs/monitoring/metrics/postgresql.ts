import type { Metric } from '../../../model';

/** What postgres_exporter tells of a PostgreSQL server by its collector `stat_database` (names and labels as v0.19.1 registers them). */
export const POSTGRESQL_METRICS = {
  up: {
    name: 'pg_up',
    type: 'gauge',
    labels: [],
    help: {
      en: '1 when the server let the exporter log in, else 0',
      ko: '서버가 익스포터의 로그인을 받아 주면 1, 아니면 0',
    },
  },
  connections: {
    name: 'pg_stat_database_numbackends',
    type: 'gauge',
    labels: ['datid', 'datname'],
    help: {
      en: 'connections that are open to a database, those of autovacuum among them',
      ko: '데이터베이스에 열려 있는 연결의 수. autovacuum의 연결도 포함',
    },
  },
} as const satisfies Readonly<Record<string, Metric>>;
