import type { Metric } from '../../../model';

/**
 * What mysqld_exporter tells of a MariaDB server by its collectors `global_status` and `global_variables` (names and labels as
 * v0.19.0 registers them).
 */
export const MARIADB_METRICS = {
  up: {
    name: 'mysql_up',
    type: 'gauge',
    labels: [],
    help: {
      en: '1 when the server let the exporter log in, else 0',
      ko: '서버가 익스포터의 로그인을 받아 주면 1, 아니면 0',
    },
  },
  connections: {
    name: 'mysql_global_status_threads_connected',
    type: 'gauge',
    labels: [],
    help: { en: 'connections that are open', ko: '열려 있는 연결의 수' },
  },
  mostConnections: {
    name: 'mysql_global_variables_max_connections',
    type: 'gauge',
    labels: [],
    help: { en: 'connections that the server grants at the same time', ko: '서버가 동시에 허용하는 연결의 수' },
  },
  refused: {
    name: 'mysql_global_status_connection_errors_total',
    type: 'counter',
    labels: ['error'],
    help: {
      en: 'connections that the server did not open, by reason; `max_connections`: full up to the place of the administrator',
      ko: '서버가 열지 않은 연결의 수(이유별). `max_connections`는 관리자 몫만 남기고 가득 찼다는 뜻',
    },
  },
} as const satisfies Readonly<Record<string, Metric>>;
