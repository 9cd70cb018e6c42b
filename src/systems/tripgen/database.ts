import type { Construct } from 'constructs';
import { PostgresFlexibleServer, type PostgresMachine } from '../../constructs/azure';
import { PostgresServer, RESERVED_CONNECTIONS, type Storage, type Watching } from '../../constructs/data-store';
import { System, TracedConstruct } from '../../constructs/structure';
import type { ContainerSize, Image, VariableSource } from '../../constructs/workload';
import type { Endpoint } from '../../model';
import type { TripgenSecrets } from './secrets';

/** PostgreSQL in the cluster, on a disk of a node (TG-03). */
export interface DatabaseInCluster {
  readonly type: 'in-cluster';
  readonly size: ContainerSize;
  /** Folder of the volume in the pod. */
  readonly dataPath: string;
  readonly storage: Storage;
  /** Has it watched, by an exporter that runs at its own hours: it sleeps like all but the server (TG-16). @default nobody asks it */
  readonly watched?: Pick<Watching, 'replicas' | 'rollout'>;
}

/** Azure Database for PostgreSQL (TG-18). */
export interface ManagedDatabase {
  readonly type: 'managed';
  /** Name of the server: one in all of Azure has it. */
  readonly name: string;
  readonly machine: PostgresMachine;
  readonly storageGb: number;
  readonly backupRetentionDays: number;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** Where TripGen's database runs. */
export type DatabaseValues = DatabaseInCluster | ManagedDatabase;

export interface TripgenDatabaseProps {
  readonly namespace: string;
  readonly values: DatabaseValues;
  readonly secrets: TripgenSecrets;
}

/** Server's image: initialisation and backup use its client, which is never older than the server. */
export const POSTGRES: Image = { repository: 'docker.io/library/postgres', tag: '16.14-bookworm' };

/** `postgres` in that image. */
export const POSTGRES_USER = 999;

/** Name of the database (TG-03) and of the role that services log in with. */
const DATABASE = 'tripgen';
export const APPLICATION_ROLE = 'tripgen_app';

/** Figures of the document, the same wherever the server runs (TG-03). */
const MAX_CONNECTIONS = 100;

/** The one database of all four services, with what they need to know of it. (TG-03, TG-18) */
export class TripgenDatabase extends TracedConstruct {
  /** Name of the connection budget. */
  readonly name: string;
  readonly host: string;
  readonly endpoint: Endpoint;
  /** User that makes the schema. */
  readonly administrator: string;
  readonly database = DATABASE;
  readonly port = 5432;
  /** Password of the services' role. */
  readonly password: VariableSource;
  /** Connections of a managed server that pods may hold in all. @default a server in the cluster, which Prometheus watches */
  readonly connectionBudget: number | undefined;
  private readonly encrypted: boolean;

  constructor(scope: Construct, id: string, props: TripgenDatabaseProps) {
    super(scope, id);
    const { values, secrets } = props;
    this.password = secrets.databasePassword;
    this.encrypted = values.type === 'managed';
    const made = values.type === 'in-cluster' ? this.inCluster(values, props) : this.managed(values, props);
    this.name = made.name;
    this.host = made.host;
    this.endpoint = made.endpoint;
    this.administrator = made.administrator;
    this.connectionBudget = made.connectionBudget;
  }

  /** What Spring Boot reads from its environment to find the database. */
  get settings(): Record<string, string> {
    const query = this.encrypted ? '?sslmode=require' : '';
    return {
      SPRING_DATASOURCE_URL: `jdbc:postgresql://${this.host}:${this.port}/${DATABASE}${query}`,
      SPRING_DATASOURCE_USERNAME: APPLICATION_ROLE,
    };
  }

  /** What programs of PostgreSQL read from their environment. */
  get clientSettings(): Record<string, string> {
    return {
      PGDATABASE: DATABASE,
      PGHOST: this.host,
      PGPORT: String(this.port),
      PGSSLMODE: this.encrypted ? 'require' : 'disable',
      PGUSER: this.administrator,
    };
  }

  private inCluster(values: DatabaseInCluster, { namespace, secrets }: TripgenDatabaseProps): Made {
    const { size, dataPath, storage, watched } = values;
    const { postgresql: watching } = secrets.watching;
    const server = new PostgresServer(this, 'postgresql', {
      namespace,
      image: POSTGRES,
      size,
      dataPath,
      storage,
      database: DATABASE,
      password: secrets.administratorPassword,
      maxConnections: MAX_CONNECTIONS,
      requirement: 'TG-03',
      sharedBuffers: '256MB',
      effectiveCacheSize: '1GB',
      logLevel: 'warning',
      timeZone: 'Asia/Seoul',
      // Policies select it: only pods of the application's tier come in (TG-06).
      tier: 'data',
      openTo: [{ name: 'application tier', namespace, selector: { tier: 'application' } }],
      ...(watching && { watched: { ...watching, ...watched } }),
    });
    const host = `postgresql.${namespace}.svc.cluster.local`;
    return { name: server.name, host, endpoint: server.endpoint, administrator: 'postgres' };
  }

  private managed(values: ManagedDatabase, { namespace, secrets }: TripgenDatabaseProps): Made {
    const { name, machine, storageGb, backupRetentionDays, requirements } = values;
    const administrator = 'tripgenadmin';
    const server = new PostgresFlexibleServer(System.of(this).cloud, name, {
      namespace,
      machine,
      storageGb,
      zoneRedundant: true,
      backupRetentionDays,
      geoRedundantBackup: true,
      administrator: { login: administrator, password: keyOf(secrets.administratorPassword) },
      databases: [DATABASE],
      settings: { 'azure.extensions': EXTENSIONS, max_connections: MAX_CONNECTIONS },
      requirements,
    });
    // Azure keeps some connections for itself beside those of the superuser.
    const connections = MAX_CONNECTIONS - RESERVED_CONNECTIONS - AZURE_RESERVED;
    this.declare({ type: 'connection-budget', database: name, connections, requirement: 'TG-03' });
    return { name, host: server.host, endpoint: server.endpoint, administrator, connectionBudget: connections };
  }
}

/** The operator names a Secret otherwise than a pod does. */
function keyOf({ secret, key }: TripgenSecrets['administratorPassword']): {
  readonly name: string;
  readonly key: string;
} {
  return { name: secret, key };
}

/**
 * What the schema creates beyond PostgreSQL itself. Azure refuses an extension that this server parameter does not list
 * (https://learn.microsoft.com/azure/postgresql/extensions/how-to-allow-extensions).
 */
const EXTENSIONS = 'PG_TRGM';

/** What both kinds of servers give. */
interface Made {
  readonly name: string;
  readonly host: string;
  readonly endpoint: Endpoint;
  readonly administrator: string;
  readonly connectionBudget?: number;
}

/**
 * Connections that a flexible server keeps for its own monitoring and replication: 15, those of the superuser among
 * them (https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-limits).
 */
const AZURE_RESERVED = 15 - RESERVED_CONNECTIONS;
