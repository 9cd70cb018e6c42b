import { fixed } from '../../constructs/scaling';
import { assumed } from '../../constructs/structure';
import { size } from '../../constructs/workload';
import { memo } from '../../systems/memo';
import { argoCd } from '../add-ons';
import { environment } from '../environment';
import release from '../memo-dev.release.json';
import { smallWatcher, source } from '../repository';
import { cluster } from './cluster';
import { watching } from './monitoring';

/** Memo for development, in the place of docker-compose: everything in the cluster, and small (seed 004). */
export const memoDev = environment({
  name: 'memo-dev',
  cluster,
  labels: { 'garam.dev/environment': 'memo-dev' },
  watchedBy: smallWatcher,
  systems: [
    watching,
    memo({
      namespace: { name: 'memo-dev' },
      release,
      registry: assumed(
        'registry.example.com/sgcc',
        'the document names the image and no registry; its owner enters it',
      ),
      secrets: { type: 'by-hand' }, // MM-09
      database: {
        size: size('200m', '512Mi', '1000m', '1Gi'),
        bufferPool: '256M',
        storage: { type: 'class', size: '5Gi' },
      },
      cache: { rollout: 'replace' },
      events: {
        nodes: 1,
        kafka: { size: size('200m', '768Mi', '1000m', '1Gi'), storage: { type: 'class', size: '5Gi' } },
        zookeeper: { size: size('50m', '256Mi', '500m', '512Mi'), storage: { type: 'class', size: '1Gi' } },
      },
      dataInit: 'samples',
      fastapi: { replicas: fixed(1), rollout: 'replace' },
      frontend: { replicas: fixed(1), rollout: 'replace' },
    }),
  ],
  addOns: [
    argoCd({
      cluster,
      developersSync: ['memo-dev'],
      slack: { channel: 'memo-dev', token: { type: 'by-hand' } },
      size: 'small',
    }),
  ],
  delivery: { ...source, sync: 'automatic' },
});
