import { LATENCY_BUCKETS, type RequestMetrics } from '../request-metrics';

/** `namespace.name` in the exporter's configuration: the first part of its metrics' names. */
export const NGINX_LOG_NAMESPACE = 'nginx';

/**
 * What prometheus-nginxlog-exporter reads out of nginx's access log (D-28). Its configuration gives
 * {@link NGINX_LOG_NAMESPACE} and, as `histogram_buckets`, the buckets of `latency`.
 */
export const NGINX_LOG: RequestMetrics = {
  requests: {
    name: `${NGINX_LOG_NAMESPACE}_http_response_count_total`,
    type: 'counter',
    labels: ['method', 'status'],
    help: { en: 'answers, by HTTP status', ko: 'HTTP 상태별 응답 수' },
  },
  failed: { label: 'status', pattern: '5..' },
  latency: {
    name: `${NGINX_LOG_NAMESPACE}_http_response_time_seconds_hist`,
    type: 'histogram',
    labels: ['method', 'status'],
    buckets: LATENCY_BUCKETS,
    help: {
      en: 'time from the first byte of the request to the last of the answer, in seconds',
      ko: '요청의 첫 바이트부터 응답의 마지막 바이트까지 걸린 시간(초)',
    },
  },
};
