import { Duration, Yaml } from 'cdk8s';
import type { Construct } from 'constructs';
import { PROBE_API_KEY, PROBE_KEYS, PROBE_MODULES } from '../../constructs/monitoring';
import { fixed } from '../../constructs/scaling';
import { ExternalSecret, type SecretStore } from '../../constructs/secrets';
import { TracedConstruct } from '../../constructs/structure';
import { ConfigMap, Service, size, type Image, type Probe } from '../../constructs/workload';
import type { PodEndpoint } from '../../model';
import { BLACKBOX_EXPORTER, PUBLIC_ADDRESSES } from './endpoints';

/** The newest release (2025-12-04, CHANGELOG.md of its Go module), and the version that judges our modules in the proofs. */
const IMAGE: Image = { repository: 'quay.io/prometheus/blackbox-exporter', tag: 'v0.28.0' };

/** Folder of the configuration, another one than the image's own. */
const FOLDER = '/etc/blackbox-exporter/modules';

/** Keys that it shows to addresses which want one, and what each is. */
export const SHOWN_KEYS = {
  [PROBE_API_KEY]: 'API key that the exporter alone has, by which API Gateway knows it',
} as const;

export interface BlackboxExporterProps {
  /**
   * Where the key lies that some addresses want to see, and under which name. @default none wants one
   */
  readonly key?: { readonly store: SecretStore; readonly remote: string };
  /**
   * Pods of an ingress controller whose load balancer has an address that the cluster knows: calls to that address never
   * leave the cluster, kube-proxy and Cilium hand them to the pods. @default there are none
   */
  readonly behind?: PodEndpoint;
}

const ALIVE: Probe = { path: '/-/healthy', every: Duration.seconds(15), timeout: Duration.seconds(5), failures: 4 };

/**
 * Looks at public addresses as the world does, whenever Prometheus asks it to. It knows nothing of the cluster and
 * keeps nothing; it may call what is on the internet, by HTTPS, and nothing else. (D-10, LP-10, FP-16)
 */
export class BlackboxExporter extends TracedConstruct {
  constructor(scope: Construct, id: string, { key, behind }: BlackboxExporterProps) {
    super(scope, id);
    const { service: name, namespace, port } = BLACKBOX_EXPORTER;
    const { http_200_with_key: withKey, ...modules } = PROBE_MODULES;
    const configuration = { modules: { ...modules, ...(key && { http_200_with_key: withKey }) } };
    const files = new ConfigMap(this, `${name}-modules`, {
      namespace,
      data: { 'modules.yaml': Yaml.stringify(configuration) },
    });
    const secret = key && new ExternalSecret(this, `${name}-keys`, { ...key, keys: SHOWN_KEYS, consumers: [name] });
    new Service(this, name, {
      namespace,
      image: IMAGE,
      size: size('10m', '32Mi', '100m', '64Mi'),
      user: 65534,
      port,
      command: ['/bin/blackbox_exporter', `--config.file=${FOLDER}/modules.yaml`],
      replicas: fixed(1),
      probes: { liveness: ALIVE, readiness: { ...ALIVE, failures: 2 } },
      calls: [PUBLIC_ADDRESSES, ...(behind ? [behind] : [])],
      metrics: '/metrics',
      files: [
        { path: FOLDER, configMap: files },
        ...(secret ? [{ path: PROBE_KEYS, secret: secret.name, keys: Object.keys(SHOWN_KEYS) }] : []),
      ],
    });
  }
}
