import type { OutsideEndpoint, PodEndpoint } from '../../model';

/** Namespace of all that watches an environment. */
export const MONITORING = 'monitoring';

/** The Prometheus of an environment: `http://prometheus.monitoring.svc.cluster.local:9090`. */
export const PROMETHEUS: PodEndpoint = {
  type: 'pods',
  service: 'prometheus',
  namespace: MONITORING,
  selector: { 'app.kubernetes.io/name': 'prometheus', 'app.kubernetes.io/instance': 'monitoring' },
  port: 9090,
  protocol: 'TCP',
};

/** Where to ask it, from inside the cluster. */
export const PROMETHEUS_ADDRESS = `http://${PROMETHEUS.service}.${MONITORING}.svc.cluster.local:${PROMETHEUS.port}`;

/** The blackbox exporter of an environment: `http://blackbox-exporter.monitoring.svc.cluster.local:9115`. */
export const BLACKBOX_EXPORTER: PodEndpoint = {
  type: 'pods',
  service: 'blackbox-exporter',
  namespace: MONITORING,
  selector: { 'app.kubernetes.io/name': 'blackbox-exporter', 'app.kubernetes.io/instance': 'monitoring' },
  port: 9115,
  protocol: 'TCP',
};

/** The internet, as the blackbox exporter asks it; nothing that is private may be reached that way (decision 013). */
export const PUBLIC_ADDRESSES: OutsideEndpoint = {
  type: 'outside',
  service: 'public-addresses',
  cidrs: ['0.0.0.0/0'],
  except: ['10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  port: 443,
  protocol: 'TCP',
};
