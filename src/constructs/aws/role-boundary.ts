import type { Construct } from 'constructs';
import type { ContractDeclaration } from '../../model';
import { awsOf, iamArn } from './aws-cloud';
import { policyDocument, type Statement } from './grant';

/** A role, and the policy that bounds it. */
export interface RoleBoundary {
  readonly role: string;
  /** Name of the policy. */
  readonly boundary: string;
  /** Actions that the role may do today. */
  readonly actions: readonly string[];
  readonly requirements: readonly string[];
}

/** ARN of a boundary, for the role. */
export function boundaryArn(construct: Construct, boundary: string): string {
  return iamArn(construct, `policy/${boundary}`);
}

/** The boundary allows exactly the actions that are granted now, on anything: a new action needs its owner's word. */
export function roleBoundary(construct: Construct, props: RoleBoundary): ContractDeclaration {
  const { role, boundary, actions, requirements } = props;
  const ceiling = policyDocument([
    { sid: 'Ceiling', effect: 'Allow', actions, resources: ['*'] },
    keysThroughServices(construct),
  ]);
  return {
    type: 'contract',
    id: `${role}-boundary`,
    owner: 'platform team',
    statement: `Policy ${boundary} exists and bounds role ${role}.`,
    make: `aws iam create-policy --policy-name ${boundary} --policy-document '${JSON.stringify(JSON.parse(ceiling))}'`,
    check: `aws iam get-policy --policy-arn ${boundaryArn(construct, boundary)} --query Policy.PolicyName --output text`,
    expect: boundary,
    requirements,
  };
}

/**
 * Services call KMS in the caller's name, and a boundary cuts what a key's own policy grants to a role: without this
 * nobody could read an encrypted table (decision 025). It lets a role use keys through services only.
 */
function keysThroughServices(construct: Construct): Statement {
  const { region } = awsOf(construct);
  return {
    sid: 'KeysThroughServices',
    effect: 'Allow',
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    resources: ['*'],
    conditions: { StringLike: { 'kms:ViaService': `*.${region}.amazonaws.com` } },
  };
}
