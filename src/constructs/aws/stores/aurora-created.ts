import type { Construct } from 'constructs';
import {
  DbCluster,
  DbClusterParameterGroup,
  type DbClusterSpec,
  DbInstance,
  type DbInstanceSpec,
  DbSubnetGroup,
} from '../../../../imports/rds.services.k8s.aws';
import type { ContractDeclaration, Fact } from '../../../model';
import { known } from '../../structure';
import type { AuroraAccess } from './aurora-cluster';
import { createMonitoringRole } from './aurora-monitoring';
import { awsTags } from '../aws-cloud';
import type { KmsKey } from './kms-key';
import type { RetentionDays } from './log-group';
import { logRetention } from './log-retention';
import { ackMetadata, created } from '../ownership';

/** A cluster that Garam makes: encrypted, private, watched, with its master password kept by Secrets Manager. */
export interface CreatedAurora {
  readonly type: 'created';
  /** Class of machine of every instance (`db.r6g.large`). */
  readonly instanceClass: string;
  /** Zone of each instance; the first instance is made the writer, any other takes over. */
  readonly zones: readonly string[];
  readonly subnets: Fact<readonly string[]>;
  readonly securityGroups: Fact<readonly string[]>;
  /** Identifier by which IAM knows the cluster (`cluster-ABCDEFGHIJKL01234`); AWS chooses it. */
  readonly resourceId: Fact<string>;
  readonly key: KmsKey;
  readonly masterUser: string;
  readonly backupRetentionDays: number;
  /** Daily, in UTC (`18:00-19:00`). */
  readonly backupWindow: string;
  /** Weekly, in UTC, outside the backup window (`sat:19:00-sat:20:00`). */
  readonly maintenanceWindow: string;
  /** Statements that take longer are logged, in milliseconds. */
  readonly slowQueryMillis: number;
  /** Seconds between two readings of the machine's own metrics. */
  readonly monitoringIntervalSeconds: 1 | 5 | 10 | 15 | 30 | 60;
  /** How long PostgreSQL's log is kept. */
  readonly logRetentionDays: RetentionDays;
}

type Props = AuroraAccess & CreatedAurora;

/** Seven days of Performance Insights cost nothing. */
const INSIGHTS_DAYS = 7;

/** Makes a cluster, its instances and what they stand on; gives the contract of the role that watches them. */
export function createCluster(scope: Construct, id: string, props: Props): ContractDeclaration {
  const parameters = createParameters(scope, id, props);
  const subnets = createSubnetGroup(scope, id, props);
  const role = createMonitoringRole(scope, id, props);
  new DbCluster(scope, 'cluster', {
    metadata: stateful(scope, id, props),
    spec: clusterSpec(scope, id, props, { parameters, subnets }),
  });
  props.zones.forEach((zone, index) => {
    const name = instanceName(id, index);
    new DbInstance(scope, name, {
      metadata: stateful(scope, name, props),
      spec: instanceSpec(scope, { cluster: id, name, zone, role: role.name, tier: index }, props),
    });
  });
  return role.boundary;
}

/** Identifier of the instance in one of the cluster's zones. */
export function instanceName(cluster: string, zoneIndex: number): string {
  return `${cluster}-${zoneIndex + 1}`;
}

/** RDS makes the group itself, with the first line. */
export function logsOf(scope: Construct, id: string, props: Props): ContractDeclaration {
  return logRetention(scope, {
    id: `${id}-log-retention`,
    logs: `PostgreSQL's log of ${id}`,
    group: `/aws/rds/cluster/${id}/postgresql`,
    days: props.logRetentionDays,
    owner: 'platform team',
    requirements: props.requirements,
  });
}

function stateful(scope: Construct, name: string, { namespace }: Props): ReturnType<typeof ackMetadata> {
  return ackMetadata(scope, { name, namespace, ownership: created(), stateful: true });
}

/** Settings of the database itself: connections are encrypted or refused, slow statements are logged (FP-08). */
function createParameters(scope: Construct, id: string, props: Props): string {
  const name = `${id}-parameters`;
  const major = props.engineVersion.split('.')[0];
  new DbClusterParameterGroup(scope, name, {
    metadata: stateful(scope, name, props),
    spec: {
      name,
      description: `Settings of ${id}`,
      family: `aurora-postgresql${major}`,
      parameterOverrides: {
        log_min_duration_statement: String(props.slowQueryMillis),
        'rds.force_ssl': '1',
      },
      tags: awsTags(scope),
    },
  });
  return name;
}

function createSubnetGroup(scope: Construct, id: string, props: Props): string {
  const name = `${id}-subnets`;
  new DbSubnetGroup(scope, name, {
    metadata: stateful(scope, name, props),
    spec: {
      name,
      description: `Private subnets of ${id}`,
      subnetIDs: [...known(props.subnets)],
      tags: awsTags(scope),
    },
  });
  return name;
}

function clusterSpec(
  scope: Construct,
  id: string,
  props: Props,
  names: { readonly parameters: string; readonly subnets: string },
): DbClusterSpec {
  const reference = (name: string): { from: { name: string; namespace: string } } => ({
    from: { name, namespace: props.namespace },
  });
  return {
    dbClusterIdentifier: id,
    engine: 'aurora-postgresql',
    engineMode: 'provisioned',
    engineVersion: props.engineVersion,
    // A minor version that AWS raised by itself would differ from git at every check.
    autoMinorVersionUpgrade: false,
    databaseName: props.database,
    port: 5432,
    masterUsername: props.masterUser,
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyRef: reference(props.key.objectName),
    enableIamDatabaseAuthentication: true,
    storageEncrypted: true,
    kmsKeyRef: reference(props.key.objectName),
    dbSubnetGroupRef: reference(names.subnets),
    dbClusterParameterGroupRef: reference(names.parameters),
    vpcSecurityGroupIDs: [...known(props.securityGroups)],
    backupRetentionPeriod: props.backupRetentionDays,
    preferredBackupWindow: props.backupWindow,
    preferredMaintenanceWindow: props.maintenanceWindow,
    copyTagsToSnapshot: true,
    deletionProtection: true,
    databaseInsightsMode: 'standard',
    enableCloudwatchLogsExports: ['postgresql'],
    tags: awsTags(scope),
  };
}

interface Instance {
  readonly cluster: string;
  readonly name: string;
  readonly zone: string;
  /** Name of the Role object that enhanced monitoring uses. */
  readonly role: string;
  /** Order in which instances take over, lowest first. */
  readonly tier: number;
}

/** Version, network and storage belong to the cluster: repeated here they would be refused. */
function instanceSpec(scope: Construct, instance: Instance, props: Props): DbInstanceSpec {
  return {
    dbInstanceIdentifier: instance.name,
    dbClusterIdentifier: instance.cluster,
    dbInstanceClass: props.instanceClass,
    engine: 'aurora-postgresql',
    availabilityZone: instance.zone,
    promotionTier: instance.tier,
    publiclyAccessible: false,
    autoMinorVersionUpgrade: false,
    monitoringInterval: props.monitoringIntervalSeconds,
    monitoringRoleRef: { from: { name: instance.role, namespace: props.namespace } },
    performanceInsightsEnabled: true,
    performanceInsightsRetentionPeriod: INSIGHTS_DAYS,
    tags: awsTags(scope),
  };
}
