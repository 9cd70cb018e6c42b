import * as aws from './aws-forms';
import { cron } from './cron';
import { any, closed, inCloud, number, oneOf, record, seconds, some, text, whole, type Form } from './form';
import * as form from './forms';

/** Days that CloudWatch Logs offers up to two years. */
const logDays = oneOf(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731);
const pods = whole(1, 1000);
const subnets = some(inCloud({ aws: aws.subnet }, form.line));

/**
 * What values have to be, by their names. A name means the same in every environment and system, so that one line here
 * is true of all. A key is the end of a property path, `*` stands for any one step; the longest key that fits decides.
 */
export const VOCABULARY: Readonly<Record<string, Form>> = {
  // The environment.
  'environment.name': form.dnsLabel,
  'environment.labels.*': form.labelValue,
  'delivery.repository': form.httpsUrl,
  'delivery.revision': form.revision,
  'delivery.sync': oneOf('automatic', 'approved'),
  'delivery.windows': some(record(['schedule', 'duration', 'timeZone'])),
  'windows.*.schedule': cron,
  'windows.*.duration': text('hours or minutes above zero (8h, 30m)', /[1-9]\d{0,2}[hm]/),
  timeZone: form.timeZone,

  'environment.systems': any(closed('a system', value => 'build' in value)),

  // Add-ons.
  'addOns.*.name': form.dnsLabel,
  'addOns.*.wave': whole(0, 100),
  'addOns.*.values': closed("a chart's values"),
  'chart.repository': form.httpsUrlOrRegistry,
  'chart.name': text("small letters, digits, '-', '_' and '.'", /[a-z0-9][a-z0-9._-]{0,252}/),
  'chart.version': form.exactVersion,
  'kinds.*': any(
    text('a kind with its group (apps/Deployment)', /(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*\/)?[A-Z][A-Za-z0-9]*/),
  ),
  'ignoreDifferences.*.group': text('an API group, empty for the core group', /[a-z0-9.-]{0,253}/),
  'ignoreDifferences.*.kind': text('a kind (Secret)', /[A-Z][A-Za-z0-9]*/),
  jsonPointers: some(text("a JSON pointer that starts with '/' (/data)", /(?:\/(?:[^~/\s]|~[01])+)+/)),
  jqPathExpressions: some(text("a jq path that starts with '.' (.webhooks[].name)", /\.\S+/)),

  // The cluster and its cloud.
  'cluster.name': form.dnsLabel,
  'cluster.kubernetes': oneOf('1.28', '1.29', '1.30', '1.36'),
  'cloud.type': oneOf('aws', 'azure', 'none'),
  account: aws.account,
  subscription: form.uuid,
  tenant: form.uuid,
  region: form.region,
  vpcId: aws.vpc,
  oidcIssuer: aws.issuer,
  'tags.*': aws.tagValue,
  vpcCidr: form.cidr,
  serviceCidr: form.cidr,
  nodeCidrs: some(form.cidr),
  loadBalancerCidrs: some(form.cidr),
  subnetCidrs: some(form.cidr),
  registries: some(form.registry),
  instanceTypes: some(inCloud({ aws: text('a machine (m5.large)', /[a-z][a-z0-9-]*\.[a-z0-9-]+/) }, form.name)),
  zones: some(form.zone),
  'nodes.min': whole(0, 1000),
  'nodes.max': whole(1, 1000),
  cpuMillis: whole(1, 1_000_000),
  memoryMiB: whole(1, 100_000_000),
  'allocatable.pods': whole(1, 737),
  natGateways: whole(1, 20),
  administrators: some(form.cidr),

  // Names.
  name: form.name,
  namespace: form.dnsLabel,
  host: form.host,
  hosts: some(form.domain),
  'hosts.*': form.domain,
  domain: form.domain,
  dnsName: form.domain,
  origin: form.origin,
  origins: any(form.origin),
  secret: aws.secretName,
  requirement: form.requirement,
  requirements: some(form.requirement),

  // Workloads.
  'release.image.*': record(['tag'], ['digest']),
  'image.*.tag': text('an exact version or a git commit, never latest', /(?!latest$)\w[\w.-]{0,127}/),
  'image.*.digest': text('sha256: and 64 hexadecimal digits', /sha256:[0-9a-f]{64}/),
  cpu: form.cpu,
  memory: form.memory,
  'replicas.count': pods,
  'replicas.min': pods,
  'replicas.max': pods,
  minAvailable: whole(0, 999),
  cpuPercent: whole(1, 100),
  memoryPercent: whole(1, 100),
  workers: whole(1, 64),
  connections: whole(1, 100_000),
  settingsModule: text('a module of Python (shop.settings.dev)', /[a-z_]\w*(?:\.[a-z_]\w*)*/),

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
  burst: whole(1, 5000),
  'addressLimit.requests': whole(10, 2_000_000_000),
  'addressLimit.window': {
    words: 'a duration of 1, 2, 5 or 10 minutes',
    fits: (value, cluster) => [60, 120, 300, 600].some(each => seconds(each, each).fits(value, cluster)),
  },

  // Data.
  'database.identifier': aws.databaseIdentifier,
  'database.instances': some(aws.databaseIdentifier),
  engineVersion: text('a version (15.10)', /\d+(?:\.\d+)+/),
  instanceClass: text('a class of machine (db.r6g.large)', /db\.[a-z0-9-]+\.[a-z0-9]+/),
  resourceId: text('cluster- and capital letters and digits', /cluster-[A-Z0-9]+/),
  masterUser: aws.databaseUser,
  backupRetentionDays: whole(1, 35),
  backupWindow: aws.dailyWindow,
  maintenanceWindow: aws.weeklyWindow,
  slowQueryMillis: whole(0, 2_147_483_647),
  monitoringIntervalSeconds: oneOf(1, 5, 10, 15, 30, 60),
  prefix: form.name,
  timeToLive: form.name,
  'partition.type': oneOf('S', 'N', 'B'),
  'sort.type': oneOf('S', 'N', 'B'),
  readUnits: whole(1, 10_000_000),
  writeUnits: whole(1, 10_000_000),
  logGroup: aws.logGroup,
  'logs.group': aws.logGroup,
  'logs.retentionDays': logDays,
  logRetentionDays: logDays,

  // Shares.
  availability: form.share,
  errorRatio: form.share,
  percent: number(0, 100),
};
