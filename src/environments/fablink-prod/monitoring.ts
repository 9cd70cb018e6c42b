import { assumed } from '../../constructs/structure';
import { size } from '../../constructs/workload';
import { monitoring } from '../../systems/monitoring';
import { ARGO_ROLLOUTS_PODS } from '../add-ons';

const DISKS = 'ebs-gp3';
const STORAGE = { type: 'class', storageClass: DISKS } as const;

/** What watches fablink-prod (FP-11 … FP-13). */
export const watching = monitoring({
  type: 'by-operator',
  language: 'en',
  prometheus: {
    size: size('500m', '2Gi', '1000m', '4Gi'),
    storage: { ...STORAGE, size: '50Gi' },
  },
  alertmanager: {
    replicas: 2,
    storage: { ...STORAGE, size: '2Gi' },
  },
  disks: { name: DISKS, isDefault: false, afterClaim: 'delete-disk' },
  // FP-13
  routing: {
    receivers: {
      critical: [{ type: 'pagerduty' }, { type: 'slack', channel: '#fablink-prod' }],
      warning: [{ type: 'slack', channel: '#fablink-prod' }],
      info: [
        {
          type: 'email',
          to: assumed('fablink-operations@example.com', 'the document names no address'),
          from: assumed('alerts@example.com', 'the document names no address'),
          server: assumed('smtp.example.com:587', 'the document names no mail server'),
          user: assumed('alerts@example.com', 'the document names no mail server'),
        },
      ],
    },
    heartbeat: true,
  },
  askedBy: [ARGO_ROLLOUTS_PODS], // FP-14
  kubelets: { nodes: 'by-address', requirements: ['FP-12'] },
  outside: { showsKey: true }, // FP-10
  secrets: {
    type: 'aws',
    secret: 'fablink/prod/monitoring',
    rolePrefix: 'fablink-prod-monitoring',
    requirements: ['FP-13'],
  },
});
