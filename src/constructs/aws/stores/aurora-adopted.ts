import type { Construct } from 'constructs';
import { DbCluster, type DbClusterSpec, DbInstance } from '../../../../imports/rds.services.k8s.aws';
import type { AuroraAccess } from './aurora-cluster';
import type { ContractDeclaration } from '../../../model';
import { awsOf } from '../aws-cloud';
import { ackMetadata, adopted } from '../ownership';

/** A cluster that exists. What is written here is compared with what is there, and never changed (D-25). */
export interface AdoptedAurora {
  readonly type: 'adopted';
  /** Identifiers of its instances, the writer first. */
  readonly instances: readonly string[];
  readonly masterUser: string;
  readonly keyArn: string;
  readonly securityGroups: readonly string[];
  readonly backupRetentionDays: number;
  /** Daily, in UTC (`03:00-04:00`). */
  readonly backupWindow: string;
  /** Weekly, in UTC (`sun:04:00-sun:05:00`). */
  readonly maintenanceWindow: string;
  /** Logs that go to CloudWatch. */
  readonly logs: readonly string[];
}

/** Makes the objects through which an existing cluster and its instances are watched. */
export function adoptCluster(scope: Construct, id: string, props: AuroraAccess & AdoptedAurora): void {
  const { namespace } = props;
  const common = { namespace, ownership: adopted(), stateful: true };
  new DbCluster(scope, 'cluster', {
    metadata: ackMetadata(scope, { ...common, name: id, foundBy: { dbClusterIdentifier: id } }),
    spec: clusterFacts(id, props),
  });
  for (const instance of props.instances) {
    // No spec: it would have to name the class of machine, which no document does. The controller writes what it finds.
    new DbInstance(scope, instance, {
      metadata: ackMetadata(scope, { ...common, name: instance, foundBy: { dbInstanceIdentifier: instance } }),
    });
  }
}

function clusterFacts(id: string, props: AuroraAccess & AdoptedAurora): DbClusterSpec {
  return {
    dbClusterIdentifier: id,
    engine: 'aurora-postgresql',
    engineVersion: props.engineVersion,
    databaseName: props.database,
    masterUsername: props.masterUser,
    storageEncrypted: true,
    kmsKeyId: props.keyArn,
    vpcSecurityGroupIDs: [...props.securityGroups],
    backupRetentionPeriod: props.backupRetentionDays,
    preferredBackupWindow: props.backupWindow,
    preferredMaintenanceWindow: props.maintenanceWindow,
    enableCloudwatchLogsExports: [...props.logs],
  };
}

/** Who writes and who reads, and that they stand in several zones: AWS may change it, and no field of ACK tells. */
export function membersOf(
  scope: Construct,
  id: string,
  { instances, requirements }: AuroraAccess & AdoptedAurora,
): ContractDeclaration {
  const role = "IsClusterWriter && 'writer' || 'reader'";
  const members = `join(',', sort(DBClusterMembers[].join('=', [DBInstanceIdentifier, ${role}])))`;
  const expected = instances.map((instance, index) => `${instance}=${index === 0 ? 'writer' : 'reader'}`);
  return {
    type: 'contract',
    id: `${id}-members`,
    owner: 'terraform',
    statement: `${id} stands in several zones, ${expected.join(', ')}. A failover changes the roles; nothing here depends on them.`,
    make: `aws rds failover-db-cluster --region ${awsOf(scope).region} --db-cluster-identifier ${id} --target-db-instance-identifier ${instances[0] ?? ''}`,
    check:
      `aws rds describe-db-clusters --region ${awsOf(scope).region} --db-cluster-identifier ${id} ` +
      `--query "DBClusters[0].[to_string(MultiAZ), ${members}] | join(' ', @)" --output text`,
    expect: `true ${[...expected].sort().join(',')}`,
    requirements,
  };
}
