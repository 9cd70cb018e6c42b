import type { Construct } from 'constructs';
import {
  DbInstance,
  type DbInstanceSpec,
  DbParameterGroup,
  DbSubnetGroup,
} from '../../../../imports/rds.services.k8s.aws';
import type { Fact, OutsideEndpoint } from '../../../model';
import { known, TracedConstruct } from '../../structure';
import { arnOf, awsTags } from '../aws-cloud';
import { type Grant, secretsGrant } from '../grant';
import { ackMetadata, created } from '../ownership';
import { firewall } from './firewall';
import type { KmsKey } from './kms-key';
import type { RetentionDays } from './log-group';
import { logRetention } from './log-retention';
import { type PrivateNetwork, refOf } from './private-network';

/** What AWS chooses when it makes an instance; entered after the first sync (decision 023). */
export interface RdsNames {
  /** Host name that clients connect to; after a failover it leads to the other zone. */
  readonly host: Fact<string>;
  /** Identifier by which IAM knows the instance (`db-ABCDEFGHIJKL01234`). */
  readonly resourceId: Fact<string>;
  /** Name of the master password's secret in Secrets Manager (`rds!db-…`): JSON with `username` and `password`. */
  readonly masterSecret: Fact<string>;
}

/** When AWS works on an instance, in UTC. */
export interface RdsWindows {
  /** Daily (`18:00-19:00`). */
  readonly backup: string;
  /** Weekly, outside the backup window (`sat:19:00-sat:20:00`). */
  readonly maintenance: string;
}

/** A PostgreSQL of RDS: one instance and its standby in another zone. The id is its identifier. */
export interface RdsPostgresProps {
  readonly namespace: string;
  /** Class of the machine (`db.t3.micro`). */
  readonly instanceClass: string;
  /** Exact version (`16.9`): minor versions are raised in git only. */
  readonly engineVersion: string;
  /** Disk in GiB, at least 20: gp3 starts there. It never shrinks. */
  readonly storageGiB: number;
  readonly masterUser: string;
  readonly names: RdsNames;
  readonly network: PrivateNetwork;
  /** Days for which any second can be restored, 1 to 35. */
  readonly backupRetentionDays: number;
  readonly windows: RdsWindows;
  /** Connections that the engine takes, its own 5 for superusers included. */
  readonly maxConnections: number;
  /** Statements that take longer are logged, in milliseconds. */
  readonly slowQueryMillis: number;
  /** How long PostgreSQL's log is kept. */
  readonly logRetentionDays: RetentionDays;
  /** Encrypts the disk and the master password. @default AWS's own keys of the account, which cost nothing */
  readonly key?: KmsKey;
  /** Requirements that its contracts and its connection budget answer, at least one. */
  readonly requirements: readonly [string, ...string[]];
}

const PORT = 5432;

/** Connections that PostgreSQL (3) and RDS (2) keep for their superusers. */
const RESERVED_CONNECTIONS = 5;

/** Seven days of Performance Insights cost nothing. */
const INSIGHTS_DAYS = 7;

/**
 * PostgreSQL in two zones: encrypted, private, TLS or nothing, watched by Performance Insights, its master password kept
 * and rotated by Secrets Manager (docs/decisions/learn/095-rds-of-the-shop.md).
 */
export class RdsPostgres extends TracedConstruct {
  readonly identifier: string;
  readonly host: string;
  readonly port = PORT;
  /** Name of the connection budget. */
  readonly name: string;
  /** Name of the master password's secret in Secrets Manager, with the properties `username` and `password`. */
  readonly masterSecretName: string;
  private readonly props: RdsPostgresProps;

  /** @throws when the disk is smaller than RDS offers, or backups are kept for no day or for more than 35. */
  constructor(scope: Construct, id: string, props: RdsPostgresProps) {
    super(scope, id);
    check(id, props);
    this.identifier = id;
    this.name = id;
    this.host = known(props.names.host);
    this.masterSecretName = known(props.names.masterSecret);
    this.props = props;
    const parameters = this.parameters();
    const subnets = this.subnetGroup();
    new DbInstance(this, 'instance', { metadata: this.metadata(id), spec: this.spec(parameters, subnets) });
    this.declarations();
  }

  /** How pods reach the database. */
  endpoint(): OutsideEndpoint {
    const { subnetCidrs } = this.props.network;
    return { type: 'outside', service: this.identifier, cidrs: known(subnetCidrs), port: PORT, protocol: 'TCP' };
  }

  /** Connecting as this database user with a token of IAM in the place of a password: it needs the role `rds_iam`. */
  grantConnect(user: string): Grant {
    return {
      sid: 'ConnectToDatabase',
      actions: ['rds-db:connect'],
      resources: [arnOf(this, 'rds-db', `dbuser:${known(this.props.names.resourceId)}/${user}`)],
    };
  }

  /** Reading the master password, for who makes databases and roles. */
  grantMasterSecret(): Grant {
    return secretsGrant(this, 'ReadMasterPassword', [this.masterSecretName]);
  }

  private metadata(name: string): ReturnType<typeof ackMetadata> {
    return ackMetadata(this, { name, namespace: this.props.namespace, ownership: created(), stateful: true });
  }

  private parameters(): string {
    const name = `${this.identifier}-parameters`;
    const { engineVersion, maxConnections, slowQueryMillis } = this.props;
    new DbParameterGroup(this, name, {
      metadata: this.metadata(name),
      spec: {
        name,
        description: `Settings of ${this.identifier}`,
        family: `postgres${engineVersion.split('.')[0]}`,
        parameterOverrides: {
          log_min_duration_statement: String(slowQueryMillis),
          max_connections: String(maxConnections),
          'rds.force_ssl': '1',
        },
        tags: awsTags(this),
      },
    });
    return name;
  }

  private subnetGroup(): string {
    const name = `${this.identifier}-subnets`;
    new DbSubnetGroup(this, name, {
      metadata: this.metadata(name),
      spec: {
        name,
        description: `Private subnets of ${this.identifier}`,
        subnetIDs: [...known(this.props.network.subnets)],
        tags: awsTags(this),
      },
    });
    return name;
  }

  private spec(parameters: string, subnets: string): DbInstanceSpec {
    const { namespace, instanceClass, engineVersion, storageGiB, masterUser, network, windows, key } = this.props;
    return {
      dbInstanceIdentifier: this.identifier,
      dbInstanceClass: instanceClass,
      engine: 'postgres',
      engineVersion,
      // A minor version that AWS raised by itself would differ from git at every check.
      autoMinorVersionUpgrade: false,
      multiAz: true,
      allocatedStorage: storageGiB,
      storageType: 'gp3',
      storageEncrypted: true,
      ...(key && { kmsKeyRef: refOf(key.objectName, namespace) }),
      port: PORT,
      masterUsername: masterUser,
      manageMasterUserPassword: true,
      ...(key && { masterUserSecretKmsKeyRef: refOf(key.objectName, namespace) }),
      enableIamDatabaseAuthentication: true,
      publiclyAccessible: false,
      dbSubnetGroupRef: refOf(subnets, namespace),
      dbParameterGroupRef: refOf(parameters, namespace),
      vpcSecurityGroupIDs: [...known(network.securityGroups)],
      backupRetentionPeriod: this.props.backupRetentionDays,
      preferredBackupWindow: windows.backup,
      preferredMaintenanceWindow: windows.maintenance,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      databaseInsightsMode: 'standard',
      performanceInsightsEnabled: true,
      performanceInsightsRetentionPeriod: INSIGHTS_DAYS,
      enableCloudwatchLogsExports: ['postgresql'],
      tags: awsTags(this),
    };
  }

  private declarations(): void {
    const { network, maxConnections, logRetentionDays, requirements } = this.props;
    const id = this.identifier;
    this.declare({
      type: 'connection-budget',
      database: id,
      connections: maxConnections - RESERVED_CONNECTIONS,
      requirement: requirements[0],
    });
    this.declare(firewall({ of: id, groups: known(network.securityGroups), port: PORT, requirements }));
    this.declare(
      logRetention(this, {
        id: `${id}-log-retention`,
        logs: `PostgreSQL's log of ${id}`,
        group: `/aws/rds/instance/${id}/postgresql`,
        days: logRetentionDays,
        owner: 'platform team',
        requirements,
      }),
    );
  }
}

function check(id: string, { storageGiB, backupRetentionDays }: RdsPostgresProps): void {
  if (storageGiB < 20) throw new Error(`${id} has ${storageGiB} GiB; RDS gives a gp3 disk at least 20`);
  if (backupRetentionDays < 1 || backupRetentionDays > 35) {
    throw new Error(`${id} keeps backups for ${backupRetentionDays} days; RDS takes 1 to 35, and 0 would keep none`);
  }
}
