import { Duration } from 'cdk8s';
import { autoscaled } from '../../constructs/scaling';
import { size } from '../../constructs/workload';
import { fablink } from '../../systems/fablink';
import { ackControllers, argoCd, awsLoadBalancerController, externalSecrets, metricsServer } from '../add-ons';
import { environment } from '../environment';
import { source } from '../repository';
import release from '../fablink-prod.release.json';
import { entry, clusterContract, publicApi } from './api';
import { cluster } from './cluster';
import { data } from './data';

const HOST = 'api.fablink.com'; // FP-01

/** FP-05: the same figures for all three probes. */
const check = {
  initialDelay: Duration.seconds(60),
  every: Duration.seconds(15),
  timeout: Duration.seconds(5),
  failures: 2,
  host: HOST,
};

/** FabLink for its users: three zones, nothing synced without a person’s word (seed 001, D-20). */
export const fablinkProd = environment({
  name: 'fablink-prod',
  cluster,
  labels: { 'garam.dev/environment': 'fablink-prod' },
  systems: [
    fablink({
      namespace: 'fablink-prod',
      release,
      images: { source: 'made-elsewhere', requirements: ['FP-15'] },
      roles: { requirements: ['FP-07'] },
      clusterContract,
      data,
      secret: 'fablink/prod/backend',
      backend: {
        size: size('500m', '1Gi', '1000m', '2Gi'), // FP-03
        replicas: autoscaled({ min: 3, max: 20, cpuPercent: 60, memoryPercent: 70, minAvailable: 2 }), // FP-04
        probes: {
          liveness: { path: '/health/', ...check }, // FP-05
          readiness: { path: '/ready/', ...check },
          startup: { path: '/startup/', ...check },
        },
        settingsModule: 'fablink.settings.prod',
        hosts: [HOST],
        origins: [],
        logging: { level: 'INFO', format: 'json' }, // FP-11
        pool: { workers: 4, connections: 4 },
      },
      entry,
      publicApi,
      // FP-16
      serviceLevel: {
        availability: 0.999,
        p95Millis: 500,
        p99Millis: 1000,
        errorRatio: 0.001,
        requestsPerSecond: 5000,
      },
      drills: { path: '/ready/', restoreInstanceClass: 'db.t4g.medium' }, // FP-21
      logs: { group: '/fablink-prod/fablink-backend', retentionDays: 90 }, // FP-11
    }),
  ],
  addOns: [
    awsLoadBalancerController(cluster),
    externalSecrets(),
    ...ackControllers(cluster, ['acm', 'apigateway', 'cloudwatchlogs', 'dynamodb', 'iam', 'kms', 'rds', 'wafv2']),
    metricsServer(),
    argoCd({
      cluster,
      developersSync: [],
      slack: { channel: 'fablink-prod', remote: 'fablink/prod/argocd' },
    }),
  ],
  delivery: { ...source, sync: 'approved' }, // FP-18
});
