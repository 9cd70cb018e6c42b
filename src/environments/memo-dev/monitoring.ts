import type { SlackReceiver } from '../../constructs/alerting';
import { size } from '../../constructs/workload';
import { monitoring } from '../../systems/monitoring';

/** Where Argo CD tells of syncs, too: the document names nobody. */
const TEAM: SlackReceiver = { type: 'slack', channel: '#memo-dev' };

/** What watches Memo's development, small, without a kind that a cluster lacks (MM-08). */
export const watching = monitoring({
  type: 'by-files',
  // 35 days of fewer series than TripGen's development has: half of what the disk holds at most.
  prometheus: { size: size('100m', '256Mi', '500m', '512Mi'), storage: { type: 'class', size: '4Gi' } },
  alertmanager: { size: size('20m', '64Mi', '100m', '128Mi') },
  routing: { receivers: { critical: [TEAM], warning: [TEAM], info: [TEAM] } },
  secrets: { type: 'by-hand' }, // MM-09
  kubelets: { nodes: 'by-address', requirements: ['MM-08'] },
});
