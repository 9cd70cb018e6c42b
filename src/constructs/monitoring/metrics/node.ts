import { LATENCY_BUCKETS, type Histogram, type RequestMetrics } from '../request-metrics';

const DURATION: Histogram = {
  name: 'http_request_duration_seconds',
  type: 'histogram',
  labels: ['method', 'status_code'],
  buckets: LATENCY_BUCKETS,
  help: { en: 'time to answer, in seconds', ko: '응답 시간(초)' },
};

/** What Express shows by express-prom-bundle (prom-client), with the buckets of the service's contract. */
export const NODE: RequestMetrics = {
  requests: DURATION,
  failed: { label: 'status_code', pattern: '5..' },
  latency: DURATION,
};
