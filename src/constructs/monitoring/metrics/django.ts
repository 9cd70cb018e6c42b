import type { Metric } from '../../../model';
import { LATENCY_BUCKETS, type RequestMetrics } from '../request-metrics';

/** What Django shows by django-prometheus, with the setting `PROMETHEUS_LATENCY_BUCKETS` of the service's contract. */
export const DJANGO: RequestMetrics = {
  requests: {
    name: 'django_http_responses_total_by_status_total',
    type: 'counter',
    labels: ['status'],
    help: { en: 'answers, by HTTP status', ko: 'HTTP 상태별 응답 수' },
  },
  failed: { label: 'status', pattern: '5..' },
  latency: {
    name: 'django_http_requests_latency_including_middlewares_seconds',
    type: 'histogram',
    labels: [],
    buckets: LATENCY_BUCKETS,
    help: { en: 'time to answer, middlewares included, in seconds', ko: '미들웨어를 포함한 응답 시간(초)' },
  },
};

/**
 * Connections to a database that could not be opened, as django-prometheus counts them where the engine of the database
 * is its own (`django_prometheus.db.backends.postgresql`). A pod shows it from its first failure on, not before.
 */
export const DJANGO_FAILED_CONNECTIONS: Metric = {
  name: 'django_db_new_connection_errors_total',
  type: 'counter',
  labels: ['alias', 'vendor'],
  help: { en: 'connections to a database that could not be opened', ko: '열지 못한 데이터베이스 연결의 수' },
};
