import type { Construct } from 'constructs';
import { Role } from '../../../../imports/iam.services.k8s.aws';
import type { ContractDeclaration } from '../../../model';
import { arnOf, awsOf, awsTags } from '../aws-cloud';
import { policyDocument } from '../grant';
import { ackMetadata, created } from '../ownership';
import { boundaryArn, roleBoundary } from '../role-boundary';
import type { AuroraAccess } from './aurora-cluster';

/** AWS's own policy for the agent that reports a database machine's metrics. */
const MONITORING_POLICY = 'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole';

/** What that policy allows today. */
const MONITORING_ACTIONS = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogStreams',
  'logs:GetLogEvents',
  'logs:PutLogEvents',
  'logs:PutRetentionPolicy',
];

/** The role, and the contract of the policy that bounds it. */
export interface MonitoringRole {
  readonly name: string;
  readonly boundary: ContractDeclaration;
}

/** Makes the role by which RDS writes enhanced-monitoring metrics of one cluster's instances. */
export function createMonitoringRole(
  scope: Construct,
  cluster: string,
  { namespace, requirements }: Pick<AuroraAccess, 'namespace' | 'requirements'>,
): MonitoringRole {
  const name = `${cluster}-monitoring`;
  const boundary = `${name}-boundary`;
  new Role(scope, name, {
    metadata: ackMetadata(scope, { name, namespace, ownership: created(), stateful: false }),
    spec: {
      name,
      description: `Enhanced monitoring of ${cluster}`,
      assumeRolePolicyDocument: trust(scope, cluster),
      permissionsBoundary: boundaryArn(scope, boundary),
      policies: [MONITORING_POLICY],
      tags: awsTags(scope),
    },
  });
  return {
    name,
    boundary: roleBoundary(scope, { role: name, boundary, actions: MONITORING_ACTIONS, requirements }),
  };
}

function trust(scope: Construct, cluster: string): string {
  return policyDocument([
    {
      sid: 'InstancesOfOneCluster',
      effect: 'Allow',
      principal: { Service: 'monitoring.rds.amazonaws.com' },
      actions: ['sts:AssumeRole'],
      conditions: {
        ArnLike: { 'aws:SourceArn': arnOf(scope, 'rds', `db:${cluster}-*`) },
        StringEquals: { 'aws:SourceAccount': awsOf(scope).account },
      },
    },
  ]);
}
