import type { Construct } from 'constructs';
import {
  EbsStorageClass,
  EfsAccessPoint,
  EfsFileSystem,
  EfsStorageClass,
  EfsVolume,
  EksContract,
  NodeGroup,
  NodeRole,
  type EksContractProps,
  type PrivateNetwork,
} from '../../constructs/aws';
import { TracedConstruct, type System } from '../../constructs/structure';
import type { Fact } from '../../model';
import { USER } from './service';

/** What the shared folders are for (LP-07). */
const FOLDERS = ['configuration', 'logs', 'temporary'] as const;

/** Shared files: a file system of EFS with one door for each purpose. */
export interface SharedFiles {
  /** Identifier of the file system, which AWS chooses. */
  readonly fileSystemId: Fact<string>;
  /** Identifiers of its access points, which AWS chooses. */
  readonly accessPoints: Readonly<Record<(typeof FOLDERS)[number], Fact<string>>>;
  readonly network: PrivateNetwork;
}

/** The learning platform around the shop: an EKS cluster's nodes, classes of volumes, shared files, room for labs. */
export interface PlatformValues {
  readonly clusterContract: EksContractProps;
  /** Private subnets of the nodes, one a zone. */
  readonly nodeSubnets: Fact<readonly string[]>;
  readonly files: SharedFiles;
}

export interface ShopPlatformProps extends PlatformValues {
  readonly system: System;
  /** Namespace of the objects. */
  readonly namespace: string;
}

/** Disk of a node: images of the shop, of charts and of labs, and what containers write. */
const NODE_DISK_GIB = 50;

/** What the learning platform has beside the shop (LP-07, LP-08). */
export class ShopPlatform extends TracedConstruct {
  private readonly props: ShopPlatformProps;

  constructor(scope: Construct, id: string, props: ShopPlatformProps) {
    super(scope, id);
    this.props = props;
    const { base, cloud } = props.system;
    new EksContract(base, 'cluster', props.clusterContract);
    this.nodes(cloud);
    this.volumes(cloud);
  }

  /** The system group runs the controllers, so it stands before them; they make the other. */
  private nodes(cloud: Construct): void {
    const { system, namespace, nodeSubnets: subnets } = this.props;
    const common = { namespace, requirements: ['LP-08'] };
    const name = `${system.cluster.name}-nodes`;
    const role = new NodeRole(cloud, name, {
      namespace,
      boundary: `${name}-boundary`,
      requirements: ['LP-08', 'LP-09'],
    });
    new NodeGroup(cloud, 'system', { ...common, type: 'stands', owner: 'platform team' });
    new NodeGroup(cloud, 'application', { ...common, type: 'created', role, subnets, diskGiB: NODE_DISK_GIB });
  }

  private volumes(cloud: Construct): void {
    const { system, namespace, files } = this.props;
    new EbsStorageClass(cloud, 'ebs-gp3', { isDefault: true, afterClaim: 'delete-disk' });
    const fileSystem = new EfsFileSystem(cloud, `${system.cluster.name}-files`, {
      namespace,
      fileSystemId: files.fileSystemId,
      network: files.network,
      // Configuration comes from git, logs go to their archive, the rest is temporary.
      backedUp: false,
      requirements: ['LP-07'],
    });
    new EfsStorageClass(cloud, 'efs', { fileSystem, basePath: '/claims', owner: USER });
    for (const folder of FOLDERS) {
      const name = `shared-${folder}`;
      const accessPoint = new EfsAccessPoint(cloud, `${fileSystem.fileSystemName}-${folder}`, {
        fileSystem,
        accessPointId: files.accessPoints[folder],
        path: `/${folder}`,
        owner: USER,
      });
      new EfsVolume(cloud, name, {
        accessPoint,
        namespace,
        ...(folder === 'configuration' && { access: 'read-only' }),
      });
    }
  }
}
