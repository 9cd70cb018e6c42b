import type { SlackReceiver } from '../../constructs/alerting';
import type { ServiceLevel } from '../../constructs/monitoring';
import { size } from '../../constructs/workload';
import { monitoring } from '../../systems/monitoring';
import { POD_ALARM } from '../../systems/tripgen/pod-alarm';
import { hours } from './hours';

/** Where Argo CD tells of syncs, too. */
const TEAM: SlackReceiver = { type: 'slack', channel: '#tripgen-dev' };

/** What watches TripGen's development, as small as its two nodes want it (TG-14, D-06). It runs at night, too (TG-16). */
export const watching = monitoring({
  type: 'by-files',
  // 35 days of some 5,000 series, read twice to four times a minute, are about 2 GiB.
  prometheus: {
    size: size('100m', '256Mi', '500m', '512Mi'),
    storage: { type: 'class', storageClass: 'managed-csi', size: '4Gi' },
  },
  alertmanager: { size: size('20m', '64Mi', '100m', '128Mi') },
  routing: { receivers: { critical: [TEAM], warning: [TEAM], info: [TEAM] }, hours },
  secrets: { type: 'by-hand' }, // TG-13
  nodes: { notReadyFor: '5m', requirements: ['TG-14'] },
  pods: POD_ALARM,
  kubelets: { nodes: 'by-port', requirements: ['TG-14'] }, // Cilium: docs/decisions/azure/054-what-aks-leaves.md
});

/** What users of each of the four services are promised in office hours (seed 1.2, D-08); no time to answer. */
export const serviceLevel: ServiceLevel = {
  availability: 0.95,
  latency: [],
  minimumRequests: 20, // one failure is no more than the 5 % that may
  requirements: ['D-08'],
};
