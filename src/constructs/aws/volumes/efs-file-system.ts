import type { Construct } from 'constructs';
import { FileSystem, type FileSystemSpec, MountTarget } from '../../../../imports/efs.services.k8s.aws';
import type { Fact } from '../../../model';
import { known, TracedConstruct } from '../../structure';
import { awsTags } from '../aws-cloud';
import { policyDocument } from '../grant';
import { ackMetadata, created } from '../ownership';
import { firewall } from '../stores/firewall';
import { type PrivateNetwork, refOf } from '../stores/private-network';

/** A file system that many pods mount at a time. The id is its name. */
export interface EfsFileSystemProps {
  readonly namespace: string;
  /** Identifier (`fs-0123456789abcdef0`), which AWS chooses; entered after the first sync (decision 023). */
  readonly fileSystemId: Fact<string>;
  /** Subnets, one for each zone that has nodes: each gets an address of the file system. */
  readonly network: PrivateNetwork;
  /** Whether AWS Backup copies it daily and keeps that for 35 days. */
  readonly backedUp: boolean;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** Port of NFS. */
const PORT = 2049;

/**
 * Shared files: encrypted, mounted over TLS, without root's rights. The driver on the nodes mounts it, so that pods need
 * no network policy towards it.
 */
export class EfsFileSystem extends TracedConstruct {
  /** Name of the FileSystem object and its tag `Name`. */
  readonly fileSystemName: string;
  /** Namespace of the FileSystem object: what refers to it lies there, too. */
  readonly namespace: string;
  readonly fileSystemId: string;

  constructor(scope: Construct, id: string, props: EfsFileSystemProps) {
    super(scope, id);
    this.fileSystemName = id;
    this.namespace = props.namespace;
    this.fileSystemId = known(props.fileSystemId);
    new FileSystem(this, 'file-system', { metadata: this.metadata(id, true), spec: this.spec(props) });
    const { subnets, securityGroups } = props.network;
    for (const subnet of known(subnets)) this.mountTarget(subnet, known(securityGroups));
    const { requirements } = props;
    this.declare(firewall({ of: id, groups: known(securityGroups), port: PORT, requirements }));
  }

  private metadata(name: string, stateful: boolean): ReturnType<typeof ackMetadata> {
    return ackMetadata(this, { name, namespace: this.namespace, ownership: created(), stateful });
  }

  private spec({ backedUp }: EfsFileSystemProps): FileSystemSpec {
    return {
      encrypted: true,
      performanceMode: 'generalPurpose',
      // Speed grows with size at no price of its own; what is shared here is small and seldom read.
      throughputMode: 'bursting',
      backupPolicy: { status: backedUp ? 'ENABLED' : 'DISABLED' },
      lifecyclePolicies: [{ transitionToIa: 'AFTER_30_DAYS' }, { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }],
      policy: this.policy(),
      tags: [{ key: 'Name', value: this.fileSystemName }, ...awsTags(this)],
    };
  }

  /** Whoever reaches an address of it may read and write, over TLS, never with root's rights. */
  private policy(): string {
    return policyDocument([
      {
        sid: 'MountInsideTheNetwork',
        effect: 'Allow',
        principal: { AWS: '*' },
        actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        conditions: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
      },
      {
        sid: 'TlsOnly',
        effect: 'Deny',
        principal: { AWS: '*' },
        actions: ['*'],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  }

  /** Named for its subnet: the order of a list is no name. */
  private mountTarget(subnet: string, securityGroups: readonly string[]): void {
    const name = `${this.fileSystemName}-${subnet}`;
    new MountTarget(this, name, {
      metadata: this.metadata(name, false),
      spec: {
        fileSystemRef: refOf(this.fileSystemName, this.namespace),
        subnetId: subnet,
        securityGroups: [...securityGroups],
      },
    });
  }
}
