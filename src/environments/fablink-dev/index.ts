import { Duration } from 'cdk8s';
import { fixed } from '../../constructs/scaling';
import { size } from '../../constructs/workload';
import { fablink } from '../../systems/fablink';
import { ackControllers, argoCd, awsEbsCsiDriver, awsLoadBalancerController, externalSecrets } from '../add-ons';
import { environment } from '../environment';
import { smallWatcher, source } from '../repository';
import release from '../fablink-dev.release.json';
import { entry, clusterContract, publicApi } from './api';
import { cluster } from './cluster';
import { data } from './data';
import { watching } from './monitoring';

const HOST = 'dev-api.fablink.com'; // FD-01

const check = { every: Duration.seconds(10), timeout: Duration.seconds(5), host: HOST };

/** FabLink for development: cheap, one pod, on what Terraform made (seed 000). */
export const fablinkDev = environment({
  name: 'fablink-dev',
  cluster,
  labels: { 'garam.dev/environment': 'fablink-dev' },
  watchedBy: smallWatcher,
  systems: [
    watching,
    fablink({
      namespace: 'fablink-dev',
      release,
      images: { source: 'made-here', requirements: ['FD-09'] },
      roles: { requirements: ['FD-06'] },
      clusterContract,
      data,
      secret: 'fablink/dev/backend',
      backend: {
        size: size('200m', '320Mi', '500m', '512Mi'), // FD-04: 200–300 MB, 30–50 % of a core at 100 requests/s
        replicas: fixed(1),
        probes: {
          liveness: { path: '/health', ...check, failures: 3, initialDelay: Duration.seconds(15) }, // FD-07
          readiness: { path: '/ready', ...check, failures: 3 }, // FD-07
        },
        settingsModule: 'fablink.settings.dev',
        hosts: [HOST],
        origins: ['https://fab-link-dev.org'], // FD-01
        logging: { level: 'DEBUG', format: 'text' },
        pool: { workers: 2, connections: 2 }, // FD-08: 2 × 2 × (1 + 1 of a rollout) + 1 of the migration = 9 of 10
      },
      entry,
      publicApi,
      serviceLevel: {
        availability: 0.95,
        latency: [{ share: 0.95, seconds: 1 }],
        requestsPerSecond: 100,
        minimumRequests: 20, // one failure is no more than the 5 % that may
        requirements: ['FD-12'],
      },
      syncCheck: { paths: ['/health', '/ready'], host: HOST },
    }),
  ],
  addOns: [
    awsLoadBalancerController(cluster),
    awsEbsCsiDriver(cluster, { replicas: 1 }), // pods are what its two nodes have fewest of
    externalSecrets(),
    ...ackControllers(cluster, ['apigateway', 'cloudwatchlogs', 'dynamodb', 'ecr', 'iam', 'rds']),
    argoCd({
      cluster,
      developersSync: ['fablink-dev'],
      slack: { channel: 'fablink-dev', token: { type: 'aws', remote: 'fablink/dev/argocd' } },
    }),
  ],
  delivery: { ...source, sync: 'automatic' },
});
