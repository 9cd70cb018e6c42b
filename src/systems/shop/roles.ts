import { IrsaRole, type Grant } from '../../constructs/aws';
import type { System } from '../../constructs/structure';

/** Requirement that asks for the roles. */
const REQUIREMENTS = ['LP-09'];

/** The IAM roles of the shop: one a ServiceAccount, named `<cluster>-<purpose>`, with what it uses and no more (LP-09). */
export class ShopRoles {
  constructor(
    private readonly system: System,
    /** Namespace of the objects and of the ServiceAccounts. */
    private readonly namespace: string,
  ) {}

  /** Makes the role that one ServiceAccount takes; gives its ARN. */
  grant(purpose: string, serviceAccount: string, grants: readonly Grant[]): string {
    const { namespace, system } = this;
    const name = `${system.cluster.name}-${purpose}`;
    return new IrsaRole(system.cloud, name, {
      namespace,
      serviceAccount: { namespace, name: serviceAccount },
      grants,
      boundary: `${name}-boundary`,
      requirements: REQUIREMENTS,
    }).arn;
  }
}
