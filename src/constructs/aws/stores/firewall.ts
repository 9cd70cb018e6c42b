import type { ContractDeclaration } from '../../../model';

/** A security group that lets the cluster's nodes in to one port. */
export interface Firewall {
  /** What stands behind it; the contract is `<of>-firewall`. */
  readonly of: string;
  readonly groups: readonly string[];
  readonly port: number;
  readonly requirements: readonly string[];
}

/** Security groups belong to whoever makes the network: what they must allow is a contract. */
export function firewall({ of, groups, port, requirements }: Firewall): ContractDeclaration {
  const group = groups.join(' ');
  return {
    type: 'contract',
    id: `${of}-firewall`,
    owner: 'platform team',
    statement: `Security group ${group} lets the cluster's nodes in on port ${port} and nothing else.`,
    make:
      `aws ec2 authorize-security-group-ingress --group-id ${group} --protocol tcp --port ${port} ` +
      '--source-group <security group of the nodes>',
    check:
      `aws ec2 describe-security-groups --group-ids ${group} ` +
      "--query 'SecurityGroups[].IpPermissions[].[FromPort,ToPort,length(UserIdGroupPairs),length(IpRanges)]' --output text",
    expect: `${port}\t${port}\t1\t0`,
    requirements,
  };
}
