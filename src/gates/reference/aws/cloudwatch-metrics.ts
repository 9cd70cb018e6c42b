import type { KubeObject } from '../../../model';
import { valueAt } from '../../schema/json-path';
import type { EnvironmentObjects } from '../environment-objects';

/** What readings of a minute may become; a percentile is `p95`. */
export type MetricStatistic = 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'Sum' | 'percentile';

/** What a dimension holds: names that objects of a kind have in AWS, or words of AWS' own. */
export type KnownDimension =
  | { readonly kind: string; readonly names: (object: KubeObject) => readonly string[] }
  | { readonly words: readonly string[] };

/** What AWS sends of a resource, as far as alarms and dashboards here look at it. */
export interface KnownMetric {
  readonly dimensions: Readonly<Record<string, KnownDimension>>;
  /** What it is counted in, in words. */
  readonly unit: string;
  /** Statistics that are counted in that unit. */
  readonly statistics: readonly MetricStatistic[];
  /** Thresholds that can be meant in that unit, both included. @default no alarm may judge it */
  readonly thresholds?: readonly [least: number, most: number];
}

/** All that a dimension may hold in an environment. */
export function namesIn(dimension: KnownDimension, environment: EnvironmentObjects): readonly string[] {
  if ('words' in dimension) return dimension.words;
  return environment.all(dimension.kind).flatMap(({ object }) => dimension.names(object));
}

const MEBIBYTE = 1024 ** 2;

/** Names that stand in a field, or are the object's own. */
function named(kind: string, field: string): KnownDimension {
  return { kind, names: ({ spec, metadata }) => [String(valueAt(spec, [field]) ?? metadata.name)] };
}

const stage = {
  ApiName: named('apigateway.services.k8s.aws/RestAPI', 'name'),
  Stage: named('apigateway.services.k8s.aws/Stage', 'stageName'),
};
const instance = { DBInstanceIdentifier: named('rds.services.k8s.aws/DBInstance', 'dbInstanceIdentifier') };
const table = { TableName: named('dynamodb.services.k8s.aws/Table', 'tableName') };
const tableRequests = { ...table, Operation: { words: ['GetItem', 'PutItem', 'Query'] } };
const cacheNode = {
  CacheClusterId: { kind: 'elasticache.services.k8s.aws/ReplicationGroup', names: nodesOf },
  CacheNodeId: { words: ['0001'] },
};
const bucket = (...words: readonly string[]) => ({
  BucketName: named('s3.services.k8s.aws/Bucket', 'name'),
  StorageType: { words },
});
/** AWS chooses the id of a file system: the class of volumes has it, which is useless without. */
const files = {
  FileSystemId: {
    kind: 'storage.k8s.io/StorageClass',
    names: ({ parameters }: KubeObject) => {
      const id = valueAt(parameters, ['fileSystemId']);
      return typeof id === 'string' ? [id] : [];
    },
  },
};

/** Of what is measured again and again: readings of a minute lie side by side and add up to nothing. */
const MEASURED: readonly MetricStatistic[] = ['Average', 'Maximum', 'Minimum', 'percentile'];

const DAILY = { unit: 'a day’s count', statistics: ['Average'] } as const;
const EVENTS = { unit: 'events', statistics: ['Sum'] } as const;
const SHARE = { unit: 'a share of requests, 0 to 1', statistics: ['Average'] } as const;
const PERCENT = { unit: 'percent', statistics: MEASURED, thresholds: [2, 99] } as const;
const BYTES = { unit: 'bytes', statistics: MEASURED, thresholds: [16 * MEBIBYTE, Infinity] } as const;

/** DynamoDB counts one for each event. */
const throttled: KnownMetric = {
  dimensions: table,
  unit: 'requests',
  statistics: ['Sum', 'SampleCount'],
  thresholds: [0, Infinity],
};

/** By namespace and name, as the services' own documentation lists them. */
export const KNOWN_METRICS: Readonly<Record<string, KnownMetric>> = {
  'AWS/ApiGateway 4XXError': { dimensions: stage, ...SHARE },
  'AWS/ApiGateway 5XXError': { dimensions: stage, ...SHARE, thresholds: [0, 0.999] },
  'AWS/ApiGateway Count': {
    dimensions: stage,
    unit: 'requests',
    statistics: ['SampleCount'],
    thresholds: [0, Infinity],
  },
  // Nobody promises 10 ms across a network, and seconds are small numbers.
  'AWS/ApiGateway Latency': {
    dimensions: stage,
    unit: 'milliseconds',
    statistics: MEASURED,
    thresholds: [11, 300_000],
  },
  'AWS/DynamoDB ConsumedReadCapacityUnits': { dimensions: table, ...EVENTS },
  'AWS/DynamoDB ConsumedWriteCapacityUnits': { dimensions: table, ...EVENTS },
  'AWS/DynamoDB ReadThrottleEvents': throttled,
  'AWS/DynamoDB SuccessfulRequestLatency': { dimensions: tableRequests, unit: 'milliseconds', statistics: MEASURED },
  'AWS/DynamoDB WriteThrottleEvents': throttled,
  'AWS/EFS BurstCreditBalance': { dimensions: files, ...BYTES },
  'AWS/EFS ClientConnections': { dimensions: files, ...EVENTS },
  'AWS/EFS PercentIOLimit': { dimensions: files, ...PERCENT },
  'AWS/EFS TotalIOBytes': { dimensions: files, ...EVENTS },
  'AWS/ElastiCache CPUUtilization': { dimensions: cacheNode, ...PERCENT },
  'AWS/ElastiCache CacheHits': { dimensions: cacheNode, ...EVENTS },
  'AWS/ElastiCache CacheMisses': { dimensions: cacheNode, ...EVENTS },
  'AWS/ElastiCache CurrConnections': { dimensions: cacheNode, unit: 'connections', statistics: MEASURED },
  'AWS/ElastiCache DatabaseMemoryUsagePercentage': { dimensions: cacheNode, ...PERCENT },
  'AWS/ElastiCache EngineCPUUtilization': { dimensions: cacheNode, ...PERCENT },
  'AWS/ElastiCache Evictions': { dimensions: cacheNode, ...EVENTS },
  'AWS/RDS CPUUtilization': { dimensions: instance, ...PERCENT },
  'AWS/RDS DatabaseConnections': {
    dimensions: instance,
    unit: 'connections',
    statistics: MEASURED,
    thresholds: [0, 262_143],
  },
  'AWS/RDS FreeLocalStorage': { dimensions: instance, ...BYTES },
  'AWS/RDS FreeStorageSpace': { dimensions: instance, ...BYTES },
  'AWS/RDS FreeableMemory': { dimensions: instance, ...BYTES },
  'AWS/RDS ReadLatency': { dimensions: instance, unit: 'seconds', statistics: MEASURED },
  'AWS/RDS WriteLatency': { dimensions: instance, unit: 'seconds', statistics: MEASURED },
  'AWS/S3 BucketSizeBytes': { dimensions: bucket('StandardStorage', 'StandardIAStorage'), ...DAILY },
  'AWS/S3 NumberOfObjects': { dimensions: bucket('AllStorageTypes'), ...DAILY },
};

/** Nodes of a group without cluster mode: the group's name with a number, one more than it has replicas. */
function nodesOf({ spec, metadata }: KubeObject): readonly string[] {
  const group = String(valueAt(spec, ['replicationGroupID']) ?? metadata.name);
  const replicas = Number(valueAt(spec, ['replicasPerNodeGroup']) ?? 0);
  return Array.from({ length: replicas + 1 }, (_, index) => `${group}-${String(index + 1).padStart(3, '0')}`);
}
