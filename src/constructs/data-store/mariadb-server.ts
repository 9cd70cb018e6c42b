import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Origin, PodEndpoint } from '../../model';
import { TracedConstruct } from '../structure';
import { ConfigMap, type ContainerSize, type Image, type Probes, type VariableSource } from '../workload';
import { MARIADB_PORT, mariaDbFile, mariaDbSettings, type MariaDbSettings } from './mariadb-settings';
import { mariadbExporter } from './mariadb-exporter';
import { StatefulStore } from './stateful-store';
import type { Storage } from './storage';
import type { Watching } from './store-exporter';

export interface MariadbServerProps {
  readonly namespace: string;
  /** An official image of MariaDB 10.11 with its exact version: later lines have no program `mysql` (MM-09). */
  readonly image: Image;
  readonly size: ContainerSize;
  readonly storage: Storage;
  /** Database that is made when the server starts for the first time. */
  readonly database: string;
  /** Password of `root`, which the first start sets. */
  readonly rootPassword: VariableSource;
  readonly settings: Pick<MariaDbSettings, 'maxConnections' | 'bufferPool'>;
  /** Requirement that the connections answer. */
  readonly requirement: string;
  /** @default none */
  readonly tier?: string;
  /** Callers that no workload declares. @default none */
  readonly openTo?: readonly Origin[];
  /** Its exporter, which counts among the connections; the account `exporter` is the data initialisation's. @default none */
  readonly watched?: Watching;
}

/** `mysql` in the official image. */
const USER = 999;

/** The image looks for its own files there, so the volume is mounted there. */
const DATA = '/var/lib/mysql';

/** Read last of all option files, so that nothing of the image's overrides ours; it hides what the image has there. */
const FOLDER = '/etc/mysql/mariadb.conf.d';

/** One MariaDB server in the cluster: configuration as a file, data on a volume, no shell as root. */
export class MariadbServer extends TracedConstruct {
  readonly endpoint: PodEndpoint;
  /** Name of the connection budget. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: MariadbServerProps) {
    super(scope, id);
    this.name = id;
    const { namespace, image, size, storage, settings, tier, openTo } = props;
    const files = new ConfigMap(this, `${id}-config`, {
      namespace,
      data: { 'garam.cnf': mariaDbFile({ ...mariaDbSettings({ ...settings, dataPath: DATA }), ...IN_A_POD }) },
    });
    const store = new StatefulStore(this, id, {
      namespace,
      image,
      size,
      user: USER,
      ...(tier && { tier }),
      ...(openTo && { openTo }),
      ...(props.watched && { answerWatched: true }),
      ports: [{ name: 'mariadb', port: MARIADB_PORT }],
      args: ['mariadbd'],
      env: { MARIADB_DATABASE: props.database },
      variables: { MARIADB_ROOT_PASSWORD: props.rootPassword },
      files: [{ path: FOLDER, configMap: files }],
      writable: [
        { path: '/run/mysqld', sizeLimit: '16Mi' },
        { path: '/tmp', sizeLimit: '256Mi' },
      ],
      probes: PROBES,
      data: { path: DATA, storage },
      // A clean stop writes what is still in memory; a kill past this costs a recovery at the next start, no data.
      terminationGrace: Duration.seconds(120),
    });
    this.endpoint = store.endpoints.mariadb as PodEndpoint;
    if (props.watched) mariadbExporter(this, this.endpoint, props.watched);
    this.declare({
      type: 'connection-budget',
      database: id,
      connections: settings.maxConnections,
      requirement: props.requirement,
    });
  }
}

/** What only a pod needs. */
const IN_A_POD = {
  socket: '/run/mysqld/mysqld.sock',
  pid_file: '/run/mysqld/mysqld.pid',
  // The file system's own folder in the root of a volume is no database.
  ignore_db_dirs: 'lost+found',
  // Addresses of pods come and go: none is remembered, so none is locked out for its failures.
  host_cache_size: 0,
};

/** The image's account for checks; its first start writes the file. */
const CHECKER = `${DATA}/.my-healthcheck.cnf`;

/** Alive is a server that says it is full, too: killing it would help nobody. */
const ALIVE = `answer="$(mariadb --defaults-extra-file=${CHECKER} --connect-timeout=5 --execute='SELECT 1' 2>&1)" || [[ $answer == *'ERROR 1040 '* ]]`;

const EACH = { every: Duration.seconds(10), timeout: Duration.seconds(10) } as const;

/** By TCP, on which the server that the image starts for a moment to make the database does not listen. */
const READY = { ...EACH, command: ['healthcheck.sh', '--connect', '--innodb_initialized'] };

const PROBES: Probes = {
  // The first start makes the system tables, one after a crash recovers: liveness waits until the server has answered once.
  startup: { ...READY, failures: 60 },
  liveness: { ...EACH, command: ['/bin/bash', '-c', ALIVE], failures: 6 },
  readiness: { ...READY, failures: 3 },
};
