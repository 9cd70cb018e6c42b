import type { Construct } from 'constructs';
import { MariadbServer, type ClassStorage, type MariaDbSettings } from '../../constructs/data-store';
import { TracedConstruct } from '../../constructs/structure';
import type { ContainerSize, Image } from '../../constructs/workload';
import type { Endpoint } from '../../model';
import { DATABASE, type MemoTarget } from './data';
import type { MemoSecrets } from './secrets';

/** What differs between the databases of two places. */
export interface DatabaseValues {
  readonly size: ContainerSize;
  /** Memory for pages of tables and indexes: about half of the limit. */
  readonly bufferPool: MariaDbSettings['bufferPool'];
  readonly storage: ClassStorage;
}

export interface MemoDatabaseProps {
  readonly namespace: string;
  readonly values: DatabaseValues;
  readonly secrets: MemoSecrets;
}

/** Server's image: initialisation and backup use its clients. 10.11 is the last line with a program `mysql` (MM-09). */
export const MARIADB: Image = { repository: 'docker.io/library/mariadb', tag: '10.11.18' };

/** `mysql` in that image. */
export const MARIADB_USER = 999;

/**
 * Most connections (MM-06): every pod of the API with a full pool, one more while a release rolls, the Jobs, and some for
 * people. The gate `connection-budget` adds them up.
 */
const MAX_CONNECTIONS = 200;

/** The document's MariaDB, under the name that its command uses. (MM-01, MM-03, MM-06, MM-09) */
export class MemoDatabase extends TracedConstruct {
  readonly endpoint: Endpoint;
  /** Name of the connection budget. */
  readonly name: string;
  /** Where Jobs find the server, and as whom they make the schema. */
  readonly target: MemoTarget;

  constructor(scope: Construct, id: string, { namespace, values, secrets }: MemoDatabaseProps) {
    super(scope, id);
    const { size, bufferPool, storage } = values;
    const server = new MariadbServer(this, 'mariadb', {
      namespace,
      image: MARIADB,
      size,
      storage,
      database: DATABASE,
      rootPassword: secrets.rootPassword,
      settings: { maxConnections: MAX_CONNECTIONS, bufferPool },
      requirement: 'MM-06',
      tier: 'data',
      ...(secrets.watching && { watched: secrets.watching.mariadb }),
    });
    this.endpoint = server.endpoint;
    this.name = server.name;
    this.target = { host: `mariadb.${namespace}.svc.cluster.local`, user: 'root' };
  }
}
