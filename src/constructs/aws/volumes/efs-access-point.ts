import type { Construct } from 'constructs';
import { AccessPoint } from '../../../../imports/efs.services.k8s.aws';
import type { Fact } from '../../../model';
import { known, TracedConstruct } from '../../structure';
import { awsTags } from '../aws-cloud';
import { ackMetadata, created } from '../ownership';
import { refOf } from '../stores/private-network';
import type { EfsFileSystem } from './efs-file-system';

/** A folder of a file system with a door of its own. The id is its name. EFS never lets any of it change. */
export interface EfsAccessPointProps {
  readonly fileSystem: EfsFileSystem;
  /** Identifier (`fsap-0123456789abcdef0`), which AWS chooses; entered after the first sync (decision 023). */
  readonly accessPointId: Fact<string>;
  /** Folder, made when it is missing (`/logs`). Nothing outside of it can be reached. */
  readonly path: string;
  /** Number of the user and group in whose name everything is read and written, whoever a pod runs as. */
  readonly owner: number;
  /** Rights of the folder, in octal digits. @default 0770 */
  readonly permissions?: string;
}

/** A door to one folder, in the name of one user. */
export class EfsAccessPoint extends TracedConstruct {
  /** What a volume names: `fs-…::fsap-…`. */
  readonly volumeHandle: string;

  /** @throws when the path is not absolute, or is the whole file system. */
  constructor(scope: Construct, id: string, props: EfsAccessPointProps) {
    super(scope, id);
    const { fileSystem, accessPointId, path, owner, permissions = '0770' } = props;
    if (!/^(\/[A-Za-z0-9._-]+){1,4}$/.test(path)) {
      throw new Error(`${id}: path "${path}"; EFS takes one to four folders behind slashes (/logs), none at the end`);
    }
    const { namespace } = fileSystem;
    this.volumeHandle = `${fileSystem.fileSystemId}::${known(accessPointId)}`;
    new AccessPoint(this, 'access-point', {
      metadata: ackMetadata(this, { name: id, namespace, ownership: created(), stateful: true }),
      spec: {
        fileSystemRef: refOf(fileSystem.fileSystemName, namespace),
        posixUser: { uid: owner, gid: owner },
        rootDirectory: { path, creationInfo: { ownerUid: owner, ownerGid: owner, permissions } },
        tags: [{ key: 'Name', value: id }, ...awsTags(this)],
      },
    });
  }
}
