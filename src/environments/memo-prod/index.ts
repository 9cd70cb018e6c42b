import { autoscaled, fixed } from '../../constructs/scaling';
import { assumed } from '../../constructs/structure';
import { size } from '../../constructs/workload';
import { memo } from '../../systems/memo';
import {
  argoCd,
  certManager,
  externalSecrets,
  metricsServer,
  NGINX_INGRESS_PODS,
  nginxIngressController,
  prometheusOperator,
} from '../add-ons';
import { environment } from '../environment';
import release from '../memo-prod.release.json';
import { outsideWatcher, source } from '../repository';
import { cluster } from './cluster';
import { logging, watching } from './monitoring';
import { ASK, vault, VOLUMES } from './platform';

/** Memo for production (seed 004). */
export const memoProd = environment({
  name: 'memo-prod',
  cluster,
  labels: { 'garam.dev/environment': 'memo-prod' },
  watchedBy: outsideWatcher,
  systems: [
    watching,
    memo({
      namespace: { name: 'sgcc-memo' }, // MM-01, D-15
      release,
      registry: assumed(
        'registry.example.com/sgcc',
        'the document names the image and no registry; its owner enters it',
      ),
      secrets: {
        type: 'vault',
        ...vault,
        role: assumed('sgcc-memo', ASK),
      },
      database: {
        size: size('500m', '1536Mi', '2000m', '2Gi'),
        bufferPool: '1G',
        storage: { type: 'class', storageClass: VOLUMES.retained, size: '20Gi' },
      },
      cache: {},
      events: {
        nodes: 3,
        kafka: {
          size: size('250m', '1Gi', '1000m', '1536Mi'),
          storage: { type: 'class', storageClass: VOLUMES.retained, size: '10Gi' },
        },
        zookeeper: {
          size: size('100m', '384Mi', '500m', '512Mi'),
          storage: { type: 'class', storageClass: VOLUMES.retained, size: '2Gi' },
        },
      },
      dataInit: 'schema',
      fastapi: { replicas: autoscaled({ min: 3, max: 6, cpuPercent: 70 }) }, // MM-02
      frontend: { replicas: fixed(2) },
      routes: {
        host: 'sogangcomputerclub.org', // MM-01
        controller: NGINX_INGRESS_PODS,
        contact: assumed('platform@example.com', 'the document does not name who hears of certificates'),
        rateLimit: { requestsPerSecond: 20, burst: 40 },
      },
      backup: {
        schedule: { cron: '0 4 * * *', timeZone: 'Asia/Seoul', requirements: ['MM-03'] },
        to: {
          type: 'pvc',
          storageClass: VOLUMES.backup,
          size: '10Gi',
        },
        keep: 14,
      },
    }),
    logging,
  ],
  addOns: [
    nginxIngressController({ replicas: 2 }),
    certManager(),
    externalSecrets(),
    metricsServer(),
    prometheusOperator(),
    argoCd({ cluster, developersSync: [], slack: { channel: 'memo', token: { type: 'by-hand' } } }),
  ],
  delivery: { ...source, sync: 'approved' },
});
