import { fixed } from '../../constructs/scaling';
import { assumed } from '../../constructs/structure';
import { size } from '../../constructs/workload';
import { shop } from '../../systems/shop';
import { argoCd } from '../add-ons';
import { environment } from '../environment';
import release from '../learn-local.release.json';
import { smallWatcher, source } from '../repository';
import { cluster } from './cluster';
import { watching } from './monitoring';

/** Two of each, so that a pod can be lost; no autoscaler, since a local cluster brings no metrics API. */
const TWO = { replicas: fixed(2) };

/** The learning platform's shop without a cloud account: everything in the cluster (seed 002). */
export const learnLocal = environment({
  name: 'learn-local',
  cluster,
  labels: { 'garam.dev/environment': 'learn-local' },
  watchedBy: smallWatcher,
  systems: [
    watching,
    shop({
      release,
      images: {
        type: 'registry',
        registry: assumed('registry.example.com/shop', 'the document’s images lie in ECR; a learner enters a registry'),
      },
      secrets: { type: 'by-hand' },
      database: {
        type: 'in-cluster',
        size: size('100m', '256Mi', '1000m', '512Mi'),
        storage: { type: 'class', size: '2Gi' },
      },
      cache: { type: 'in-cluster' },
      uploads: { type: 'none' },
      entry: { type: 'none' },
      services: { frontend: TWO, main: TWO, catalog: TWO, order: TWO },
      spreadOver: 'nodes',
    }),
  ],
  addOns: [
    argoCd({
      cluster,
      developersSync: ['learn-local'],
      slack: { channel: 'learn-local', token: { type: 'by-hand' } },
      size: 'small',
    }),
  ],
  delivery: { ...source, sync: 'automatic' },
});
