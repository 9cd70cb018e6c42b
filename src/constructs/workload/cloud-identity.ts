/** Rights in AWS: a role that the pods' ServiceAccount may take (IRSA, D-09). */
export interface IrsaIdentity {
  readonly type: 'irsa';
  /** ARN of the role. */
  readonly roleArn: string;
}

/** Rights in Azure: a managed identity that trusts the pods' ServiceAccount (workload identity, TG-12). */
export interface AzureIdentity {
  readonly type: 'azure';
  /** ConfigMap and key that hold the identity's client id: Azure gives it when the identity is made. */
  readonly clientId: { readonly configMap: string; readonly key: string };
}

/** What the pods of a workload may do in their cloud, without a key anywhere. */
export type CloudIdentity = IrsaIdentity | AzureIdentity;

/** The identity for a role in AWS. */
export function irsa(roleArn: string): IrsaIdentity {
  return { type: 'irsa', roleArn };
}

/** Annotations by which a ServiceAccount takes its role. Azure's identity trusts the account by name instead. */
export function accountAnnotations(identity: CloudIdentity | undefined): Readonly<Record<string, string>> {
  return identity?.type === 'irsa' ? { 'eks.amazonaws.com/role-arn': identity.roleArn } : {};
}

/** Labels by which a cloud's webhook finds the pods that get a token. */
export function identityLabels(identity: CloudIdentity | undefined): Readonly<Record<string, string>> {
  return identity?.type === 'azure' ? { 'azure.workload.identity/use': 'true' } : {};
}
