import * as aws from './aws-forms';
import { CLUSTER } from './cluster-vocabulary';
import { COST } from './cost-vocabulary';
import { DATA } from './data-vocabulary';
import { any, inCloud, number, oneOf, record, seconds, some, text, whole, type Form } from './form';
import * as form from './forms';

const pods = whole(1, 1000);
const subnets = some(inCloud({ aws: aws.subnet }, form.line));
const logLevel = oneOf('DEBUG', 'INFO', 'WARN');

/**
 * What values have to be, by their names. A name means the same in every environment and system, so that one line is
 * true of all. A key is the end of a property path, `*` stands for any one step; the longest key that fits decides.
 */
export const VOCABULARY: Readonly<Record<string, Form>> = {
  ...CLUSTER,
  ...DATA,
  ...COST,

  // Names.
  name: form.name,
  namespace: form.dnsLabel,
  objectsIn: form.dnsLabel,
  'namespace.name': form.dnsLabel,
  labels: form.labels,
  'labels.*': form.labelValue,
  selector: form.labels,
  'selector.*': form.labelValue,
  host: form.host,
  'routes.host': form.domain,
  hosts: some(form.domain),
  'hosts.*': form.domain,
  domain: form.domain,
  dnsName: form.domain,
  'proof.zone': form.domain,
  contact: form.email,
  origin: form.origin,
  origins: any(form.origin),
  requirement: form.requirement,
  requirements: some(form.requirement),

  // Workloads.
  registry: form.registry,
  'release.image.*': record(['tag'], ['digest']),
  'image.*.tag': text('an exact version or a git commit, never latest', /(?!latest$)\w[\w.-]{0,127}/),
  'image.*.digest': text('sha256: and 64 hexadecimal digits', /sha256:[0-9a-f]{64}/),
  cpu: form.cpu,
  memory: form.memory,
  'replicas.count': pods,
  'replicas.min': pods,
  'replicas.max': pods,
  rollout: oneOf('replace', 'surge'),
  minAvailable: whole(0, 999),
  cpuPercent: whole(1, 100),
  memoryPercent: whole(1, 100),
  workers: whole(1, 64),
  connections: whole(1, 100_000),
  settingsModule: text('a module of Python (shop.settings.dev)', /[a-z_]\w*(?:\.[a-z_]\w*)*/),
  language: oneOf('en', 'ko'),
  'logging.root': logLevel,
  'logging.application': logLevel,
  'logging.database': logLevel,
  podSecurity: oneOf('baseline', 'privileged', 'restricted'),
  'openTraffic.policy': form.dnsLabel,
  // A tier that no pod has would leave nothing out.
  exceptTiers: some(oneOf('application', 'data')),

  // Office hours.
  timeZone: form.timeZone,
  'hours.days': some(oneOf('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')),
  'hours.start': form.clockTime,
  'hours.end': form.clockTime,

  // Checks and their times.
  path: form.urlPath,
  paths: some(form.urlPath),
  healthPaths: some(form.urlPath),
  every: seconds(1, 3600),
  timeout: seconds(1, 3600),
  initialDelay: seconds(0, 3600),
  failures: whole(1, 1000),
  interval: seconds(5, 300),
  'healthCheck.timeout': seconds(2, 120),
  healthyThreshold: whole(2, 10),
  unhealthyThreshold: whole(2, 10),
  deregistration: seconds(0, 3600),

  // Ways in.
  port: whole(1, 65535),
  'targetGroup.port': whole(30000, 32767),
  'entry.from': some(form.cidr),
  subnets,
  securityGroups: some(inCloud({ aws: aws.securityGroup }, form.line)),
  registeredByHand: any(aws.instance),
  arn: aws.arn,
  keyArn: aws.keyArn,
  'targetGroup.name': aws.loadBalancerName,
  'loadBalancer.name': aws.loadBalancerName,
  'nlb.name': aws.loadBalancerName,
  'api.id': aws.restApiId,
  rootId: aws.restApiId,
  proxyId: aws.restApiId,
  stage: text("1 to 128 letters, digits, '-' and '_'", /[\w-]{1,128}/),
  requestsPerMinute: whole(1, 600_000),
  requestsPerSecond: whole(1, 100_000),
  burst: whole(1, 5000),
  'addressLimit.requests': whole(10, 2_000_000_000),
  'addressLimit.window': {
    words: 'a duration of 1, 2, 5 or 10 minutes',
    fits: (value, cluster) => [60, 120, 300, 600].some(each => seconds(each, each).fits(value, cluster)),
  },

  // Shares.
  availability: form.share,
  errorRatio: form.share,
  percent: number(0, 100),
};
