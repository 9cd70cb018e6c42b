/*
 * Who sends series, and what it means when they do not.
 */

/** Without requests API Gateway sends nothing. */
export function ofStage(api: string, stage: string) {
  return {
    namespace: 'AWS/ApiGateway',
    dimensions: { ApiName: api, Stage: stage },
    silence: 'nothing-happened',
  } as const;
}

/** An instance of RDS or Aurora. */
export function ofInstance(instance: string) {
  return { namespace: 'AWS/RDS', dimensions: { DBInstanceIdentifier: instance }, silence: 'unknown' } as const;
}

/** A table of DynamoDB, which sends nothing where nothing happens. */
export function ofTable(table: string) {
  return { namespace: 'AWS/DynamoDB', dimensions: { TableName: table }, silence: 'nothing-happened' } as const;
}

/** A node of a replication group without cluster mode is a cache cluster of one node, `0001`. */
export function ofCacheNode(node: string) {
  const dimensions = { CacheClusterId: node, CacheNodeId: '0001' };
  return { namespace: 'AWS/ElastiCache', dimensions, silence: 'unknown' } as const;
}

/** A bucket, which is counted once a day, by class of storage. */
export function ofBucket(bucket: string, storage: string) {
  const dimensions = { BucketName: bucket, StorageType: storage };
  return { namespace: 'AWS/S3', dimensions, every: 86_400, statistic: 'Average', silence: 'unknown' } as const;
}

/** A file system of EFS. */
export function ofFiles(fileSystem: string) {
  return { namespace: 'AWS/EFS', dimensions: { FileSystemId: fileSystem }, silence: 'unknown' } as const;
}
