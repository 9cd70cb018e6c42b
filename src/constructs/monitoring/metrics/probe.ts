import type { Metric } from '../../../model';

/**
 * What the blackbox exporter tells of one look at an address (prober/handler.go and prober/http.go of its v0.28.0). The
 * label `instance` is the address that was asked.
 */
export const PROBE = {
  success: {
    name: 'probe_success',
    type: 'gauge',
    labels: [],
    help: { en: '1 when the address answered as it should, else 0', ko: '주소가 제대로 응답하면 1, 아니면 0' },
  },
  duration: {
    name: 'probe_duration_seconds',
    type: 'gauge',
    labels: [],
    help: {
      en: 'time that the look took, from the name to the last byte',
      ko: '이름을 찾는 것부터 마지막 바이트까지 확인에 걸린 시간',
    },
  },
  status: {
    name: 'probe_http_status_code',
    type: 'gauge',
    labels: [],
    help: { en: 'HTTP status of the answer, 0 without one', ko: '응답의 HTTP 상태. 응답이 없으면 0' },
  },
  /** Not there without an answer over TLS: an address that does not answer, or whose certificate is refused, has none. */
  certificate: {
    name: 'probe_ssl_earliest_cert_expiry',
    type: 'gauge',
    labels: [],
    help: {
      en: 'time at which the first certificate of the chain expires, in seconds since 1970',
      ko: '체인에서 가장 먼저 만료되는 인증서의 만료 시각(1970년 이후 초)',
    },
  },
} as const satisfies Readonly<Record<string, Metric>>;
