import type { Metric } from '../../../model';
import { LATENCY_BUCKETS, type RequestMetrics } from '../request-metrics';

/** What Django shows by django-prometheus, with the setting `PROMETHEUS_LATENCY_BUCKETS` of the service's contract. */
export const DJANGO: RequestMetrics = {
  requests: {
    name: 'django_http_responses_total_by_status_total',
    type: 'counter',
    labels: ['status'],
    help: 'answers, by HTTP status',
  },
  failed: { label: 'status', pattern: '5..' },
  latency: {
    name: 'django_http_requests_latency_including_middlewares_seconds',
    type: 'histogram',
    labels: [],
    buckets: LATENCY_BUCKETS,
    help: 'time to answer, middlewares included, in seconds',
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
  help: 'connections to a database that could not be opened',
};
