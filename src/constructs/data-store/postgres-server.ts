import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Origin, PodEndpoint } from '../../model';
import { TracedConstruct } from '../structure';
import { ConfigMap, type ContainerSize, type Image, type VariableSource } from '../workload';
import { POSTGRES_EXPORTER_CONNECTIONS, postgresExporter } from './postgres-exporter';
import { postgresFile } from './settings-file';
import { StatefulStore } from './stateful-store';
import type { Storage } from './storage';
import type { Watching } from './store-exporter';

export interface PostgresServerProps {
  readonly namespace: string;
  /** An official image of PostgreSQL with its exact version. */
  readonly image: Image;
  readonly size: ContainerSize;
  /** Folder of the volume; the database lies in a folder below it, as the image wants it. */
  readonly dataPath: string;
  readonly storage: Storage;
  /** Database that is made when the server starts for the first time. */
  readonly database: string;
  /** Password of the superuser `postgres`. */
  readonly password: VariableSource;
  /** Most connections at the same time, those that are kept for the superuser and the exporter included. */
  readonly maxConnections: number;
  /** Requirement that sets that figure. */
  readonly requirement: string;
  /** Memory that the server shares (`256MB`). */
  readonly sharedBuffers: `${number}MB` | `${number}GB`;
  /** What the planner may expect to be cached (`1GB`). */
  readonly effectiveCacheSize: `${number}MB` | `${number}GB`;
  /** Least level of messages in the log. */
  readonly logLevel: 'info' | 'notice' | 'warning' | 'error';
  /** Time zone of log lines and of `now()` as text, an IANA name. */
  readonly timeZone: string;
  /** @default none */
  readonly tier?: string;
  /** Callers that no workload declares. @default none */
  readonly openTo?: readonly Origin[];
  /**
   * Its exporter, which counts among the connections and is let in when all others are taken, from PostgreSQL 16 on; the
   * account `exporter` is the data initialisation's. @default none
   */
  readonly watched?: Watching;
}

/** Connections that only the superuser gets, when all others are taken. */
export const RESERVED_CONNECTIONS = 3;

const PORT = 5432;
const SUPERUSER = 'postgres';

/** `postgres` in the Debian variant of the official image. */
const USER = 999;

/** Where the configuration is mounted. */
const FOLDER = '/etc/postgresql';

/** One PostgreSQL server in the cluster: configuration as files, data on a volume, no shell as root. */
export class PostgresServer extends TracedConstruct {
  readonly endpoint: PodEndpoint;
  /** Name of the connection budget. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: PostgresServerProps) {
    super(scope, id);
    this.name = id;
    const { namespace, image, size, tier, openTo } = props;
    const files = new ConfigMap(this, `${id}-config`, {
      namespace,
      data: { 'pg_hba.conf': HOST_BASED_AUTHENTICATION, 'postgresql.conf': postgresFile(settings(props)) },
    });
    const store = new StatefulStore(this, id, {
      namespace,
      image,
      size,
      user: USER,
      ...(tier && { tier }),
      ...(openTo && { openTo }),
      ...(props.watched && { answerWatched: true }),
      ports: [{ name: 'postgresql', port: PORT }],
      args: ['postgres', '-c', `config_file=${FOLDER}/postgresql.conf`, '-c', `hba_file=${FOLDER}/pg_hba.conf`],
      env: {
        PGDATA: `${props.dataPath}/pgdata`,
        POSTGRES_DB: props.database,
        POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C.UTF-8 --data-checksums --auth-host=scram-sha-256',
        POSTGRES_USER: SUPERUSER,
      },
      variables: { POSTGRES_PASSWORD: props.password },
      files: [{ path: FOLDER, configMap: files }],
      writable: [
        { path: '/tmp', sizeLimit: '64Mi' },
        { path: '/var/run/postgresql', sizeLimit: '16Mi' },
      ],
      probes: probes(props.database),
      data: { path: props.dataPath, storage: props.storage },
      // The image's STOPSIGNAL ends sessions at once (SIGINT); a kill past this costs a recovery at the next start, no data.
      terminationGrace: Duration.seconds(60),
    });
    this.endpoint = store.endpoints.postgresql as PodEndpoint;
    const connections = grantedConnections(props);
    if (props.watched) postgresExporter(this, this.endpoint, connections, props.watched);
    this.declare({ type: 'connection-budget', database: id, connections, requirement: props.requirement });
  }
}

/** Connections for whom no place is kept. */
function grantedConnections({ maxConnections, watched }: PostgresServerProps): number {
  return maxConnections - RESERVED_CONNECTIONS - (watched ? POSTGRES_EXPORTER_CONNECTIONS : 0);
}

function settings(props: PostgresServerProps): Record<string, string | number | boolean> {
  const { timeZone } = props;
  return {
    listen_addresses: '*',
    port: PORT,
    unix_socket_directories: '/var/run/postgresql',
    max_connections: props.maxConnections,
    superuser_reserved_connections: RESERVED_CONNECTIONS,
    ...(props.watched && { reserved_connections: POSTGRES_EXPORTER_CONNECTIONS }),
    shared_buffers: props.sharedBuffers,
    effective_cache_size: props.effectiveCacheSize,
    dynamic_shared_memory_type: 'posix',
    // Workers share memory through /dev/shm, where a container has 64 MiB: a query that needs more of it fails.
    max_parallel_workers_per_gather: 0,
    max_parallel_maintenance_workers: 0,
    password_encryption: 'scram-sha-256',
    log_destination: 'stderr',
    logging_collector: false,
    log_min_messages: props.logLevel,
    log_min_duration_statement: '1s',
    log_checkpoints: true,
    log_lock_waits: true,
    log_line_prefix: '%m [%p] %q%u@%d ',
    log_timezone: timeZone,
    timezone: timeZone,
    idle_in_transaction_session_timeout: '10min',
    max_wal_size: '1GB',
    min_wal_size: '80MB',
  };
}

/** The pod's own socket needs no password, so that `kubectl exec … psql -U postgres` works; everybody else gives one. */
const HOST_BASED_AUTHENTICATION = ['local all all trust', 'host all all all scram-sha-256', ''].join('\n');

function probes(database: string): ConstructorParameters<typeof StatefulStore>[2]['probes'] {
  // By TCP: the server that the image starts for a moment to make the database listens on the socket alone.
  const ready = ['pg_isready', '--host', '127.0.0.1', '--username', SUPERUSER, '--dbname', database];
  const each = { every: Duration.seconds(10), timeout: Duration.seconds(5) };
  return {
    // Recovery after a crash may take minutes: liveness waits until the server has answered once.
    startup: { command: ready, ...each, failures: 60 },
    liveness: { command: ready, ...each, failures: 6 },
    readiness: { command: ready, ...each, failures: 3 },
  };
}
