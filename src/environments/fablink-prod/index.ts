import { Duration } from 'cdk8s';
import { autoscaled } from '../../constructs/scaling';
import { size } from '../../constructs/workload';
import { containerInsights } from '../../systems/container-insights';
import { fablink } from '../../systems/fablink';
import { logs } from '../../systems/logs';
import { traces } from '../../systems/traces';
import {
  ackControllers,
  argoCd,
  argoRollouts,
  awsEbsCsiDriver,
  awsLoadBalancerController,
  clusterAutoscaler,
  externalSecrets,
  metricsServer,
  prometheusOperator,
} from '../add-ons';
import { environment } from '../environment';
import { outsideWatcher, source } from '../repository';
import release from '../fablink-prod.release.json';
import { alarms } from './alarms';
import { entry, clusterContract, publicApi } from './api';
import { cluster } from './cluster';
import { data } from './data';
import { watching } from './monitoring';

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
  watchedBy: outsideWatcher,
  systems: [
    watching,
    traces({ role: 'fablink-prod-traces', requirements: ['FP-11'] }),
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
        // FP-12. One failure of a hundred is its 1 %: a minute with fewer requests judges nothing.
        alarms: {
          errors: { above: 0.01, for: '2m' },
          answers: { share: 0.95, slowerThanSeconds: 2, for: '3m' },
          minimumRequests: 100,
          requirements: ['FP-12'],
        },
        restarts: { moreThan: 3, within: '10m', requirements: ['FP-12'] },
        usage: { cpuAbove: 0.8, memoryAbove: 0.85, for: '5m', requirements: ['FP-12'] },
        failedConnections: { within: '5m', requirements: ['FP-12'] },
      },
      entry,
      publicApi,
      // FP-16
      serviceLevel: {
        availability: 0.999,
        latency: [
          { share: 0.95, seconds: 0.5 },
          { share: 0.99, seconds: 1 },
        ],
        errorRatio: 0.001,
        requestsPerSecond: 5000,
        minimumRequests: 1000, // one failure is no more than the 0.1 % that may
        requirements: ['FP-16'],
      },
      traces: 'collector', // FP-11
      alarms,
      weightedRelease: { path: '/ready/', healthPaths: publicApi.healthPaths }, // FP-14
      drills: { path: '/ready/', restoreInstanceClass: 'db.t4g.medium' }, // FP-21
    }),
    containerInsights({
      objectsIn: 'fablink-prod',
      retentionDays: 90,
      role: 'fablink-prod-insights',
      requirements: ['FP-11'],
    }),
    logs({
      to: { type: 'cloudwatch', prefix: '/fablink-prod', retentionDays: 90, role: 'fablink-prod-logs' },
      requirements: ['FP-11'],
    }),
  ],
  addOns: [
    awsLoadBalancerController(cluster),
    awsEbsCsiDriver(cluster),
    externalSecrets(),
    ...ackControllers(cluster, [
      'acm',
      'apigateway',
      'cloudwatch',
      'cloudwatchlogs',
      'dynamodb',
      'eks',
      'iam',
      'kms',
      'rds',
      'sns',
      'wafv2',
    ]),
    metricsServer(),
    clusterAutoscaler(cluster),
    argoRollouts(),
    prometheusOperator(),
    argoCd({
      cluster,
      developersSync: [],
      approvers: { group: 'release-approvers', project: 'fablink-prod' }, // FP-14
      slack: { channel: 'fablink-prod', token: { type: 'aws', remote: 'fablink/prod/argocd' } },
    }),
  ],
  delivery: { ...source, sync: 'approved' }, // FP-18
});
