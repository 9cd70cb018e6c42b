import type { Construct } from 'constructs';
import { FederatedIdentityCredential, UserAssignedIdentity } from '../../../imports/managedidentity.azure.com';
import { TracedConstruct, wave } from '../structure';
import type { AzureIdentity } from '../workload';
import { asoMetadata, inResourceGroup } from './aso-object';
import { azureOf } from './azure-cloud';
import { type AzureGrant, roleAssignment } from './role-assignment';

/** A managed identity for the pods of one ServiceAccount. The id is its name, unique in the resource group. */
export interface WorkloadIdentityProps {
  /** Namespace of the pods: the operator writes the client id there, and nowhere else. */
  readonly namespace: string;
  /** Name of the ServiceAccount that may take the identity, and no other. */
  readonly serviceAccount: string;
  /** What the identity may do. Becomes contracts: a person assigns roles. @default nothing yet */
  readonly grants?: readonly AzureGrant[];
  /**
   * Whether the client id is written into a Secret, too: External Secrets reads it from nowhere else.
   * @default false
   */
  readonly inSecret?: boolean;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** Where an object holds one value. */
export interface KeyOf {
  readonly name: string;
  readonly key: string;
}

/** Audience that Entra ID expects in a token of a ServiceAccount. */
const AUDIENCE = 'api://AzureADTokenExchange';

const CLIENT_ID = 'clientId';

/**
 * An identity in Azure that one ServiceAccount takes by its token: no keys anywhere (TG-12, D-09). Azure gives the
 * client id when the identity is made, so the operator writes it into a ConfigMap and pods read it from there.
 */
export class WorkloadIdentity extends TracedConstruct {
  /** Name of the identity in Azure. */
  readonly identityName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  private readonly inSecret: boolean;
  private readonly requirements: readonly string[];

  constructor(scope: Construct, id: string, props: WorkloadIdentityProps) {
    super(scope, id);
    const { namespace, serviceAccount, inSecret = false, requirements } = props;
    this.identityName = id;
    this.namespace = namespace;
    this.serviceAccount = serviceAccount;
    this.inSecret = inSecret;
    this.userAssignedIdentity();
    this.federatedCredential();
    const madeBy = 'Azure Service Operator';
    const made = { type: 'made-by-controller', namespace, name: this.objectName, keys: [CLIENT_ID], madeBy } as const;
    this.declare({ ...made, kind: 'ConfigMap' });
    if (inSecret) this.declare({ ...made, kind: 'Secret' });
    this.requirements = requirements;
    for (const grant of props.grants ?? []) this.grant(grant);
  }

  /** One right more: a contract, since a person assigns roles. */
  grant(grant: AzureGrant): void {
    const { identityName: identity, requirements } = this;
    this.declare(roleAssignment(this, grant, { identity, requirements }));
  }

  /** What a workload is given, so that its pods are this identity. */
  get identity(): AzureIdentity {
    return { type: 'azure', clientId: { configMap: this.objectName, key: CLIENT_ID } };
  }

  /**
   * Secret and key that hold the client id.
   * @throws when the identity was made without `inSecret`.
   */
  get clientIdSecret(): KeyOf {
    if (this.inSecret) return { name: this.objectName, key: CLIENT_ID };
    throw new Error(`${this.node.path} writes its client id into no Secret: make it with inSecret: true`);
  }

  /** Name of the objects that hold the client id. */
  private get objectName(): string {
    return `${this.identityName}-identity`;
  }

  private userAssignedIdentity(): void {
    const clientId = { name: this.objectName, key: CLIENT_ID };
    new UserAssignedIdentity(this, 'identity', {
      metadata: this.metadata(this.identityName),
      spec: {
        azureName: this.identityName,
        ...inResourceGroup(this, azureOf(this).region),
        operatorSpec: { configMaps: { clientId }, ...(this.inSecret && { secrets: { clientId } }) },
      },
    });
  }

  private federatedCredential(): void {
    new FederatedIdentityCredential(this, 'credential', {
      metadata: this.metadata(this.identityName),
      spec: {
        azureName: this.serviceAccount,
        owner: { name: this.identityName },
        issuer: azureOf(this).oidcIssuer,
        subject: `system:serviceaccount:${this.namespace}:${this.serviceAccount}`,
        audiences: [AUDIENCE],
      },
    });
  }

  /** Before everything that waits for the client id: it has to be written by the time pods start. */
  private metadata(name: string): ReturnType<typeof asoMetadata> {
    const metadata = asoMetadata({ name, namespace: this.namespace, stateful: false });
    return { ...metadata, annotations: { ...metadata.annotations, ...wave('prerequisites') } };
  }
}
