import type { PodEndpoint } from '../../model';

/** Namespace of what collects traces. */
export const TRACING = 'tracing';

/** Where services send traces: OTLP over HTTP. */
export const COLLECTOR: PodEndpoint = {
  type: 'pods',
  service: 'otel-collector',
  namespace: TRACING,
  selector: { 'app.kubernetes.io/name': 'otel-collector', 'app.kubernetes.io/instance': 'traces' },
  port: 4318,
  protocol: 'TCP',
};

/** Share of the requests that are traced where nobody upstream has decided: X-Ray's own default. */
const SHARE = 0.05;

/** What OpenTelemetry's SDKs read from the environment of a service (FP-11, D-19). */
export function tracing(service: string): Readonly<Record<string, string>> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${COLLECTOR.service}.${TRACING}.svc.cluster.local:${COLLECTOR.port}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    // Logs go to standard output and metrics to Prometheus.
    OTEL_LOGS_EXPORTER: 'none',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_PROPAGATORS: 'xray,tracecontext,baggage',
    OTEL_SERVICE_NAME: service,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: String(SHARE),
  };
}
