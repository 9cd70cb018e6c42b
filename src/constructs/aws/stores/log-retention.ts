import type { Construct } from 'constructs';
import type { ContractDeclaration } from '../../../model';
import { awsOf } from '../aws-cloud';
import type { RetentionDays } from './log-group';

/** A log group that an AWS service makes itself, with its first line. */
export interface ServiceLogGroup {
  /** Id of the contract. */
  readonly id: string;
  /** Which logs they are, for people. */
  readonly logs: string;
  /** Name in CloudWatch, or the shell's words for it. */
  readonly group: string;
  readonly days: RetentionDays;
  readonly owner: string;
  readonly requirements: readonly string[];
}

/**
 * How long a group keeps that a service makes itself. Such a group never expires until somebody says so, and an object
 * of ACK could only read it (decision 028). The command works before the service's first line, too.
 */
export function logRetention(construct: Construct, props: ServiceLogGroup): ContractDeclaration {
  const { id, logs, group, days, owner, requirements } = props;
  const region = `--region ${awsOf(construct).region}`;
  return {
    type: 'contract',
    id,
    owner,
    statement: `${logs} is kept for ${days} days.`,
    make:
      `aws logs create-log-group ${region} --log-group-name ${group}; ` +
      `aws logs put-retention-policy ${region} --log-group-name ${group} --retention-in-days ${days}`,
    check:
      `aws logs describe-log-groups ${region} --log-group-name-prefix ${group} ` +
      `--query "logGroups[?logGroupName=='${group}'].retentionInDays" --output text`,
    expect: String(days),
    requirements,
  };
}
