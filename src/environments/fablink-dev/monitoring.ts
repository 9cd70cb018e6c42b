import type { SlackReceiver } from '../../constructs/alerting';
import { size } from '../../constructs/workload';
import { monitoring } from '../../systems/monitoring';

/** Where Argo CD tells of syncs, too: no document names who hears of development. */
const TEAM: SlackReceiver = { type: 'slack', channel: '#fablink-dev' };

const DISKS = 'ebs-gp3';

/** What watches FabLink's development, as small as its two nodes want it (FD-12, FD-15). */
export const watching = monitoring({
  type: 'by-files',
  // 35 days of fewer series than TripGen's development has: half of what the disk holds at most.
  prometheus: {
    size: size('100m', '256Mi', '500m', '512Mi'),
    storage: { type: 'class', storageClass: DISKS, size: '4Gi' },
  },
  disks: { name: DISKS, isDefault: false, afterClaim: 'delete-disk' },
  alertmanager: { size: size('20m', '64Mi', '100m', '128Mi') },
  routing: { receivers: { critical: [TEAM], warning: [TEAM], info: [TEAM] } },
  secrets: {
    type: 'aws',
    secret: 'fablink/dev/monitoring',
    rolePrefix: 'fablink-dev-monitoring',
    requirements: ['FD-12'],
  },
  kubelets: { nodes: 'by-address', requirements: ['FD-12'] },
});
