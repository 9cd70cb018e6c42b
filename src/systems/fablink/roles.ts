import { IrsaRole, type Grant } from '../../constructs/aws';
import type { System } from '../../constructs/structure';

/** The IAM roles of FabLink: one a ServiceAccount, named `<namespace>-<purpose>` (FD-06, FP-07). */
export class FablinkRoles {
  constructor(
    private readonly system: System,
    private readonly namespace: string,
    /** Requirements that the contracts of the roles answer. */
    private readonly requirements: readonly string[],
  ) {}

  /** ARN of the role for a purpose, also before the role is made. */
  arn(purpose: string): string {
    return IrsaRole.arnOf(this.system, this.nameOf(purpose));
  }

  /** Makes the role that one ServiceAccount takes; gives its ARN. */
  grant(purpose: string, serviceAccount: string, grants: readonly Grant[]): string {
    const name = this.nameOf(purpose);
    return new IrsaRole(this.system.cloud, name, {
      namespace: this.namespace,
      serviceAccount: { namespace: this.namespace, name: serviceAccount },
      grants,
      boundary: `${name}-boundary`,
      requirements: this.requirements,
    }).arn;
  }

  /** The same, or no role where nothing is to be granted. */
  grantAny(purpose: string, serviceAccount: string, grants: readonly Grant[]): string | undefined {
    return grants.length === 0 ? undefined : this.grant(purpose, serviceAccount, grants);
  }

  private nameOf(purpose: string): string {
    return `${this.namespace}-${purpose}`;
  }
}
