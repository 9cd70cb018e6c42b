export { startPrometheus, type PrometheusOptions } from './start-prometheus';
