import type { Construct } from 'constructs';
import { BackupContainer, ENTRA_ID, WorkloadIdentity, type AzureGrant } from '../../constructs/azure';
import {
  DatabaseBackup,
  type BackupDestination,
  type BackupSchedule,
  type ClaimDestination,
} from '../../constructs/backup';
import { System, TracedConstruct } from '../../constructs/structure';
import type { AzureIdentity, Image } from '../../constructs/workload';
import { POSTGRES, POSTGRES_USER, type TripgenDatabase } from './database';
import type { TripgenSecrets } from './secrets';

/** A storage account of its own, behind a private endpoint (TG-18). */
export interface ContainerValues {
  readonly type: 'container';
  /** Name of the storage account: one in all of Azure has it. */
  readonly account: string;
  readonly retentionDays: number;
  /** Days for which nobody can change or remove a backup. */
  readonly immutableDays: number;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** What differs between the backups of two places. */
export interface BackupValues {
  readonly schedule: BackupSchedule;
  /** Where they go; never the database's own disk. */
  readonly to: ClaimDestination | ContainerValues;
  /** Backups that stay on a volume. */
  readonly keep: number;
}

export interface TripgenBackupProps extends BackupValues {
  readonly namespace: string;
  readonly database: TripgenDatabase;
  readonly secrets: TripgenSecrets;
}

/** Command line of Azure, for uploads. */
const AZURE_CLI: Image = { repository: 'mcr.microsoft.com/azure-cli', tag: '2.77.0' };

/** Dumps of the database, and the way back. (TG-17, TG-18) */
export class TripgenBackup extends TracedConstruct {
  constructor(scope: Construct, id: string, props: TripgenBackupProps) {
    super(scope, id);
    const { namespace, database, secrets, schedule, keep } = props;
    new DatabaseBackup(this, 'postgresql', {
      namespace,
      engine: {
        type: 'postgresql',
        image: POSTGRES,
        user: POSTGRES_USER,
        database: database.database,
        env: database.clientSettings,
        variables: { PGPASSWORD: secrets.administratorPassword },
        use: { database: database.name, workers: 1, connections: 1 },
      },
      server: database.endpoint,
      to: this.destination(props),
      schedule,
      keep,
      tier: 'application',
    });
  }

  private destination({ namespace, to }: TripgenBackupProps): BackupDestination {
    if (to.type === 'pvc') return to;
    const { account, retentionDays, immutableDays, requirements } = to;
    const { cloud } = System.of(this);
    const container = new BackupContainer(cloud, account, {
      namespace,
      container: 'postgresql',
      reach: 'private-endpoint',
      retentionDays,
      immutableDays,
      requirements,
    });
    const identity = (job: 'backup' | 'restore', grant: AzureGrant): AzureIdentity =>
      new WorkloadIdentity(cloud, `${namespace}-${job}`, {
        namespace,
        serviceAccount: `postgresql-${job}`,
        grants: [grant],
        requirements,
      }).identity;
    return {
      type: 'azureBlob',
      account,
      container: 'postgresql',
      image: AZURE_CLI,
      identity: identity('backup', container.grantWrite()),
      restoreIdentity: identity('restore', container.grantRead()),
      calls: [container.endpoint, ENTRA_ID],
    };
  }
}
