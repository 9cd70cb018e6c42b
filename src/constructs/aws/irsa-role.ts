import type { Construct } from 'constructs';
import { Role } from '../../../imports/iam.services.k8s.aws';
import { TracedConstruct } from '../structure';
import { awsOf, awsTags, iamArn } from './aws-cloud';
import { checkGrants, type Grant, policyDocument, type Statement, statementOf } from './grant';
import { ackMetadata, created } from './ownership';
import { boundaryArn, roleBoundary } from './role-boundary';

/** An IAM role for the pods of one ServiceAccount. The id is the role's name, unique in the account. */
export interface IrsaRoleProps {
  /** Namespace of the Role object. */
  readonly namespace: string;
  /** Who may take the role: this ServiceAccount and nobody else. */
  readonly serviceAccount: { readonly namespace: string; readonly name: string };
  /** What the role may do; at least one. */
  readonly grants: readonly Grant[];
  /**
   * Name of the policy that bounds the role. It belongs to the platform team: no change here can widen the role past
   * it.
   */
  readonly boundary: string;
  /** Longest session in hours, 1 to 12. @default 1 */
  readonly maxSessionHours?: number;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** Characters that IAM grants all inline policies of a role together, white space not counted. */
const INLINE_POLICY_LIMIT = 10_240;

/** A role that one ServiceAccount takes by its token: no keys anywhere (FD-06, FP-07, D-09). */
export class IrsaRole extends TracedConstruct {
  /** Name of the role in IAM. */
  readonly roleName: string;

  constructor(scope: Construct, id: string, props: IrsaRoleProps) {
    super(scope, id);
    this.roleName = id;
    checkGrants(`Role ${id}`, props.grants);
    const hours = sessionHours(id, props.maxSessionHours ?? 1);
    new Role(this, 'role', {
      metadata: ackMetadata(this, { name: id, namespace: props.namespace, ownership: created(), stateful: false }),
      spec: {
        name: id,
        description: `ServiceAccount ${props.serviceAccount.namespace}/${props.serviceAccount.name}`,
        assumeRolePolicyDocument: policyDocument([this.trust(props.serviceAccount)]),
        inlinePolicies: { grants: inlinePolicy(id, props.grants) },
        maxSessionDuration: hours * 3600,
        permissionsBoundary: boundaryArn(this, props.boundary),
        tags: awsTags(this),
      },
    });
    this.declareTrust(props.requirements);
    const { boundary, requirements } = props;
    const actions = props.grants.flatMap(grant => grant.actions);
    this.declare(roleBoundary(this, { role: id, boundary, actions, requirements }));
  }

  /** ARN of a role called `name`, for what has to name it before it stands. */
  static arnOf(construct: Construct, name: string): string {
    return iamArn(construct, `role/${name}`);
  }

  /** Value of the ServiceAccount's annotation `eks.amazonaws.com/role-arn`. */
  get arn(): string {
    return IrsaRole.arnOf(this, this.roleName);
  }

  private trust(account: IrsaRoleProps['serviceAccount']): Statement {
    const issuer = awsOf(this).oidcIssuer;
    return {
      sid: 'OneServiceAccount',
      effect: 'Allow',
      principal: { Federated: this.provider },
      actions: ['sts:AssumeRoleWithWebIdentity'],
      conditions: {
        StringEquals: {
          [`${issuer}:aud`]: 'sts.amazonaws.com',
          [`${issuer}:sub`]: `system:serviceaccount:${account.namespace}:${account.name}`,
        },
      },
    };
  }

  /** ARN of the account's identity provider for the cluster's tokens. */
  private get provider(): string {
    return iamArn(this, `oidc-provider/${awsOf(this).oidcIssuer}`);
  }

  private declareTrust(requirements: readonly string[]): void {
    this.declare({
      type: 'contract',
      id: `${this.roleName}-token-issuer`,
      owner: 'platform team',
      statement: "The account knows the cluster's token issuer as an identity provider, so that the role can be taken.",
      make:
        `aws iam create-open-id-connect-provider --url https://${awsOf(this).oidcIssuer} ` +
        '--client-id-list sts.amazonaws.com',
      check:
        `aws iam get-open-id-connect-provider --open-id-connect-provider-arn ${this.provider} ` +
        "--query 'ClientIDList[0]' --output text",
      expect: 'sts.amazonaws.com',
      requirements,
    });
  }
}

function inlinePolicy(role: string, grants: readonly Grant[]): string {
  const document = policyDocument(grants.map(statementOf));
  const length = document.replace(/\s/g, '').length;
  if (length <= INLINE_POLICY_LIMIT) return document;
  throw new Error(
    `Role ${role}: its grants come to ${length} characters, IAM takes ${INLINE_POLICY_LIMIT}: ` +
      'split the workload, or join grants of the same actions',
  );
}

function sessionHours(role: string, hours: number): number {
  if (Number.isInteger(hours) && hours >= 1 && hours <= 12) return hours;
  throw new Error(`Role ${role}: sessions of ${hours} hours; IAM takes whole hours from 1 to 12`);
}
