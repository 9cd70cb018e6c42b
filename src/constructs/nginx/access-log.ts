import type { Construct } from 'constructs';
import { NGINX_LOG, NGINX_LOG_NAMESPACE } from '../monitoring';
import { ConfigMap, size, type ConfigMapProps, type Exporter, type Image } from '../workload';

/** Reads access logs and shows their figures to Prometheus (D-28). */
const IMAGE: Image = { repository: 'quay.io/martinhelmich/prometheus-nginxlog-exporter', tag: 'v1.11.0' };

/** Where it shows them. */
const PORT = 4040;

/** Where it hears nginx, inside the pod. */
const ADDRESS = '127.0.0.1:5531';

const FOLDER = '/etc/access-log';

/** Lines by which nginx tells the exporter of each request: by a datagram, so that no file grows and nginx never waits. */
const LOGS = [
  `log_format measured '"$request" $status $body_bytes_sent $request_time';`,
  `access_log syslog:server=${ADDRESS},tag=nginx,nohostname measured;`,
];

/** The same lines as the exporter takes them apart, and the buckets that the promises are judged by. YAML is JSON, too. */
const CONFIGURATION = {
  listen: { port: PORT, address: '0.0.0.0', metrics_endpoint: '/metrics' },
  namespaces: [
    {
      name: NGINX_LOG_NAMESPACE,
      format: '"$request" $status $body_bytes_sent $request_time',
      source: { syslog: { listen_address: `udp://${ADDRESS}`, format: 'rfc3164', tags: ['nginx'] } },
      histogram_buckets: NGINX_LOG.latency.buckets,
    },
  ],
};

/** Line of an nginx.conf, in its block `http`, at whose place further logs stand. */
const PLACE = '  {logs}\n';

/**
 * An nginx.conf by which nginx tells the exporter of each request; locations that switch `access_log` off (`/health`) are
 * not counted. The file has the line `{logs}` in its block `http`.
 * @throws Error when it has none: nothing would be counted
 */
export function withAccessLog(configuration: string): string {
  return logging(configuration, LOGS);
}

/**
 * The same file where nobody reads the exporter.
 * @throws Error when it has no line `{logs}`
 */
export function withoutAccessLog(configuration: string): string {
  return logging(configuration, []);
}

function logging(configuration: string, lines: readonly string[]): string {
  if (configuration.includes(PLACE))
    return configuration.replace(PLACE, () => lines.map(line => `  ${line}\n`).join(''));
  throw new Error('nginx.conf: no line "  {logs}" was found; add it to the block `http`, where access logs stand');
}

/** The exporter beside nginx. */
export function accessLogExporter(scope: Construct, place: Pick<ConfigMapProps, 'namespace' | 'versions'>): Exporter {
  const files = new ConfigMap(scope, 'access-log-config', {
    ...place,
    data: { 'config.yaml': `${JSON.stringify(CONFIGURATION, null, 2)}\n` },
  });
  return {
    name: 'access-log',
    image: IMAGE,
    size: size('10m', '16Mi', '100m', '64Mi'),
    port: PORT,
    args: ['-config-file', `${FOLDER}/config.yaml`],
    files: [{ path: FOLDER, configMap: files }],
  };
}
