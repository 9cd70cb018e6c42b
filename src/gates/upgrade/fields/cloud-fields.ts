import { groupKindOf } from '../../identity/group-kind';
import { isAck } from '../../stateful/stateful-kinds';
import { annotation } from '../../sync/annotations';
import { differing, fixed, type RefusedField, type TwoVersions } from './fixed-field';

/**
 * Fields that AWS fixes when it makes the resource, although the API server takes a change of them: the controller
 * reports a terminal error or says nothing, and the object no longer tells the truth.
 */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  'cloudwatch.services.k8s.aws/Dashboard': ['dashboardName'],
  'cloudwatch.services.k8s.aws/MetricAlarm': ['name'],
  'cloudwatchlogs.services.k8s.aws/LogGroup': ['name'],
  'dynamodb.services.k8s.aws/Table': ['tableName', 'localSecondaryIndexes'],
  'ecr.services.k8s.aws/Repository': ['name', 'registryID', 'encryptionConfiguration'],
  'iam.services.k8s.aws/Policy': ['name', 'path', 'description'],
  'iam.services.k8s.aws/Role': ['name', 'path'],
  'kms.services.k8s.aws/Alias': ['name'],
  'rds.services.k8s.aws/DBCluster': [
    'availabilityZones',
    'characterSetName',
    'databaseName',
    'dbClusterIdentifier',
    'dbSubnetGroupName',
    'engine',
    'engineMode',
    'kmsKeyID',
    'masterUsername',
    'storageEncrypted',
  ],
  'rds.services.k8s.aws/DBClusterParameterGroup': ['name', 'family', 'description'],
  'rds.services.k8s.aws/DBInstance': [
    'characterSetName',
    'dbClusterIdentifier',
    'dbInstanceIdentifier',
    'dbName',
    'engine',
    'kmsKeyID',
    'masterUsername',
    'storageEncrypted',
  ],
  'rds.services.k8s.aws/DBParameterGroup': ['name', 'family', 'description'],
  'rds.services.k8s.aws/DBSubnetGroup': ['name'],
  's3.services.k8s.aws/Bucket': ['name', 'createBucketConfiguration', 'objectLockEnabledForBucket'],
  'sns.services.k8s.aws/Topic': ['name', 'fifoTopic'],
  'wafv2.services.k8s.aws/WebACL': ['scope'],
};

/** Changed fields that AWS does not change. Of a resource that is only read nothing is ever changed. */
export function fixedInCloud(objects: TwoVersions): readonly RefusedField[] {
  const { after } = objects;
  if (!isAck(after) || annotation(after, 'services.k8s.aws/read-only') === 'true') return [];
  const names = FIELDS[groupKindOf(after)] ?? [];
  return differing(
    objects,
    names.map(name => fixed(`spec.${name}`)),
  );
}
