import type { Construct } from 'constructs';
import type { ContractDeclaration } from '../../model';
import { azScope } from './azure-cloud';

/**
 * Built-in roles of Azure that constructs here hand out, by the part of the contract's id that names them. Names are
 * Microsoft's: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const ROLES = {
  'servicebus-sender': 'Azure Service Bus Data Sender',
  'servicebus-receiver': 'Azure Service Bus Data Receiver',
  'secrets-user': 'Key Vault Secrets User',
  'secrets-officer': 'Key Vault Secrets Officer',
  'blob-contributor': 'Storage Blob Data Contributor',
  'blob-reader': 'Storage Blob Data Reader',
  'monitoring-reader': 'Monitoring Reader',
} as const;

/** A role of {@link ROLES}. */
export type Role = keyof typeof ROLES;

/** One right on one thing, to be given to an identity. What hands it out knows role and scope, and no identity. */
export interface AzureGrant {
  readonly role: Role;
  /** Id of what the role is about (`…/namespaces/sb-shop/queues/orders`): the narrowest thing that does. */
  readonly scope: string;
}

/** Whose role it is and why. */
export interface Assignee {
  /** Name of the managed identity in Azure, in the place's resource group. */
  readonly identity: string;
  /** Requirements that the contract answers. */
  readonly requirements: readonly string[];
}

/**
 * The contract for one role of one identity. The operator here is given no right to hand out rights: a person does, with
 * exactly these commands, and the check finds what is missing.
 */
export function roleAssignment(
  construct: Construct,
  { role, scope }: AzureGrant,
  { identity, requirements }: Assignee,
): ContractDeclaration {
  const name = ROLES[role];
  const target = scope.split('/').at(-1) ?? scope;
  return {
    type: 'contract',
    id: `${identity}-${role}-${target}`,
    owner: 'platform team',
    statement: `Identity ${identity} has the role "${name}" on ${target}.`,
    ...assignment(construct, { role: name, scope }, identity),
    requirements,
  };
}

/** Commands that give an identity a role, and that find it. @param role name of the role in Azure */
export function assignment(
  construct: Construct,
  { role, scope }: { readonly role: string; readonly scope: string },
  identity: string,
): { readonly make: string; readonly check: string; readonly expect: string } {
  const principal = `"$(az identity show ${azScope(construct)} --name ${identity} --query principalId --output tsv)"`;
  return {
    make:
      `az role assignment create --role "${role}" --scope ${scope} ` +
      `--assignee-object-id ${principal} --assignee-principal-type ServicePrincipal`,
    check:
      `az role assignment list --role "${role}" --scope ${scope} --assignee ${principal} ` +
      "--query 'length(@)' --output tsv",
    expect: '1',
  };
}
