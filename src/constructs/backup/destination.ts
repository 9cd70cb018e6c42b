import type { Endpoint } from '../../model';
import type { VolumeSize } from '../data-store';
import type { CloudIdentity, Image } from '../workload';

/** A volume of its own: another disk than the database's, in the same place. */
export interface ClaimDestination {
  readonly type: 'pvc';
  /** StorageClass whose volumes survive a node. */
  readonly storageClass: string;
  readonly size: VolumeSize;
}

/** What every object store asks of the pod that uploads. */
interface ObjectStore {
  /** Image with the cloud's command line, which uploads and fetches. */
  readonly image: Image;
  /** Rights to write there, for the ServiceAccount of the backup (`<id>-backup`). */
  readonly identity: CloudIdentity;
  /** Rights to list and read there, for the ServiceAccount of the restore (`<id>-restore`): a cloud trusts accounts by name. */
  readonly restoreIdentity: CloudIdentity;
  /** What has to be reached to do so. */
  readonly calls: readonly Endpoint[];
}

/** A bucket of S3. How long backups stay is the bucket's lifecycle. */
export interface S3Destination extends ObjectStore {
  readonly type: 's3';
  readonly bucket: string;
  /** First part of every key, with its slash at the end. @default none */
  readonly prefix?: string;
}

/** A container of an Azure storage account. How long backups stay is the account's lifecycle. */
export interface AzureBlobDestination extends ObjectStore {
  readonly type: 'azureBlob';
  readonly account: string;
  readonly container: string;
}

/** Where backups go: never the disk that the database lies on. */
export type BackupDestination = ClaimDestination | S3Destination | AzureBlobDestination;
