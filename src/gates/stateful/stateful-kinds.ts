import type { KubeObject } from '../../model';
import { groupOf } from '../identity/group-kind';

/** Kinds whose objects hold data, or everything below them, by API group. */
const KINDS = new Map<string, readonly string[]>(
  Object.entries({
    '': ['Namespace', 'PersistentVolume', 'PersistentVolumeClaim'],
    apps: ['StatefulSet'],
    'apiextensions.k8s.io': ['CustomResourceDefinition'],
    'snapshot.storage.k8s.io': ['VolumeSnapshot', 'VolumeSnapshotContent'],
    'cloudwatchlogs.services.k8s.aws': ['LogGroup'],
    'dynamodb.services.k8s.aws': ['Backup', 'GlobalTable', 'Table'],
    'ecr.services.k8s.aws': ['Repository'],
    'efs.services.k8s.aws': ['FileSystem'],
    'elasticache.services.k8s.aws': ['CacheCluster', 'ReplicationGroup', 'ServerlessCache', 'Snapshot'],
    'kms.services.k8s.aws': ['Key'],
    'memorydb.services.k8s.aws': ['Cluster', 'Snapshot'],
    'rds.services.k8s.aws': ['DBCluster', 'DBClusterSnapshot', 'DBInstance', 'DBSnapshot', 'GlobalCluster'],
    's3.services.k8s.aws': ['Bucket'],
    'secretsmanager.services.k8s.aws': ['Secret'],
    'cache.azure.com': ['Redis', 'RedisEnterprise', 'RedisEnterpriseDatabase'],
    'containerregistry.azure.com': ['Registry'],
    'dbformysql.azure.com': ['FlexibleServer', 'FlexibleServersDatabase'],
    'dbforpostgresql.azure.com': ['FlexibleServer', 'FlexibleServersDatabase'],
    'documentdb.azure.com': ['DatabaseAccount', 'MongodbDatabase', 'SqlDatabase'],
    'keyvault.azure.com': ['Vault'],
    'operationalinsights.azure.com': ['Workspace'],
    'resources.azure.com': ['ResourceGroup'],
    'sql.azure.com': ['Server', 'ServersDatabase'],
    'storage.azure.com': ['StorageAccount', 'StorageAccountsBlobServicesContainer', 'StorageAccountsFileServicesShare'],
  }),
);

/** Whether the loss of an object loses what cannot be made again from git. */
export function isStateful(object: KubeObject): boolean {
  return KINDS.get(groupOf(object))?.includes(object.kind) === true;
}

/** Whether an object is acted on by one of the AWS controllers. */
export function isAck(object: KubeObject): boolean {
  return groupOf(object).endsWith('.services.k8s.aws');
}
