import type { Construct } from 'constructs';
import type { ContractDeclaration, NodePool } from '../../../model';
import { known, Place } from '../../structure';
import { awsOf } from '../aws-cloud';
import { type EksTaint, eksTaints } from './eks-taint';

/** The words that name one group to the AWS CLI. */
function groupOf(construct: Construct, name: string): string {
  return `--region ${awsOf(construct).region} --cluster-name ${Place.of(construct).cluster.name} --nodegroup-name ${name}`;
}

/** What a group that somebody else makes has to be: the values that everything else here counts with. */
export function standingGroup(
  construct: Construct,
  pool: NodePool,
  owner: string,
  requirements: readonly string[],
): ContractDeclaration {
  const { name } = pool;
  const [{ min, max }, machines] = [known(pool.nodes), [...known(pool.instanceTypes)].sort()];
  const labels = Object.entries(pool.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const taints = eksTaints(pool);
  const group = groupOf(construct, name);
  const query =
    '.nodegroup | [(.instanceTypes | sort | join(",")), "\\(.scalingConfig.minSize)-\\(.scalingConfig.maxSize)", ' +
    '((.labels // {}) | to_entries | map("\\(.key)=\\(.value)") | sort | join(",")), ' +
    '((.taints // []) | map("\\(.key)=\\(.value):\\(.effect)") | sort | join(","))] | join(" ")';
  return {
    type: 'contract',
    id: `${Place.of(construct).cluster.name}-${name}-nodes`,
    owner,
    statement: `Node group ${name} stands before the first sync: ${min} to ${max} nodes ${machines.join(', ')} with its labels and taints.`,
    make:
      `aws eks create-nodegroup ${group} --instance-types ${machines.join(' ')} ` +
      `--scaling-config minSize=${min},maxSize=${max},desiredSize=${min} ` +
      (labels.length > 0 ? `--labels ${labels.sort().join(',')} ` : '') +
      (taints.length > 0 ? `--taints ${taints.map(cliTaint).join(' ')} ` : '') +
      '--subnets <private subnets> --node-role <role of the nodes>',
    check: `aws eks describe-nodegroup ${group} --output json | jq --raw-output '${query}'`,
    expect: [
      machines.join(','),
      `${min}-${max}`,
      labels.sort().join(','),
      taints.map(shownTaint).sort().join(','),
    ].join(' '),
    requirements,
  };
}

function cliTaint({ key, value, effect }: EksTaint): string {
  return `key=${key},value=${value},effect=${effect}`;
}

function shownTaint({ key, value, effect }: EksTaint): string {
  return `${key}=${value}:${effect}`;
}

/** EKS tags the Auto Scaling group behind a managed group so that the Cluster Autoscaler finds it and may change it. */
export function foundByAutoscaler(
  construct: Construct,
  name: string,
  requirements: readonly string[],
): ContractDeclaration {
  const { name: cluster } = Place.of(construct).cluster;
  const region = `--region ${awsOf(construct).region}`;
  const scaling =
    `$(aws eks describe-nodegroup ${groupOf(construct, name)} ` +
    '--query "nodegroup.resources.autoScalingGroups[0].name" --output text)';
  return {
    type: 'contract',
    id: `${cluster}-${name}-autoscaling`,
    owner: 'platform team',
    statement: `The Cluster Autoscaler finds node group ${name}: EKS tags the Auto Scaling group behind it.`,
    check:
      `aws autoscaling describe-auto-scaling-groups ${region} --auto-scaling-group-names ${scaling} ` +
      `--query "AutoScalingGroups[0].Tags[?Key=='k8s.io/cluster-autoscaler/${cluster}'].Value" --output text`,
    expect: 'owned',
    requirements,
  };
}
