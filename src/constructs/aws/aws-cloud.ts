import type { Construct } from 'constructs';
import type { AwsCloud } from '../../model';
import { known, Place } from '../structure';

/** What an AWS construct needs of the place it stands in, with assumed facts already taken for their values. */
export interface Aws {
  /** Account number, 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly vpcId: string;
  /** Issuer of the cluster's service-account tokens, without `https://`. */
  readonly oidcIssuer: string;
  /** Tags on everything that is created. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The AWS surroundings of a construct.
 * @throws when the construct's cluster does not stand in AWS.
 */
export function awsOf(construct: Construct): Aws {
  const { cluster } = Place.of(construct);
  if (cluster.cloud.type !== 'aws') {
    throw new Error(
      `${construct.node.path} is an AWS construct, but cluster ${cluster.name} stands in cloud "${cluster.cloud.type}": ` +
        'give the cluster a cloud of type "aws", or leave the construct out of this environment',
    );
  }
  return resolved(cluster.cloud);
}

function resolved(cloud: AwsCloud): Aws {
  return {
    account: known(cloud.account),
    region: cloud.region,
    vpcId: known(cloud.vpcId),
    oidcIssuer: known(cloud.oidcIssuer),
    tags: cloud.tags,
  };
}

/** ARN of something in the construct's account and region: `arnOf(this, 'dynamodb', 'table/sessions')`. */
export function arnOf(construct: Construct, service: string, resource: string): string {
  const { account, region } = awsOf(construct);
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** ARN of something of IAM in the construct's account: IAM knows no region. `iamArn(this, 'role/backend')`. */
export function iamArn(construct: Construct, resource: string): string {
  return `arn:aws:iam::${awsOf(construct).account}:${resource}`;
}

/** The place's tags as most services spell them, sorted by key. */
export function awsTags(construct: Construct): { key: string; value: string }[] {
  return sortedTags(construct).map(([key, value]) => ({ key, value }));
}

/** The place's tags as a map, sorted by key. */
export function awsTagMap(construct: Construct): Record<string, string> {
  return Object.fromEntries(sortedTags(construct));
}

function sortedTags(construct: Construct): [string, string][] {
  return Object.entries(awsOf(construct).tags).sort(([a], [b]) => (a < b ? -1 : 1));
}
