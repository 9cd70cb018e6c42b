import { Duration, Yaml } from 'cdk8s';
import type { Construct } from 'constructs';
import { AWS_APIS, awsOf, IrsaRole, tracesGrant } from '../../constructs/aws';
import { AlertRules } from '../../constructs/monitoring';
import { fixed } from '../../constructs/scaling';
import { listed, Place, System } from '../../constructs/structure';
import { Namespace, Priorities } from '../../constructs/tenancy';
import { ConfigMap, irsa, Service, size, type Image, type Probe } from '../../constructs/workload';
import { TRACE_METRICS, traceAlerts } from './alerts';
import { COLLECTOR, TRACING } from './endpoints';

/** What differs between two environments whose requests are traced. */
export interface TracesProps {
  /** Name of the IAM role that sends, unique in the account. */
  readonly role: string;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

/** AWS' own build of the OpenTelemetry Collector 0.143. */
const IMAGE: Image = { repository: 'public.ecr.aws/aws-observability/aws-otel-collector', tag: 'v0.47.0' };

/** Where the configuration is mounted, and the name of its file. */
const CONFIGURATION = { folder: '/etc/collector', file: 'collector.yaml' } as const;

/** Where the collector shows its own metrics. */
const METRICS_PORT = 8888;

/** Any user but root. */
const USER = 4317;

/**
 * Limit of the container's memory, and of the collector's own. It refuses spans where the spike is all that is left of
 * its limit (320 MiB), and collects garbage at the limit itself. It looks once a second: between two looks Go's own limit
 * keeps garbage from filling the container, and what has come in meanwhile has room above (decision 175).
 */
const MEMORY = { limit: '768Mi', hardLimitMiB: 400, spikeMiB: 80 } as const;

const ALIVE: Probe = { connects: true, every: Duration.seconds(15), timeout: Duration.seconds(5), failures: 4 };

/** Takes traces by OpenTelemetry and sends them to X-Ray: services need no rights there. (FP-11, D-19) */
export class Traces extends System {
  constructor(scope: Construct, id: string, { role, requirements }: TracesProps) {
    super(scope, id);
    const namespace = TRACING;
    new Namespace(this.base, namespace);
    new Priorities(this.base, 'priorities', ['service']);
    const sender = new IrsaRole(this.cloud, role, {
      namespace,
      serviceAccount: { namespace, name: COLLECTOR.service },
      grants: [tracesGrant()],
      boundary: `${role}-boundary`,
      requirements,
    });
    this.collector(sender);
    if (Place.of(this).watchedBy === undefined) return;
    const groups = [{ name: 'traces', recordings: [], alerts: traceAlerts(namespace, requirements) }];
    new AlertRules(this.monitoring, 'trace-alerts', { name: 'traces', namespace, groups });
  }

  private collector(role: IrsaRole): void {
    const { folder, file } = CONFIGURATION;
    const name = COLLECTOR.service;
    const { region } = awsOf(this);
    const configMap = new ConfigMap(this.app, `${name}-config`, {
      namespace: TRACING,
      data: { [file]: Yaml.stringify(pipeline(region)) },
    });
    new Service(this.app, name, {
      namespace: TRACING,
      image: IMAGE,
      size: size('100m', '256Mi', '500m', MEMORY.limit),
      user: USER,
      port: COLLECTOR.port,
      metricsPort: METRICS_PORT,
      command: ['/awscollector', `--config=${folder}/${file}`],
      env: { GOMEMLIMIT: `${MEMORY.hardLimitMiB}MiB` },
      files: [{ path: folder, configMap }],
      replicas: fixed(2),
      probes: { liveness: ALIVE, readiness: { ...ALIVE, failures: 3 } },
      calls: [AWS_APIS],
      identity: irsa(role.arn),
      metrics: '/metrics',
      shows: { metrics: Object.values(TRACE_METRICS), ownLabels: false },
    });
  }
}

/** What the collector does: spans come by HTTP, wait a moment to be sent together, and go to X-Ray. */
function pipeline(region: string): object {
  return {
    receivers: { otlp: { protocols: { http: { endpoint: `0.0.0.0:${COLLECTOR.port}` } } } },
    processors: {
      memory_limiter: { check_interval: '1s', limit_mib: MEMORY.hardLimitMiB, spike_limit_mib: MEMORY.spikeMiB },
      batch: { timeout: '5s', send_batch_size: 50 },
    },
    exporters: { awsxray: { region } },
    service: {
      pipelines: { traces: { receivers: ['otlp'], processors: ['memory_limiter', 'batch'], exporters: ['awsxray'] } },
      telemetry: { metrics: { level: 'normal', readers: [{ pull: { exporter: { prometheus: OWN_METRICS } } }] } },
    },
  };
}

/** Names without endings for units, as the alerts read them; counters end in `_total`, by which Prometheus knows them. */
const OWN_METRICS = {
  host: '0.0.0.0',
  port: METRICS_PORT,
  without_scope_info: true,
  without_units: true,
};

/** Lists the collector of traces in an environment. */
export const traces = listed('traces', Traces);
