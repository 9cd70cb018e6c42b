import { LATENCY_BUCKETS, type Histogram, type RequestMetrics } from '../request-metrics';

const DURATION: Histogram = {
  name: 'http_server_requests_seconds',
  type: 'histogram',
  labels: ['error', 'exception', 'method', 'outcome', 'status', 'uri'],
  buckets: LATENCY_BUCKETS,
  help: { en: 'time to answer, in seconds', ko: '응답 시간(초)' },
};

/** What Spring Boot 3 shows by Micrometer. */
export const MICROMETER: RequestMetrics = {
  requests: DURATION,
  failed: { label: 'status', pattern: '5..' },
  latency: DURATION,
};

/** Environment variables by which Spring Boot keeps the buckets of {@link MICROMETER}: none by default. */
export const MICROMETER_ENVIRONMENT: Readonly<Record<string, string>> = {
  MANAGEMENT_METRICS_DISTRIBUTION_SLO_HTTP_SERVER_REQUESTS: LATENCY_BUCKETS.map(s => `${s * 1000}ms`).join(','),
};
