import * as aws from './aws-forms';
import * as azure from './azure-forms';
import { cron } from './cron';
import { inCloud, number, oneOf, some, text, whole, type Form } from './form';
import * as form from './forms';

/** Days that CloudWatch Logs offers up to two years. */
const logDays = oneOf(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731);

/** What databases, caches, queues, logs, backups and the places of secrets have to be, by the names of their values. */
export const DATA: Readonly<Record<string, Form>> = {
  // Databases.
  'database.identifier': aws.databaseIdentifier,
  'database.instances': some(aws.databaseIdentifier),
  'database.name': inCloud({ azure: azure.postgresServer }, form.name),
  engineVersion: text('a version (15.10)', /\d+(?:\.\d+)+/),
  instanceClass: text('a class of machine (db.r6g.large)', /db\.[a-z0-9-]+\.[a-z0-9]+/),
  'machine.tier': oneOf('Burstable', 'GeneralPurpose', 'MemoryOptimized'),
  'machine.size': azure.postgresMachine,
  resourceId: text('cluster- and at least 16 capital letters and digits', /cluster-[A-Z0-9]{16,}/),
  'names.resourceId': text('db- and at least 16 capital letters and digits', /db-[A-Z0-9]{16,}/),
  storageGiB: whole(20, 65_536),
  'windows.backup': aws.dailyWindow,
  'windows.maintenance': aws.weeklyWindow,
  masterUser: aws.databaseUser,
  backupRetentionDays: inCloud({ aws: whole(1, 35), azure: whole(7, 35) }, whole(1, 35)),
  storageGb: oneOf(32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384),
  backupWindow: aws.dailyWindow,
  maintenanceWindow: aws.weeklyWindow,
  slowQueryMillis: whole(0, 2_147_483_647),
  monitoringIntervalSeconds: oneOf(1, 5, 10, 15, 30, 60),
  bufferPool: text('M or G above zero (256M, 1G)', /[1-9]\d{0,6}M|[1-9]\d{0,3}G/),
  dataInit: oneOf('samples', 'schema'),

  // Tables.
  prefix: form.name,
  timeToLive: form.name,
  'partition.type': oneOf('S', 'N', 'B'),
  'sort.type': oneOf('S', 'N', 'B'),
  readUnits: whole(1, 10_000_000),
  writeUnits: whole(1, 10_000_000),

  // Volumes in the cluster.
  dataPath: form.folder,
  'storage.type': oneOf('class', 'node-folder'),
  'storage.path': form.folder,
  'storage.size': form.volumeSize,
  'storage.node.key': form.labelKey,
  'storage.node.value': form.labelValue,
  storageClass: form.dnsSubdomain,

  // Caches, queues and brokers.
  'cache.name': azure.redisCache,
  'cache.size': oneOf('B0', 'B1', 'B3', 'B5', 'B10', 'B20', 'B50', 'B100'),
  'messaging.name': azure.serviceBus,
  'messaging.tier.type': oneOf('basic', 'premium'),
  messagingUnits: oneOf(1, 2, 4, 8, 16),
  queueMegabytes: whole(1, 81_920),
  'events.nodes': oneOf(1, 3),
  nodeType: text('a machine for a cache (cache.t3.micro)', /cache\.[a-z0-9-]+\.[a-z0-9]+/),
  'cache.replicas': whole(0, 5),

  // Files.
  bucket: text(
    "3 to 63 small letters, digits and '-', a letter or digit at both ends",
    /[a-z0-9][a-z0-9-]{1,61}[a-z0-9]/,
  ),
  fileSystemId: text('fs- and hexadecimal digits', /fs-[0-9a-f]{8,40}/),
  'accessPoints.*': text('fsap- and hexadecimal digits', /fsap-[0-9a-f]{8,40}/),

  // Logs.
  logGroup: aws.logGroup,
  'logs.to.type': oneOf('cloudwatch', 'loki'),
  'logs.to.prefix': aws.logGroupPrefix,
  'logs.to.role': aws.roleName,
  'monitoring.logs': oneOf('loki'),
  'traces.role': aws.roleName,
  traces: oneOf('collector'),
  'logs.to.retentionDays': logDays,
  logRetentionDays: logDays,
  'node-logs.namespaces': some(form.dnsLabel),
  'node-logs.diskMiB': whole(1, 1_000_000),

  // Azure Monitor.
  'alerts.shortName': text("1 to 12 letters, digits, '-' and '_'", /[\w-]{1,12}/),
  'channels.*.*.address': form.email,
  'workspace.name': azure.logWorkspace,
  'workspace.retentionDays': oneOf(30, 60, 90, 120, 180, 270, 365, 550, 730),
  dailyQuotaGb: whole(1, 4000),
  sampled: number(0, 1),
  cpuAbove: form.share,
  memoryAbove: form.share,
  storageAbove: form.share,
  fullAbove: form.share,
  deadLettersAbove: whole(0, 1_000_000),
  failedConnectionsAbove: whole(0, 1_000_000),
  throttledAbove: whole(0, 1_000_000),
  errorsAbove: whole(0, 1_000_000),

  // Backups.
  'schedule.cron': cron,
  'to.type': oneOf('container', 'pvc'),
  'to.account': azure.storageAccount,
  'to.size': form.volumeSize,
  retentionDays: whole(1, 3650),
  immutableDays: whole(1, 3650),
  keep: whole(1, 1000),

  // Where secrets lie.
  masterSecret: text('the name that RDS gives the secret of a master password (rds!db-…)', /rds!db-[0-9a-f-]+/),
  secret: aws.secretName,
  'secrets.vault': azure.keyVault,
  'secrets.server': form.httpsUrl,
  'secrets.mount': form.vaultPath,
  'secrets.trust': form.vaultPath,
  'secrets.role': text("1 to 128 letters, digits, '-', '_' and '.'", /[\w.-]{1,128}/),
};
