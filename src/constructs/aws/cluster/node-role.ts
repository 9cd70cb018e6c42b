import type { Construct } from 'constructs';
import { Role } from '../../../../imports/iam.services.k8s.aws';
import { TracedConstruct } from '../../structure';
import { awsTags } from '../aws-cloud';
import { policyDocument } from '../grant';
import { ackMetadata, created } from '../ownership';
import { boundaryArn, roleBoundary } from '../role-boundary';
import { type AckRef, refOf } from '../stores/private-network';

/** The role that nodes work with. The id is its name in IAM. */
export interface NodeRoleProps {
  /** Namespace of the Role object; the node groups that name it lie there, too. */
  readonly namespace: string;
  /** Name of the policy that bounds the role; it belongs to the platform team. */
  readonly boundary: string;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** AWS's own policies that a node cannot do without, and what each allows today. */
const POLICIES = {
  // Joining the cluster.
  AmazonEKSWorkerNodePolicy: [
    'ec2:DescribeInstanceTypes',
    'ec2:DescribeInstances',
    'ec2:DescribeRouteTables',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVolumes',
    'ec2:DescribeVolumesModifications',
    'ec2:DescribeVpcs',
    'eks-auth:AssumeRoleForPodIdentity',
    'eks:DescribeCluster',
  ],
  // Images are pulled by the kubelet before there is a pod whose ServiceAccount could have a role (LP-09).
  AmazonEC2ContainerRegistryPullOnly: [
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchGetImage',
    'ecr:BatchImportUpstreamImage',
    'ecr:GetAuthorizationToken',
    'ecr:GetDownloadUrlForLayer',
  ],
  // Addresses for pods: the VPC CNI works with the node's role unless its add-on names another.
  AmazonEKS_CNI_Policy: [
    'ec2:AssignPrivateIpAddresses',
    'ec2:AttachNetworkInterface',
    'ec2:CreateNetworkInterface',
    'ec2:CreateTags',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeInstanceTypes',
    'ec2:DescribeInstances',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DescribeTags',
    'ec2:DetachNetworkInterface',
    'ec2:ModifyNetworkInterfaceAttribute',
    'ec2:UnassignPrivateIpAddresses',
  ],
} as const;

/** What a node may do itself: join, pull images, give pods addresses. What pods need they have by roles of their own. */
export class NodeRole extends TracedConstruct {
  readonly roleName: string;
  /** How a node group names it. */
  readonly ref: AckRef;

  constructor(scope: Construct, id: string, { namespace, boundary, requirements }: NodeRoleProps) {
    super(scope, id);
    this.roleName = id;
    this.ref = refOf(id, namespace);
    new Role(this, 'role', {
      // Without it the nodes that stand lose their cluster and their images.
      metadata: ackMetadata(this, { name: id, namespace, ownership: created(), stateful: true }),
      spec: {
        name: id,
        description: 'Nodes of EKS',
        assumeRolePolicyDocument: policyDocument([
          {
            sid: 'Machines',
            effect: 'Allow',
            principal: { Service: 'ec2.amazonaws.com' },
            actions: ['sts:AssumeRole'],
          },
        ]),
        permissionsBoundary: boundaryArn(this, boundary),
        policies: Object.keys(POLICIES).map(name => `arn:aws:iam::aws:policy/${name}`),
        tags: awsTags(this),
      },
    });
    const actions = Object.values(POLICIES).flat();
    this.declare(roleBoundary(this, { role: id, boundary, actions, requirements }));
  }
}
