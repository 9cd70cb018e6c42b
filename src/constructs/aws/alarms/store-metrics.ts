import type { CloudWatchMetric } from './cloudwatch-metric';
import { ofBucket, ofCacheNode, ofFiles, ofInstance, ofStage, ofTable } from './metric-senders';
import type { WatchedStage } from './watched-metrics';

/*
 * What dashboards show beside what alarms judge (watched-metrics.ts). Names, units and dimensions are those of AWS'
 * user guides: "Amazon CloudWatch metrics for Amazon RDS" and "… for Amazon Aurora", "DynamoDB metrics and dimensions",
 * "Metrics for Valkey and Redis OSS" of ElastiCache, "Metrics and dimensions" of S3, "CloudWatch metrics for Amazon EFS",
 * "Amazon API Gateway dimensions and metrics"; dimensions as aws-cdk-lib's canned metrics have them (2.214).
 */

/** Time of one read, or write, of a database instance's storage. */
export function databaseDiskTime(instance: string, kind: 'Read' | 'Write'): CloudWatchMetric<'Seconds'> {
  return { ...ofInstance(instance), name: `${kind}Latency`, unit: 'Seconds', statistic: 'Average' };
}

/** Storage that an instance has left. Of an instance of Aurora: its own disk for temporary files; its data lies elsewhere. */
export function databaseFreeStorage(instance: string, engine: 'aurora' | 'rds'): CloudWatchMetric<'Bytes'> {
  const name = engine === 'aurora' ? 'FreeLocalStorage' : 'FreeStorageSpace';
  return { ...ofInstance(instance), name, unit: 'Bytes', statistic: 'Minimum' };
}

/** Read, or write, units that the requests to a table used up. */
export function tableConsumed(table: string, kind: 'Read' | 'Write'): CloudWatchMetric<'Count'> {
  return { ...ofTable(table), name: `Consumed${kind}CapacityUnits`, unit: 'Count', statistic: 'Sum' };
}

/** Time that DynamoDB itself took for what succeeded of one operation; nothing is sent without such requests. */
export function tableLatency(
  table: string,
  operation: 'GetItem' | 'PutItem' | 'Query',
): CloudWatchMetric<'Milliseconds'> {
  const dimensions = { Operation: operation, TableName: table };
  return {
    ...ofTable(table),
    dimensions,
    name: 'SuccessfulRequestLatency',
    unit: 'Milliseconds',
    statistic: 'Average',
  };
}

/** Share of CPU of a node's one thread that runs commands. */
export function cacheEngineCpu(node: string): CloudWatchMetric<'Percent'> {
  return { ...ofCacheNode(node), name: 'EngineCPUUtilization', unit: 'Percent', statistic: 'Average' };
}

/** Share of the node's whole CPU: a small node has one for commands and for the rest. */
export function cacheCpu(node: string): CloudWatchMetric<'Percent'> {
  return { ...ofCacheNode(node), name: 'CPUUtilization', unit: 'Percent', statistic: 'Average' };
}

/** Share of the memory for data that is used. */
export function cacheMemory(node: string): CloudWatchMetric<'Percent'> {
  return { ...ofCacheNode(node), name: 'DatabaseMemoryUsagePercentage', unit: 'Percent', statistic: 'Maximum' };
}

/** Connections of clients. */
export function cacheConnections(node: string): CloudWatchMetric<'Count'> {
  return { ...ofCacheNode(node), name: 'CurrConnections', unit: 'Count', statistic: 'Maximum' };
}

/** Keys that were thrown out for want of memory, looked up and found, or looked up in vain. */
export function cacheKeys(node: string, what: 'CacheHits' | 'CacheMisses' | 'Evictions'): CloudWatchMetric<'Count'> {
  return { ...ofCacheNode(node), name: what, unit: 'Count', statistic: 'Sum' };
}

/** Bytes of a bucket in one class of storage, once a day. */
export function bucketBytes(
  bucket: string,
  storage: 'StandardStorage' | 'StandardIAStorage',
): CloudWatchMetric<'Bytes'> {
  return { ...ofBucket(bucket, storage), name: 'BucketSizeBytes', unit: 'Bytes' };
}

/** Objects of a bucket, old versions among them, once a day. */
export function bucketObjects(bucket: string): CloudWatchMetric<'Count'> {
  return { ...ofBucket(bucket, 'AllStorageTypes'), name: 'NumberOfObjects', unit: 'Count' };
}

/** How near a file system is to the most operations of its performance mode. */
export function filesLimit(fileSystem: string): CloudWatchMetric<'Percent'> {
  return { ...ofFiles(fileSystem), name: 'PercentIOLimit', unit: 'Percent', statistic: 'Maximum' };
}

/** Bytes that were read and written, metadata among them. */
export function filesTraffic(fileSystem: string): CloudWatchMetric<'Bytes'> {
  return { ...ofFiles(fileSystem), name: 'TotalIOBytes', unit: 'Bytes', statistic: 'Sum' };
}

/** What is left of the bytes by which a small file system may be faster than its size allows. */
export function filesCredit(fileSystem: string): CloudWatchMetric<'Bytes'> {
  return { ...ofFiles(fileSystem), name: 'BurstCreditBalance', unit: 'Bytes', statistic: 'Minimum' };
}

/** Nodes that have it mounted. */
export function filesConnections(fileSystem: string): CloudWatchMetric<'Count'> {
  return { ...ofFiles(fileSystem), name: 'ClientConnections', unit: 'Count', statistic: 'Sum' };
}

/** Share of a minute's requests that were answered with 4xx: API Gateway sends 0 or 1 for each. */
export function apiRefusals({ api, stage }: WatchedStage): CloudWatchMetric<'Share'> {
  return { ...ofStage(api, stage), name: '4XXError', unit: 'Share', statistic: 'Average' };
}
