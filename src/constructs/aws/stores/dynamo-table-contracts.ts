import type { Construct } from 'constructs';
import type { ContractDeclaration } from '../../../model';
import { awsOf } from '../aws-cloud';
import type { Ownership } from '../ownership';
import { KEY_USE } from './kms-key';

/** A table, as its contracts name it. */
export interface TableContract {
  readonly table: string;
  readonly requirements: readonly string[];
}

/** Throughput that is ready at once, in request units per second. */
export interface WarmThroughput {
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** What ACK's Table has no field for (D-24). */
export function warmThroughput(
  { table, requirements }: TableContract,
  { readUnits, writeUnits }: WarmThroughput,
  ownership: Ownership,
): ContractDeclaration {
  return {
    type: 'contract',
    id: `${table}-warm-throughput`,
    owner: ownership.type === 'adopted' ? 'terraform' : 'platform team',
    statement: `Table ${table} takes ${readUnits} reads and ${writeUnits} writes a second at once.`,
    make:
      `aws dynamodb update-table --table-name ${table} ` +
      `--warm-throughput ReadUnitsPerSecond=${readUnits},WriteUnitsPerSecond=${writeUnits}`,
    check:
      `aws dynamodb describe-table --table-name ${table} ` +
      "--query 'Table.WarmThroughput.[ReadUnitsPerSecond,WriteUnitsPerSecond]' --output text",
    expect: `${readUnits}\t${writeUnits}`,
    requirements: [...requirements, 'D-24'],
  };
}

/** A copy takes neither setting from its table, and ACK sets them of its own region's table only. */
export function protectedCopy({ table, requirements }: TableContract, region: string): ContractDeclaration {
  const copy = `--region ${region} --table-name ${table}`;
  const status = 'ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus';
  return {
    type: 'contract',
    id: `${table}-replica-${region}`,
    owner: 'platform team',
    statement: `The copy of ${table} in ${region} is protected against deletion and has point-in-time recovery.`,
    make:
      `aws dynamodb update-table ${copy} --deletion-protection-enabled && aws dynamodb update-continuous-backups ${copy} ` +
      '--point-in-time-recovery-specification PointInTimeRecoveryEnabled=true',
    check:
      `aws dynamodb describe-table ${copy} --query Table.DeletionProtectionEnabled --output text && ` +
      `aws dynamodb describe-continuous-backups ${copy} --query ${status} --output text`,
    expect: 'True\nENABLED',
    requirements,
  };
}

/**
 * A table's key that is somebody else's: DynamoDB uses it in the name of whoever asks for an item, so the key's own
 * policy has to let the role, through DynamoDB only.
 */
export function keyUse(
  construct: Construct,
  { table, requirements }: TableContract,
  keyArn: string,
  roleArn: string,
): ContractDeclaration {
  const { region } = awsOf(construct);
  const role = roleArn.split('/').at(-1) ?? roleArn;
  const statement = {
    Sid: `${role}-through-dynamodb`.replace(/[^A-Za-z0-9]/g, ''),
    Effect: 'Allow',
    Principal: { AWS: roleArn },
    // Grants are the table's owner's, who made them with the table.
    Action: KEY_USE.filter(action => action !== 'kms:CreateGrant'),
    Resource: '*',
    Condition: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
  };
  const key = `--region ${region} --key-id ${keyArn} --policy-name default`;
  const policy = `aws kms get-key-policy ${key} --query Policy --output text`;
  const allows = [
    '.Effect == "Allow"',
    `([.Principal | .AWS? // .] | flatten | any(. == "*" or . == "${roleArn}"))`,
    '([.Action] | flatten | any(. == "kms:Decrypt" or . == "kms:*"))',
  ];
  return {
    type: 'contract',
    id: `${table}-key-use`,
    owner: 'terraform',
    statement: `The policy of the key of table ${table} lets ${roleArn} use the key through DynamoDB.`,
    make: `${policy} | jq '.Statement += [${JSON.stringify(statement)}]' >policy.json && aws kms put-key-policy ${key} --policy file://policy.json`,
    check: `${policy} | jq '[.Statement[] | select(${allows.join(' and ')})] | length > 0'`,
    expect: 'true',
    requirements,
  };
}
