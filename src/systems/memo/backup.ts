import type { Construct } from 'constructs';
import { DatabaseBackup, type BackupSchedule, type ClaimDestination } from '../../constructs/backup';
import { known, TracedConstruct } from '../../constructs/structure';
import type { Fact } from '../../model';
import { DATABASE } from './data';
import { MARIADB, MARIADB_USER, type MemoDatabase } from './database';
import type { MemoSecrets } from './secrets';

/** When backups are made, and where they lie. */
export interface BackupValues {
  readonly schedule: BackupSchedule;
  /** A volume of its own: any cluster has one, and nothing outside it is known of (decision 074). */
  readonly to: Omit<ClaimDestination, 'storageClass'> & {
    /** Class of other disks than the database's. */
    readonly storageClass: Fact<string>;
  };
  readonly keep: number;
}

export interface MemoBackupProps extends BackupValues {
  readonly namespace: string;
  readonly database: MemoDatabase;
  readonly secrets: MemoSecrets;
}

/** Dumps of the memos, and the way back. */
export class MemoBackup extends TracedConstruct {
  constructor(scope: Construct, id: string, props: MemoBackupProps) {
    super(scope, id);
    const { namespace, database, secrets, schedule, to, keep } = props;
    const { host, user, port = 3306 } = database.target;
    new DatabaseBackup(this, 'mariadb', {
      namespace,
      engine: {
        type: 'mariadb',
        image: MARIADB,
        user: MARIADB_USER,
        database: DATABASE,
        env: { DATABASE_USER: user, MYSQL_HOST: host, MYSQL_TCP_PORT: String(port) },
        variables: { MYSQL_PWD: secrets.rootPassword },
        use: { database: database.name, workers: 1, connections: 1 },
      },
      server: database.endpoint,
      to: { ...to, storageClass: known(to.storageClass) },
      schedule,
      keep,
      tier: 'application',
    });
  }
}
