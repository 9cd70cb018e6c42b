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
    help: '1 when the address answered as it should, else 0',
  },
  duration: {
    name: 'probe_duration_seconds',
    type: 'gauge',
    labels: [],
    help: 'time that the look took, from the name to the last byte',
  },
  status: {
    name: 'probe_http_status_code',
    type: 'gauge',
    labels: [],
    help: 'HTTP status of the answer, 0 without one',
  },
  /** Not there without an answer over TLS: an address that does not answer, or whose certificate is refused, has none. */
  certificate: {
    name: 'probe_ssl_earliest_cert_expiry',
    type: 'gauge',
    labels: [],
    help: 'time at which the first certificate of the chain expires, in seconds since 1970',
  },
} as const satisfies Readonly<Record<string, Metric>>;
