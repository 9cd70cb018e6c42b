import { assumed } from '../../constructs/structure';
import { size } from '../../constructs/workload';
import { logs } from '../../systems/logs';
import { monitoring } from '../../systems/monitoring';
import { NGINX_INGRESS_HTTPS } from '../add-ons';
import { ASK, vault, VOLUMES } from './platform';

/** Everybody is told in one place: the club has no duty (decision 117). */
const CHANNEL = { type: 'slack', channel: '#memo' } as const;

/** What watches Memo's production (MM-08). */
export const watching = monitoring({
  type: 'by-operator',
  language: 'ko',
  logs: 'loki',
  prometheus: {
    size: size('200m', '1Gi', '500m', '2Gi'),
    storage: { type: 'class', storageClass: VOLUMES.retained, size: '20Gi' },
  },
  alertmanager: { replicas: 2, storage: { type: 'class', storageClass: VOLUMES.retained, size: '2Gi' } },
  routing: { receivers: { critical: [CHANNEL], warning: [CHANNEL], info: [CHANNEL] }, heartbeat: true },
  kubelets: { nodes: 'by-address', requirements: ['MM-08'] },
  outside: { behind: NGINX_INGRESS_HTTPS },
  secrets: { type: 'vault', ...vault, role: assumed('monitoring', ASK) },
});

/** Lines stay in the cluster, since Memo has no cloud that keeps them; the document says neither how long nor how many. */
export const logging = logs({
  to: {
    type: 'loki',
    size: size('100m', '384Mi', '500m', '768Mi'),
    storage: { type: 'class', storageClass: VOLUMES.retained, size: '10Gi' },
    retentionDays: 30,
  },
  requirements: ['MM-08'],
});
