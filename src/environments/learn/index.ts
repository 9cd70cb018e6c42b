import { autoscaled } from '../../constructs/scaling';
import { assumed } from '../../constructs/structure';
import { chaos } from '../../systems/chaos';
import { labs } from '../../systems/labs';
import { logs } from '../../systems/logs';
import { security } from '../../systems/security';
import { shop } from '../../systems/shop';
import { SERVICE_LEVEL } from '../../systems/shop/service-level';
import { traces } from '../../systems/traces';
import {
  ackControllers,
  argoCd,
  argoRollouts,
  awsEbsCsiDriver,
  awsEfsCsiDriver,
  awsLoadBalancerController,
  chaosMesh,
  clusterAutoscaler,
  externalDns,
  externalSecrets,
  metricsServer,
  onNodes,
  prometheusOperator,
} from '../add-ons';
import { environment } from '../environment';
import release from '../learn.release.json';
import { outsideWatcher, source } from '../repository';
import { cluster, SYSTEM_NODES } from './cluster';
import { bucket, cache, database, files, privateSubnets } from './data';
import { alarms, watching } from './monitoring';

const NOT_BUILT = 'the document names none; whoever builds the platform enters the real value';

/** Hosted zone of the shop's name, and the name (LP-22). */
const zone = assumed<string>('learn.example.com', NOT_BUILT);
const HOST = `shop.${zone.value}`;

/** A pod a zone once three have nodes, and room for the second scenario's load: the document gives no figures. */
const withoutDatabase = { replicas: autoscaled({ min: 3, max: 6, cpuPercent: 70 }) };

/** As many as the connections of a db.t3.micro allow while a release rolls, with a fifth left over (LP-07, LP-11). */
const withDatabase = { replicas: autoscaled({ min: 3, max: 4, cpuPercent: 70 }) };

/** The shop's services, the one first that the world reaches. */
const services = { frontend: withoutDatabase, main: withoutDatabase, catalog: withDatabase, order: withDatabase };

/** The learning platform on EKS: the shop over AWS' own data stores, in three zones (seed 002). */
export const learn = environment({
  name: 'learn',
  cluster,
  labels: { 'garam.dev/environment': 'learn' },
  watchedBy: outsideWatcher,
  systems: [
    watching,
    traces({ role: 'learn-traces', requirements: ['LP-12'] }),
    shop({
      release,
      images: { type: 'ecr' },
      secrets: { type: 'aws', secret: 'learn/shop' },
      database,
      cache,
      uploads: {
        type: 's3',
        bucket,
        origins: assumed([`https://${HOST}`], 'the shop’s own address; whoever owns the zone enters it'),
      },
      entry: {
        type: 'alb',
        host: assumed(HOST, NOT_BUILT),
        zone,
        certificateArn: assumed(
          'arn:aws:acm:ap-northeast-2:111122223333:certificate/00000000-0000-0000-0000-000000000000',
          'whoever owns the zone has ACM issue it and enters its ARN',
        ),
        subnets: assumed(
          ['subnet-0123456789abcdef3', 'subnet-0123456789abcdef4', 'subnet-0123456789abcdef5'],
          'the document names none; whoever builds the VPC enters its three public subnets',
        ),
      },
      services,
      traces: 'collector', // LP-12
      loadTests: 'on-demand',
      alarms,
      platform: {
        clusterContract: {
          cluster: { type: 'planned', vpcName: 'learn' },
          endpoint: {
            type: 'restricted',
            administrators: assumed(['192.0.2.0/24'], 'the document names none; the platform team enters its learners'),
          },
          controlPlaneLogs: 'none',
          natGateways: 1, // the document draws one
          owner: 'platform team',
          requirements: ['LP-08'],
        },
        nodeSubnets: privateSubnets,
        files,
      },
    }),
    chaos({}),
    security({
      reports: { bucket, rolePrefix: 'learn-kube-bench' },
      scanRole: 'learn-image-scan',
      requirements: ['LP-13', 'LP-19'],
    }),
    // As long as its databases' logs: the document gives no figure.
    logs({
      to: { type: 'cloudwatch', prefix: '/learn', retentionDays: 7, role: 'learn-logs' },
      requirements: ['LP-12'],
    }),
    // Behind all that they look at.
    labs({ services: Object.keys(services), serviceLevel: SERVICE_LEVEL }),
  ],
  addOns: [
    ...onNodes(SYSTEM_NODES, [
      awsLoadBalancerController(cluster),
      awsEbsCsiDriver(cluster),
      // One: while it starts anew only new volumes wait, and with a zone lost the system group has not one place to spare.
      awsEfsCsiDriver(cluster, { replicas: 1 }),
      clusterAutoscaler(cluster),
      externalDns({ cluster, zone }),
      externalSecrets(),
      ...ackControllers(cluster, [
        'cloudwatch',
        'cloudwatchlogs',
        'ecr',
        'efs',
        'eks',
        'elasticache',
        'iam',
        'rds',
        's3',
        'sns',
      ]),
      metricsServer(),
      argoRollouts(),
      prometheusOperator(),
      argoCd({
        cluster,
        developersSync: ['learn'],
        approvers: { group: 'developers', project: 'learn' },
        slack: { channel: 'learn', token: { type: 'aws', remote: 'learn/argocd' } },
        size: 'small',
      }),
    ]),
    chaosMesh(cluster),
  ],
  delivery: { ...source, sync: 'automatic' },
});
