import type { Words } from '../../../model';
import type { Unit } from '../../monitoring';

/** A resource of the place, by the object that makes it. */
export interface AzureResource {
  readonly group: string;
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
}

/** What the readings of a window become. */
export type Aggregation = 'Average' | 'Maximum' | 'Minimum' | 'Total';

/** A series that a service of Azure sends to Azure Monitor. */
export interface AzureMetric<U extends Unit> {
  /** Type of the resource that sends it (`Microsoft.DBforPostgreSQL/flexibleServers`). */
  readonly namespace: string;
  /** Name in the REST API, as Microsoft's list of supported metrics has it. */
  readonly name: string;
  readonly unit: U;
  readonly aggregation: Aggregation;
  readonly of: AzureResource;
  /** Minutes that one point stands for: nothing shorter can be judged. */
  readonly every: 1 | 5;
  /** What a picture of it is called, and what is seen there. */
  readonly title: Words;
  readonly description: Words;
  /** Parts of the resource that are judged each for itself, by the metric's dimension (`EntityName`). @default the whole */
  readonly each?: { readonly dimension: string; readonly values: readonly string[] };
}
