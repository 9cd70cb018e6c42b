import { known } from '../../constructs/structure';
import type { Cluster } from '../../model';

/** What a controller has to be told of the AWS account it works in. */
export interface AwsPlace {
  readonly cluster: string;
  /** Account number, 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly vpcId: string;
}

/**
 * The AWS surroundings of a cluster.
 * @throws when the cluster does not stand in AWS
 */
export function awsPlace(cluster: Cluster): AwsPlace {
  const { cloud, name } = cluster;
  if (cloud.type !== 'aws') {
    throw new Error(
      `cluster ${name} stands in cloud "${cloud.type}": leave the add-ons for AWS out of this environment's list`,
    );
  }
  return { cluster: name, account: known(cloud.account), region: cloud.region, vpcId: known(cloud.vpcId) };
}

/**
 * Annotation by which a service account takes its IAM role (IRSA, D-09). Terraform makes the roles before the first
 * sync and names them `<cluster>-<add-on>`: docs/bootstrap.md has the list.
 */
export function roleAnnotation(cluster: Cluster, addOn: string): Readonly<Record<string, string>> {
  return { 'eks.amazonaws.com/role-arn': controllerRole(cluster, addOn) };
}

/** ARN of the IAM role that an add-on works with. */
export function controllerRole(cluster: Cluster, addOn: string): string {
  const { account, cluster: name } = awsPlace(cluster);
  return `arn:aws:iam::${account}:role/${name}-${addOn}`;
}
