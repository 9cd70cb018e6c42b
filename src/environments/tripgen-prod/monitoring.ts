import type { ServiceLevel } from '../../constructs/monitoring';
import type { EmailReceiver } from '../../constructs/alerting';
import { assumed } from '../../constructs/structure';
import { size } from '../../constructs/workload';
import { monitoring } from '../../systems/monitoring';
import { POD_ALARM } from '../../systems/tripgen/pod-alarm';
import { NGINX_INGRESS_HTTPS } from '../add-ons';

const NOT_BUILT = 'prod is designed, not built; whoever builds it enters the real value';

/** AKS's own classes: since 1.29 their disks lie in every zone of the cluster, so that a pod may move to another. */
const DISK = { type: 'class', storageClass: 'managed-csi-premium', size: '32Gi' } as const;
const SMALL_DISK = { type: 'class', storageClass: 'managed-csi', size: '4Gi' } as const;

/** The team's channel of Teams, by the mail address that each channel has (TG-18). */
export const TEAMS: EmailReceiver = {
  type: 'email',
  to: assumed('tripgen-prod@example.com', `${NOT_BUILT}: Teams, the channel’s menu, "Get email address"`),
  from: assumed('alerts@example.com', NOT_BUILT),
  server: assumed('smtp.example.com:587', NOT_BUILT),
  user: assumed('alerts@example.com', NOT_BUILT),
};

/** What watches TripGen's production (TG-14, TG-18). */
export const watching = monitoring({
  type: 'by-operator',
  language: 'en',
  prometheus: { size: size('200m', '1Gi', '500m', '2Gi'), storage: DISK },
  alertmanager: { replicas: 2, storage: SMALL_DISK },
  routing: {
    receivers: { critical: [{ type: 'pagerduty' }, TEAMS], warning: [TEAMS], info: [TEAMS] },
    heartbeat: true,
  },
  nodes: { notReadyFor: '5m', requirements: ['TG-14'] },
  pods: POD_ALARM,
  kubelets: { nodes: 'by-port', requirements: ['TG-14'] }, // Cilium: docs/decisions/azure/054-what-aks-leaves.md
  outside: { behind: NGINX_INGRESS_HTTPS },
  azureMonitor: { identity: 'tripgen-prod-grafana', requirements: ['TG-18'] },
  secrets: {
    type: 'azure',
    keyVault: 'kv-tripgen-prod',
    identity: 'tripgen-prod-monitoring',
    requirements: ['TG-18'],
  },
});

/** What users of each of the four services are promised (TG-18); the document names no time to answer. */
export const serviceLevel: ServiceLevel = {
  availability: 0.999,
  latency: [],
  minimumRequests: 1000, // one failure is no more than the 0.1 % that may
  requirements: ['TG-18'],
};
