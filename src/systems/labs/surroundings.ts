import type { ServiceLevel } from '../../constructs/monitoring';
import type { PublicAddressDeclaration } from '../../model';
import type { LabService, ShopQueries } from './shop-queries';

/** What labs know of the place that they look at. */
export interface LabSurroundings {
  readonly queries: ShopQueries;
  readonly services: readonly LabService[];
  /** The service that the world reaches. */
  readonly entry: LabService;
  /** Addresses on the internet that somebody looks at. */
  readonly addresses: readonly Pick<PublicAddressDeclaration, 'service' | 'namespace'>[];
  /** Promises on how fast requests are answered, and the share that may break each. */
  readonly latency: readonly { readonly slo: string; readonly budget: number }[];
  readonly serviceLevel: ServiceLevel;
  /** Fewest nodes of the place, and those of them that systems' pods may have. */
  readonly nodes: { readonly all: number; readonly forSystems: number };
  /** Namespaces in which something runs. */
  readonly namespaces: readonly string[];
}
