import { silent, type Tool } from './tool';

const byName = (tool: Pick<Tool, 'name' | 'module' | 'programs' | 'proves'> & Partial<Tool>): Tool => ({
  folder: tool.name,
  variables: () => ({}),
  controlPlane: false,
  onlyByName: true,
  ...tool,
});

const KEDA = 'github.com/kedacore/keda/v2';

export const keda: Tool = byName({
  name: 'keda',
  module: KEDA,
  programs: [silent('keda', `${KEDA}/cmd/operator`), silent('keda-adapter', `${KEDA}/cmd/adapter`)],
  variables: version => ({ [`${KEDA}/version.Version`]: version }),
  proves: 'that a ScaledObject becomes the autoscaler that is declared',
});

const OPERATOR = 'github.com/prometheus-operator/prometheus-operator';

export const prometheusOperator: Tool = byName({
  name: 'prometheus-operator',
  module: OPERATOR,
  programs: [
    silent('prometheus-operator', `${OPERATOR}/cmd/operator`),
    silent('prometheus-operator-admission-webhook', `${OPERATOR}/cmd/admission-webhook`),
  ],
  proves: 'that monitors and rules become the configuration of Prometheus',
});

const ALERTMANAGER = 'github.com/prometheus/alertmanager';

/** The newest whose module carries the page that it embeds. */
export const alertmanager: Tool = byName({
  name: 'alertmanager',
  module: ALERTMANAGER,
  programs: [silent('alertmanager', `${ALERTMANAGER}/cmd/alertmanager`)],
  proves: 'that alerts are routed, grouped and silenced as declared',
});

export const amtool: Tool = byName({
  name: 'amtool',
  module: ALERTMANAGER,
  programs: [silent('amtool', `${ALERTMANAGER}/cmd/amtool`)],
  proves: 'that the newest Alertmanager reads our routes',
});

const BLACKBOX = 'github.com/prometheus/blackbox_exporter';

export const blackboxExporter: Tool = byName({
  name: 'blackbox-exporter',
  module: BLACKBOX,
  programs: [silent('blackbox_exporter', BLACKBOX)],
  proves: 'that public addresses are judged as declared: answers, redirects and certificates',
});

const KUBE_STATE_METRICS = 'k8s.io/kube-state-metrics/v2';

export const kubeStateMetrics: Tool = byName({
  name: 'kube-state-metrics',
  module: KUBE_STATE_METRICS,
  programs: [silent('kube-state-metrics', KUBE_STATE_METRICS)],
  proves: 'that alerts on Jobs, Applications, secrets and releases read what is told of them',
});

const POSTGRES_EXPORTER = 'github.com/prometheus-community/postgres_exporter';

export const postgresExporter: Tool = byName({
  name: 'postgres-exporter',
  module: POSTGRES_EXPORTER,
  programs: [silent('postgres_exporter', `${POSTGRES_EXPORTER}/cmd/postgres_exporter`)],
  proves: 'that PostgreSQL tells what its alerts read, and to an account without rights on its data',
});

/** An exporter whose image is built from the root of its module, under the module's last name. */
const exporter = (name: string, module: string, proves: string): Tool =>
  byName({ name, module, programs: [silent(module.slice(module.lastIndexOf('/') + 1), module)], proves });

export const mysqldExporter = exporter(
  'mysqld-exporter',
  'github.com/prometheus/mysqld_exporter',
  'that alerts on MariaDB read what its exporter tells',
);

export const nodeExporter = exporter(
  'node-exporter',
  'github.com/prometheus/node_exporter',
  'that alerts on nodes read what their exporter tells',
);

/** The newest that the module proxy has; it is what is deployed. */
export const redisExporter = exporter(
  'redis-exporter',
  'github.com/oliver006/redis_exporter',
  'that alerts on Redis read what its exporter tells',
);

/**
 * Put together by tools/otel-collector/main.go, as its own builder does (decision 175). After a change of that file alone
 * the version is the same: remove what was built.
 */
export const otelCollector: Tool = byName({
  name: 'otel-collector',
  module: 'go.opentelemetry.io/collector/otelcol',
  programs: [silent('otelcol', 'garam/tools/otel-collector')],
  proves: 'that traces go from programs to X-Ray, and that it is told where they are lost',
});

const LOKI = 'github.com/grafana/loki/v3';

export const loki: Tool = byName({
  name: 'loki',
  module: LOKI,
  programs: [silent('loki', `${LOKI}/cmd/loki`)],
  proves: 'that log lines are kept and found again as configured',
});

const K6 = 'go.k6.io/k6';

export const k6: Tool = byName({
  name: 'k6',
  module: K6,
  programs: [{ name: 'k6', package: K6, versionArguments: ['version'] }],
  proves: 'that load tests and checks of releases judge answers as declared',
});

const KUBE_BENCH = 'github.com/aquasecurity/kube-bench';

/** What is deployed; its module carries the benchmarks. */
export const kubeBench: Tool = byName({
  name: 'kube-bench',
  module: KUBE_BENCH,
  programs: [{ name: 'kube-bench', package: KUBE_BENCH, versionArguments: ['version'] }],
  variables: version => ({ [`${KUBE_BENCH}/cmd.KubeBenchVersion`]: version }),
  proves: 'that the benchmark which is asked for is there, and that its report is read as it is written',
});

/** Tools that only some proofs need: nobody waits for their build without asking for them. */
export const toolsByName: readonly Tool[] = [
  keda,
  prometheusOperator,
  alertmanager,
  amtool,
  blackboxExporter,
  kubeStateMetrics,
  postgresExporter,
  mysqldExporter,
  nodeExporter,
  redisExporter,
  otelCollector,
  loki,
  k6,
  kubeBench,
];
