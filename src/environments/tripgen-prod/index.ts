import { autoscaled } from '../../constructs/scaling';
import { assumed } from '../../constructs/structure';
import { size, type ContainerSize } from '../../constructs/workload';
import { tripgen } from '../../systems/tripgen';
import type { ServiceValues } from '../../systems/tripgen/services';
import {
  argoCd,
  azureServiceOperator,
  certManager,
  externalSecrets,
  NGINX_INGRESS_PODS,
  nginxIngressController,
  prometheusOperator,
} from '../add-ons';
import { environment } from '../environment';
import { outsideWatcher, source } from '../repository';
import release from '../tripgen-prod.release.json';
import { alerts, telemetry } from './azure-monitor';
import { cluster } from './cluster';
import { cost } from './cost';
import { serviceLevel, watching } from './monitoring';

const NOT_BUILT = 'prod is designed, not built; whoever builds it enters the real value';

/** Identity that cert-manager proves the domain with, made once by hand: docs/bootstrap.md. */
const certificates = assumed<string>('00000000-0000-0000-0000-000000000000', NOT_BUILT);

/** Seed 12 gives no sizes: what dev asks is what prod starts with, at three times the pods and more (decision 061). */
const service = (of: ContainerSize, connections: number): ServiceValues => ({
  size: of,
  replicas: autoscaled({ min: 3, max: 6, cpuPercent: 70 }),
  connections,
});

/** TripGen for production: data stores as services of Azure, three zones, nothing open (TG-18). */
export const tripgenProd = environment({
  name: 'tripgen-prod',
  cluster,
  labels: { 'garam.dev/environment': 'tripgen-prod' },
  watchedBy: outsideWatcher,
  systems: [
    watching,
    tripgen({
      namespace: 'tripgen-prod',
      clusterContract: {
        tier: 'Standard',
        networkPolicy: 'cilium',
        maxPods: 30,
        access: { type: 'private' },
        owner: 'platform team',
        requirements: ['TG-18'],
      },
      release,
      registry: 'acrtripgen.azurecr.io/tripgen',
      secrets: { type: 'key-vault', vault: 'kv-tripgen-prod', requirements: ['TG-18'] },
      database: {
        type: 'managed',
        name: 'psql-tripgen-prod',
        machine: { tier: 'GeneralPurpose', size: 'Standard_D2ds_v5' },
        storageGb: 128,
        backupRetentionDays: 35,
        requirements: ['TG-18'],
      },
      cache: { type: 'managed', name: 'redis-tripgen-prod', size: 'B1' },
      messaging: {
        name: 'sb-tripgen-prod',
        tier: { type: 'premium', messagingUnits: 1 },
        queueMegabytes: 1024, // TG-18: queues of 1–5 GB
        requirements: ['TG-18'],
      },
      dataInit: 'schema', // seed 12.1.2: test data stay apart from real ones
      services: {
        'user-service': service(size('50m', '128Mi', '200m', '256Mi'), 2),
        'trip-service': service(size('100m', '256Mi', '500m', '512Mi'), 4),
        'ai-service': service(size('200m', '512Mi', '1000m', '1Gi'), 3),
        'location-service': service(size('50m', '128Mi', '200m', '256Mi'), 2),
      },
      logging: { root: 'INFO', application: 'INFO', database: 'WARN' },
      serviceLevel,
      ingressController: NGINX_INGRESS_PODS,
      routes: {
        host: assumed('tripgen.example.com', NOT_BUILT),
        proof: {
          type: 'azure-dns',
          zone: assumed('example.com', NOT_BUILT),
          resourceGroup: assumed('rg-dns', NOT_BUILT),
          clientId: certificates,
        },
        contact: assumed('platform@example.com', NOT_BUILT),
        rateLimit: { requestsPerSecond: 20, burst: 40 },
      },
      backup: {
        schedule: { cron: '0 3 * * *', timeZone: 'Asia/Seoul', requirements: ['TG-17', 'TG-18'] }, // daily
        to: {
          type: 'container',
          account: 'sttripgenprodbackup',
          retentionDays: 35,
          immutableDays: 14,
          requirements: ['TG-18'],
        },
        keep: 1,
      },
      telemetry,
      alerts,
      requirements: ['TG-18'],
      cost,
    }),
  ],
  addOns: [
    nginxIngressController({ replicas: 2 }),
    certManager({ dns: { type: 'azure-workload-identity', clientId: certificates } }),
    externalSecrets(),
    azureServiceOperator(cluster, [
      'cache.azure.com',
      'dbforpostgresql.azure.com',
      'insights.azure.com',
      'keyvault.azure.com',
      'managedidentity.azure.com',
      'network.azure.com',
      'operationalinsights.azure.com',
      'servicebus.azure.com',
      'storage.azure.com',
    ]),
    prometheusOperator(),
    argoCd({ cluster, developersSync: [], slack: { channel: 'tripgen-prod', token: { type: 'by-hand' } } }),
  ],
  delivery: { ...source, sync: 'approved' },
});
