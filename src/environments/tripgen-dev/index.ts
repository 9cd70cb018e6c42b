import { scheduled } from '../../constructs/scaling';
import { assumed } from '../../constructs/structure';
import { size, type ContainerSize } from '../../constructs/workload';
import { nodeLogs } from '../../systems/node-logs';
import { tripgen } from '../../systems/tripgen';
import type { ServiceValues } from '../../systems/tripgen/services';
import {
  argoCd,
  azureServiceOperator,
  certManager,
  headlamp,
  keda,
  NGINX_INGRESS_PODS,
  nginxIngressController,
} from '../add-ons';
import { environment } from '../environment';
import { smallWatcher, source } from '../repository';
import release from '../tripgen-dev.release.json';
import { cluster, DATA_NODE } from './cluster';
import { cost } from './cost';
import { hours } from './hours';
import { serviceLevel, watching } from './monitoring';

const NO_DOMAIN = 'no document names the host; whoever owns the zone enters it';

/** Identity that cert-manager proves the domain with, made once by hand: docs/bootstrap.md. */
const certificates = assumed<string>('00000000-0000-0000-0000-000000000000', NO_DOMAIN);

const service = (of: ContainerSize, connections: number): ServiceValues => ({
  size: of,
  replicas: scheduled({ count: 1, hours }),
  rollout: 'replace',
  connections,
});

/** TripGen for development: everything on two small nodes (seed 003). */
export const tripgenDev = environment({
  name: 'tripgen-dev',
  cluster,
  labels: { 'garam.dev/environment': 'tripgen-dev' },
  watchedBy: smallWatcher,
  systems: [
    watching,
    tripgen({
      namespace: 'tripgen-dev',
      podSecurity: 'baseline', // D-03: one container gives the data folder away as root
      openTraffic: { policy: 'dev-basic-policy', exceptTiers: ['data'], requirement: 'TG-06' }, // D-01
      clusterContract: {
        tier: 'Free',
        networkPolicy: 'cilium',
        maxPods: 30,
        access: { type: 'public' },
        owner: 'platform team',
        requirements: ['TG-01'],
      },
      release,
      registry: 'acrtripgen.azurecr.io/tripgen',
      secrets: { type: 'by-hand' }, // TG-13
      database: {
        type: 'in-cluster',
        size: size('500m', '1Gi', '1000m', '2Gi'), // TG-03
        dataPath: '/data/postgresql',
        storage: { type: 'node-folder', path: '/data/postgresql', size: '20Gi', node: DATA_NODE },
        watched: { replicas: scheduled({ count: 1, hours }), rollout: 'replace' },
      },
      cache: {
        type: 'in-cluster',
        size: size('100m', '256Mi', '500m', '1Gi'), // TG-04
        replicas: scheduled({ count: 1, hours }),
        rollout: 'replace',
        watched: true,
      },
      messaging: {
        name: 'sb-tripgen-dev',
        tier: { type: 'basic' },
        queueMegabytes: 256,
        requirements: ['TG-12'],
      },
      dataInit: 'samples',
      services: {
        'user-service': service(size('50m', '128Mi', '200m', '256Mi'), 10), // TG-02
        'trip-service': service(size('100m', '256Mi', '500m', '512Mi'), 20),
        'ai-service': service(size('200m', '512Mi', '1000m', '1Gi'), 20),
        'location-service': service(size('50m', '128Mi', '200m', '256Mi'), 10),
      },
      logging: { root: 'INFO', application: 'DEBUG', database: 'WARN' }, // TG-15
      serviceLevel,
      ingressController: NGINX_INGRESS_PODS,
      routes: {
        host: assumed('tripgen-dev.example.com', NO_DOMAIN),
        proof: {
          type: 'azure-dns',
          zone: assumed('example.com', NO_DOMAIN),
          resourceGroup: assumed('rg-dns', NO_DOMAIN),
          clientId: certificates,
        },
        contact: assumed('platform@example.com', 'no document names who hears of certificates'),
      },
      backup: {
        schedule: { cron: '0 12 * * 1', timeZone: 'Asia/Seoul', requirements: ['TG-17', 'TG-20'] }, // weekly, in office hours
        to: { type: 'pvc', storageClass: 'managed-csi', size: '4Gi' },
        keep: 4,
      },
      requirements: ['TG-12'],
      cost,
    }),
    nodeLogs({
      namespaces: ['tripgen-dev'],
      retentionDays: 7, // TG-20
      diskMiB: 8192, // of the 128 GiB of a node (decision 177)
      requirements: ['TG-20'],
    }),
  ],
  addOns: [
    nginxIngressController(),
    certManager({ dns: { type: 'azure-workload-identity', clientId: certificates } }),
    keda(),
    azureServiceOperator(cluster, ['managedidentity.azure.com', 'servicebus.azure.com'], { size: 'single' }),
    headlamp(),
    argoCd({
      cluster,
      developersSync: ['tripgen-dev'],
      slack: { channel: 'tripgen-dev', token: { type: 'by-hand' } },
      size: 'small',
    }),
  ],
  delivery: { ...source, sync: 'automatic' },
});
