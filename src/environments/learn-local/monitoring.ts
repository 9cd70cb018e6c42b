import type { SlackReceiver } from '../../constructs/alerting';
import { size } from '../../constructs/workload';
import { monitoring } from '../../systems/monitoring';

/** Where Argo CD tells of syncs, too (LP-10: Slack). */
const LEARNERS: SlackReceiver = { type: 'slack', channel: '#learn-local' };

/** What watches the shop on a learner's machine, small, without a kind that a cluster lacks (LP-10). */
export const watching = monitoring({
  type: 'by-files',
  // 35 days of fewer series than TripGen's development has: half of what the disk holds at most.
  prometheus: { size: size('100m', '256Mi', '500m', '512Mi'), storage: { type: 'class', size: '4Gi' } },
  alertmanager: { size: size('20m', '64Mi', '100m', '128Mi') },
  routing: { receivers: { critical: [LEARNERS], warning: [LEARNERS], info: [LEARNERS] } },
  secrets: { type: 'by-hand' },
  kubelets: { nodes: 'by-address', requirements: ['LP-10'] },
});
