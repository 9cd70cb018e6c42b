import type { Fact } from '../../../model';

/** Where a data store stands: out of the internet's reach. */
export interface PrivateNetwork {
  /** Subnets of at least two zones (`subnet-…`). */
  readonly subnets: Fact<readonly string[]>;
  /** Address ranges of those subnets, in CIDR notation: what network policies allow. */
  readonly subnetCidrs: Fact<readonly string[]>;
  /** Security groups that let the nodes in. */
  readonly securityGroups: Fact<readonly string[]>;
}

/** How an ACK object names another one of the same namespace. */
export interface AckRef {
  readonly from: { readonly name: string; readonly namespace: string };
}

/** Reference to an ACK object: the controller waits until that one is made. */
export function refOf(name: string, namespace: string): AckRef {
  return { from: { name, namespace } };
}
