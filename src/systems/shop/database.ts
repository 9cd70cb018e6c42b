import type { Construct } from 'constructs';
import {
  RdsPostgres,
  type PrivateNetwork,
  type RdsNames,
  type RdsWindows,
  type RetentionDays,
} from '../../constructs/aws';
import { PostgresServer, type ClassStorage } from '../../constructs/data-store';
import { known, TracedConstruct, type Layer } from '../../constructs/structure';
import type { ContainerSize, Image } from '../../constructs/workload';
import type { Endpoint } from '../../model';
import { CATALOG_DATABASE, CATALOG_ROLE, ORDER_DATABASE, ORDER_ROLE, type ShopServer } from './data';
import type { ShopSecrets } from './secrets';

/** PostgreSQL in the cluster, in the place of RDS (LP-07). */
export interface DatabaseInCluster {
  readonly type: 'in-cluster';
  readonly size: ContainerSize;
  readonly storage: ClassStorage;
}

/** RDS: one instance and its standby in another zone (LP-07). */
export interface DatabaseInRds {
  readonly type: 'rds';
  /** Identifier of the instance. */
  readonly identifier: string;
  readonly instanceClass: string;
  readonly engineVersion: string;
  readonly storageGiB: number;
  readonly masterUser: string;
  readonly names: RdsNames;
  readonly network: PrivateNetwork;
  readonly backupRetentionDays: number;
  readonly windows: RdsWindows;
  readonly slowQueryMillis: number;
  readonly logRetentionDays: RetentionDays;
}

/** Where the shop's databases run, by kind. */
export type DatabaseValues = DatabaseInCluster | DatabaseInRds;

/** A service's own database, and the role that the service logs in with. */
export interface OwnDatabase {
  readonly database: string;
  readonly role: string;
}

export interface ShopDatabaseProps {
  readonly namespace: string;
  readonly values: DatabaseValues;
  readonly secrets: ShopSecrets;
  /** Where objects of AWS go. */
  readonly cloud: Layer;
}

/** Server's image: initialisation uses its client, which is never older than the server. */
export const POSTGRES: Image = { repository: 'docker.io/library/postgres', tag: '16.14-bookworm' };

/** `postgres` in that image. */
export const POSTGRES_USER = 999;

/** Database that every server of PostgreSQL has: the Jobs make the others from there. */
const MAINTENANCE = 'postgres';

/**
 * Most connections. RDS gives a db.t3.micro (LP-07) LEAST(memory / 9531392, 5000): 112 for its whole GiB, of which the
 * class keeps some (AWS Prescriptive Guidance, tuning-postgresql-parameters/max-connections, November 2026). What fits
 * into fewer here fits there.
 */
const MAX_CONNECTIONS = 80;

/** One server with two databases, like the document's one instance (docs/decisions/learn/080-one-server-two-databases.md). */
export class ShopDatabase extends TracedConstruct {
  /** Name of the connection budget. */
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly host: string;
  readonly port = 5432;
  /** Connections that the server grants in all. */
  readonly connections = MAX_CONNECTIONS;
  /** Whether the server refuses connections without TLS. */
  readonly encrypted: boolean;
  /** The server as its administrator reaches it, who makes databases and roles. */
  readonly server: ShopServer;
  /** Command that asks it as its administrator. */
  readonly psql: string;
  /** LP-04 */
  readonly catalog: OwnDatabase = { database: CATALOG_DATABASE, role: CATALOG_ROLE };
  /** LP-05 */
  readonly order: OwnDatabase = { database: ORDER_DATABASE, role: ORDER_ROLE };

  constructor(scope: Construct, id: string, props: ShopDatabaseProps) {
    super(scope, id);
    const { namespace, values, secrets } = props;
    switch (values.type) {
      case 'in-cluster': {
        const server = this.inCluster(namespace, values, secrets);
        this.name = server.name;
        this.endpoint = server.endpoint;
        this.host = `postgresql.${namespace}.svc.cluster.local`;
        this.encrypted = false;
        this.server = { host: this.host, port: this.port, user: 'postgres' };
        this.psql = `kubectl --namespace ${namespace} exec postgresql-0 -- psql -U postgres`;
        return;
      }
      case 'rds': {
        const instance = this.inRds(props, values);
        this.name = instance.name;
        this.endpoint = instance.endpoint();
        this.host = instance.host;
        this.encrypted = true;
        this.server = { host: this.host, port: this.port, user: values.masterUser };
        this.psql = `psql "host=${this.host} dbname=${MAINTENANCE} user=${values.masterUser} sslmode=require"`;
      }
    }
  }

  private inRds(
    { namespace, cloud }: ShopDatabaseProps,
    { type: _type, identifier, ...values }: DatabaseInRds,
  ): RdsPostgres {
    return new RdsPostgres(cloud, identifier, {
      ...values,
      namespace,
      maxConnections: MAX_CONNECTIONS,
      requirements: ['LP-07', 'LP-15'],
    });
  }

  private inCluster(
    namespace: string,
    { size, storage }: DatabaseInCluster,
    { administratorPassword }: ShopSecrets,
  ): PostgresServer {
    return new PostgresServer(this, 'postgresql', {
      namespace,
      image: POSTGRES,
      size,
      dataPath: '/data/postgresql',
      storage,
      database: MAINTENANCE,
      password: administratorPassword,
      maxConnections: MAX_CONNECTIONS,
      requirement: 'LP-15',
      sharedBuffers: '64MB',
      effectiveCacheSize: '256MB',
      logLevel: 'warning',
      timeZone: 'Asia/Seoul',
    });
  }
}

/** Entry of the secret manager that holds the administrator's password, where the server's maker keeps it there. */
export function masterSecretOf(values: DatabaseValues): string | undefined {
  return values.type === 'rds' ? known(values.names.masterSecret) : undefined;
}
