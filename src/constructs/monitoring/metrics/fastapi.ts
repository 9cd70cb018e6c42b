import type { RequestMetrics } from '../request-metrics';

/** What FastAPI shows by prometheus-fastapi-instrumentator with its own defaults: statuses as classes (`5xx`). */
export const FASTAPI: RequestMetrics = {
  requests: {
    name: 'http_requests_total',
    type: 'counter',
    labels: ['handler', 'method', 'status'],
    help: { en: 'answers, by class of HTTP status', ko: 'HTTP 상태 분류별 응답 수' },
  },
  failed: { label: 'status', pattern: '5..' },
  latency: {
    name: 'http_request_duration_highr_seconds',
    type: 'histogram',
    labels: [],
    buckets: [0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 7.5, 10, 30, 60],
    help: { en: 'time to answer, in seconds', ko: '응답 시간(초)' },
  },
};
