import type { Construct } from 'constructs';
import { type AuroraCluster, awsOf, type DynamoTable, type Grant } from '../../constructs/aws';
import { TracedConstruct } from '../../constructs/structure';
import { type FablinkDatabase, makeDatabase } from './database';
import { type FablinkTables, makeTables, PURPOSES, type Purpose } from './tables';

/** What differs between the data stores of two places. */
export interface FablinkData {
  readonly database: FablinkDatabase;
  readonly tables: FablinkTables;
  /** Connections that Aurora grants the backend in all, and the requirement that says so. */
  readonly connectionBudget: { readonly connections: number; readonly requirement: string };
}

/** Values of the place, and what the system gives. */
export interface FablinkDataStoresProps extends FablinkData {
  /** Namespace of the objects. */
  readonly namespace: string;
  /** ARN of the role that the backend's pods take. */
  readonly backendRoleArn: string;
}

/** Database user of the backend; it owns the schema and nothing else. */
const DATABASE_USER = 'fablink_app';

/** Aurora and DynamoDB, with what the backend has to know of them. (FD-02, FD-11, FP-08, FP-09) */
export class FablinkDataStores extends TracedConstruct {
  readonly database: AuroraCluster;
  /** The table for each purpose; in a cheap place all purposes share one. */
  readonly tables: Readonly<Record<Purpose, DynamoTable>>;
  /** How the backend proves who it is: with a password from Secrets Manager, or with a token of IAM (FP-08). */
  readonly databaseAuthentication: 'password' | 'iam';

  constructor(scope: Construct, id: string, props: FablinkDataStoresProps) {
    super(scope, id);
    this.database = makeDatabase(this, props.namespace, props.database);
    this.tables = makeTables(this, props.namespace, props.tables, props.backendRoleArn);
    this.databaseAuthentication = props.database.type === 'created' ? 'iam' : 'password';
    this.declareBudget(props.connectionBudget);
    this.declareUser(props.database);
    if (props.tables.type === 'created') this.declareTableEndpoint(props.tables.requirements);
  }

  /** What a role needs to connect to the database: nothing where a password does. */
  get databaseGrants(): readonly Grant[] {
    return this.databaseAuthentication === 'iam' ? [this.database.grantConnect(DATABASE_USER)] : [];
  }

  /** What a role needs to use the tables. */
  get tableGrants(): readonly Grant[] {
    return [...new Set(Object.values(this.tables))].map(table => table.grantReadWrite());
  }

  /** What the backend reads from its environment to find its data (FD-02). */
  get settings(): Readonly<Record<string, string>> {
    return {
      AWS_REGION: awsOf(this).region,
      DATABASE_AUTHENTICATION: this.databaseAuthentication,
      DATABASE_HOST: this.database.writerHost,
      DATABASE_NAME: this.database.database,
      DATABASE_PORT: String(this.database.port),
      DATABASE_READER_HOST: this.database.readerHost,
      DATABASE_SSLMODE: 'require',
      DATABASE_USER,
      ...Object.fromEntries(PURPOSES.map(purpose => [settingOf(purpose), this.tables[purpose].tableName])),
    };
  }

  private declareBudget({ connections, requirement }: FablinkData['connectionBudget']): void {
    this.declare({ type: 'connection-budget', database: this.database.identifier, connections, requirement });
  }

  private declareUser({ masterUser, requirements }: FablinkDatabase): void {
    const iam = this.databaseAuthentication === 'iam';
    const { writerHost, database } = this.database;
    const psql = `psql "host=${writerHost} dbname=${database} user=${masterUser} sslmode=require" -AXtc`;
    const question = iam
      ? `SELECT pg_has_role('${DATABASE_USER}', 'rds_iam', 'member')`
      : `SELECT rolcanlogin AND NOT rolsuper FROM pg_roles WHERE rolname = '${DATABASE_USER}'`;
    this.declare({
      type: 'contract',
      id: `${this.database.identifier}-user`,
      owner: 'application team',
      statement: `Database ${database} has the user ${DATABASE_USER}, who may create and use its tables and no more.`,
      make:
        `${psql} "CREATE ROLE ${DATABASE_USER} LOGIN; GRANT CONNECT, CREATE, TEMPORARY ON DATABASE ${database} TO ` +
        `${DATABASE_USER}; GRANT USAGE, CREATE ON SCHEMA public TO ${DATABASE_USER}${iam ? `; GRANT rds_iam TO ${DATABASE_USER}` : ''}"` +
        (iam ? '' : `, then set its password with \\password ${DATABASE_USER}`),
      check: `${psql} "${question}"`,
      expect: 't',
      requirements,
    });
  }

  private declareTableEndpoint(requirements: readonly string[]): void {
    const { region, vpcId } = awsOf(this);
    const service = `com.amazonaws.${region}.dynamodb`;
    this.declare({
      type: 'contract',
      id: 'dynamodb-vpc-endpoint',
      owner: 'platform team',
      statement: 'Calls to DynamoDB leave the VPC through its own endpoint, not through the NAT gateways.',
      make:
        `aws ec2 create-vpc-endpoint --vpc-id ${vpcId} --service-name ${service} ` +
        '--route-table-ids <route tables of the private subnets>',
      check:
        `aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=${vpcId} Name=service-name,Values=${service} ` +
        "--query 'VpcEndpoints[].State' --output text",
      expect: 'available',
      requirements,
    });
  }
}

/** `user-activities` → `DYNAMODB_TABLE_USER_ACTIVITIES`. */
function settingOf(purpose: Purpose): string {
  return `DYNAMODB_TABLE_${purpose.toUpperCase().replaceAll('-', '_')}`;
}
