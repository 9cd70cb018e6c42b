import { size } from '../../constructs/workload';
import { monitoring } from '../../systems/monitoring';
import type { ShopAlarmValues } from '../../systems/shop/alarms';
import { ARGO_ROLLOUTS_PODS } from '../add-ons';

/** Disks of the class that the shop's platform makes. */
const STORAGE = { type: 'class', storageClass: 'ebs-gp3' } as const;

/** Everybody is told in one place: who learns here is on no duty. */
const CHANNEL = { type: 'slack', channel: '#learn' } as const;

/** What CloudWatch tells of, beside Prometheus (LP-11, LP-12). */
export const alarms: ShopAlarmValues = {
  prefix: 'learn',
  channels: { warning: [CHANNEL] },
  connectionsAbove: 0.8, // LP-11
  requirements: ['LP-12'],
};

/** What watches the learning platform (LP-10). */
export const watching = monitoring({
  type: 'by-operator',
  language: 'ko',
  prometheus: { size: size('200m', '1Gi', '500m', '2Gi'), storage: { ...STORAGE, size: '20Gi' } },
  alertmanager: { replicas: 2, storage: { ...STORAGE, size: '2Gi' } },
  routing: { receivers: { critical: [CHANNEL], warning: [CHANNEL], info: [CHANNEL] }, heartbeat: true },
  askedBy: [ARGO_ROLLOUTS_PODS],
  networkPolicies: true, // the fourth lab counts them (LP-21)
  kubelets: { nodes: 'by-address', requirements: ['LP-10'] },
  nodeExporter: { requirements: ['LP-10'] },
  secrets: { type: 'aws', secret: 'learn/monitoring', rolePrefix: 'learn-monitoring', requirements: ['LP-10'] },
});
