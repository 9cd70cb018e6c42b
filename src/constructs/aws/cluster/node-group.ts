import type { Construct } from 'constructs';
import { Nodegroup, type NodegroupSpec } from '../../../../imports/eks.services.k8s.aws';
import type { Fact, NodePool } from '../../../model';
import { known, Place, TracedConstruct } from '../../structure';
import { awsTagMap } from '../aws-cloud';
import { adopted, ackMetadata, created } from '../ownership';
import { eksTaints } from './eks-taint';
import { foundByAutoscaler, standingGroup } from './node-group-contract';
import type { NodeRole } from './node-role';

/** What every group has, whoever makes it. */
export interface NodeGroupCommon {
  /** Namespace of the Nodegroup object. */
  readonly namespace: string;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** A group that stands before the controllers do, because they run on it: read, compared, never changed (D-25). */
export interface StandingNodeGroup extends NodeGroupCommon {
  readonly type: 'stands';
  /** Who makes it (`terraform`). */
  readonly owner: string;
}

/** A group that Garam makes. */
export interface CreatedNodeGroup extends NodeGroupCommon {
  readonly type: 'created';
  readonly role: NodeRole;
  /** Private subnets, one a zone of the pool. */
  readonly subnets: Fact<readonly string[]>;
  /** Disk of a node, in GiB. */
  readonly diskGiB: number;
}

/** A managed node group of EKS. The id is the name of a pool of the cluster, and the group's. */
export type NodeGroupProps = StandingNodeGroup | CreatedNodeGroup;

/** The controller leaves the number of nodes to the Cluster Autoscaler: least and most are git's, the number is not. */
const DESIRED_BY_AUTOSCALER = { 'eks.services.k8s.aws/desired-size-managed-by': 'external-autoscaler' };

/**
 * Nodes of one pool. Machines, sizes, labels and taints come from the cluster's pool of the same name, which the checks on
 * capacity read as well: there is no second declaration of them (docs/decisions/learn/099-who-makes-the-nodes.md).
 */
export class NodeGroup extends TracedConstruct {
  readonly groupName: string;

  /** @throws when the cluster has no pool of that name. */
  constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    this.groupName = id;
    const pool = poolOf(this, id);
    switch (props.type) {
      case 'stands':
        this.stands(pool, props);
        break;
      case 'created':
        this.create(pool, props);
        break;
    }
  }

  private stands(pool: NodePool, { namespace, owner, requirements }: StandingNodeGroup): void {
    const { name: clusterName } = Place.of(this).cluster;
    new Nodegroup(this, 'group', {
      metadata: ackMetadata(this, {
        name: this.groupName,
        namespace,
        ownership: adopted(),
        foundBy: { clusterName, name: this.groupName },
        stateful: true,
      }),
      spec: { ...facts(clusterName, pool), scalingConfig: bounds(pool) },
    });
    this.declare(standingGroup(this, pool, owner, requirements));
  }

  private create(pool: NodePool, props: CreatedNodeGroup): void {
    const { namespace, role, subnets, diskGiB, requirements } = props;
    // Its loss takes every pod along, so it goes by hand, with a person's word.
    const metadata = ackMetadata(this, { name: this.groupName, namespace, ownership: created(), stateful: true });
    const { minSize, maxSize } = bounds(pool);
    new Nodegroup(this, 'group', {
      metadata: { ...metadata, annotations: { ...metadata.annotations, ...DESIRED_BY_AUTOSCALER } },
      spec: {
        ...facts(Place.of(this).cluster.name, pool),
        // EKS takes all three or none when it makes a group; afterwards the controller looks at two of them.
        scalingConfig: { minSize, maxSize, desiredSize: minSize },
        nodeRoleRef: role.ref,
        subnets: [...known(subnets)],
        amiType: 'AL2023_x86_64_STANDARD',
        capacityType: 'ON_DEMAND',
        diskSize: diskGiB,
        updateConfig: { maxUnavailable: 1 },
        tags: awsTagMap(this),
      },
    });
    this.declare(foundByAutoscaler(this, this.groupName, requirements));
  }
}

function poolOf(construct: Construct, name: string): NodePool {
  const { cluster } = Place.of(construct);
  const pool = cluster.pools.find(one => one.name === name);
  if (pool) return pool;
  const names = cluster.pools.map(one => one.name).join(', ');
  throw new Error(`${construct.node.path}: cluster ${cluster.name} has no pool ${name}; it has ${names || 'none'}`);
}

function bounds({ nodes }: NodePool): { minSize: number; maxSize: number } {
  const { min, max } = known(nodes);
  return { minSize: min, maxSize: max };
}

function facts(clusterName: string, pool: NodePool): NodegroupSpec {
  const { name, instanceTypes, labels } = pool;
  const taints = eksTaints(pool);
  return {
    name,
    clusterName,
    instanceTypes: [...known(instanceTypes)],
    ...(labels !== undefined && { labels: { ...labels } }),
    ...(taints.length > 0 && { taints }),
  };
}
