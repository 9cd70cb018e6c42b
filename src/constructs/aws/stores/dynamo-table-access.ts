import type { Construct } from 'constructs';
import { iamArn } from '../aws-cloud';
import { policyDocument } from '../grant';

/** Actions that read items by key or query, and tell whether the table answers. */
export const READ: readonly string[] = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DescribeTable',
  'dynamodb:GetItem',
  'dynamodb:Query',
];

/** Actions that write or delete items. */
export const WRITE: readonly string[] = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
];

/** Every action that shows or changes an item; describing and administering the table is none of them. */
const ITEMS: readonly string[] = [
  ...READ.filter(action => action !== 'dynamodb:DescribeTable'),
  ...WRITE,
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLSelect',
  'dynamodb:PartiQLUpdate',
  'dynamodb:Scan',
];

/** The role by which DynamoDB copies a global table. Refused, it would stop copying, and after 20 hours for good. */
const REPLICATION_ROLE =
  'role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication';

/**
 * A table's own policy: items are for these roles only, whatever IAM lets others do (FP-20). It allows nothing by
 * itself, and administration stays with IAM, so that nobody can be locked out of the table.
 */
export function dataAccessOnlyFor(construct: Construct, tableArn: string, roleArns: readonly string[]): string {
  const exempt = [...roleArns, iamArn(construct, REPLICATION_ROLE)].sort();
  return policyDocument([
    {
      sid: 'ItemsForTheseRolesOnly',
      effect: 'Deny',
      principal: '*',
      actions: ITEMS,
      resources: [tableArn],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': exempt } },
    },
  ]);
}
