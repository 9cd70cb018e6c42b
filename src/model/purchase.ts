/** What a price is for. `hour`: one piece for an hour; `piece` and `GiB`: one held for a month; the rest: one used. */
export type PriceUnit = 'hour' | 'piece' | 'GiB' | 'GiB sent' | 'million operations' | '10,000 operations';

/** What a provider asks for one unit. */
export interface Price {
  /** Key that purchases name (`azure/vm/Standard_B2s`). */
  readonly item: string;
  /** Region as the provider writes it; `global` where the price is the same in all. */
  readonly region: string;
  readonly unit: PriceUnit;
  readonly usd: number;
  /** Address of the page or file that gives the price. */
  readonly source: string;
  /** Day on which the source was read, `YYYY-MM-DD`. */
  readonly date: string;
  /** What a reader must know of the figure. @default nothing */
  readonly note?: string;
}

/** A quantity that autoscaling or use moves. */
export interface Quantity {
  readonly least: number;
  readonly most: number;
}

/** Something that an environment buys beside the nodes of its cluster (TG-19). */
export interface PurchaseDeclaration {
  readonly type: 'purchase';
  /** Key in the price list (`azure/public-ip/standard`). */
  readonly item: string;
  /** What it is here (`address of the ingress`). */
  readonly name: string;
  /** How many at a time where the unit is held (`hour`, `piece`, `GiB`), else how many a month. */
  readonly quantity: Quantity;
  readonly unit: PriceUnit;
  /** `Kind/name` of the object of dist/ that makes it. @default somebody else makes it */
  readonly object?: string;
  /** Requirement for which it is bought. */
  readonly requirement: string;
}

/** What an environment may cost a month (TG-19). */
export interface BudgetDeclaration {
  readonly type: 'budget';
  readonly usdAMonth: number;
  readonly requirement: string;
}

/** A way to save money that a document names, and what is needed to account for it. */
export type SavingLever =
  /** Spare machines at a discount, and why they are not taken. `nearest`: item of the nearest size that is offered so. */
  | { readonly lever: 'spot'; readonly nearest: string; readonly why: string }
  /** Pods at 0 outside office hours. */
  | { readonly lever: 'off-hours' }
  /** Requests and limits cut to what is used. */
  | { readonly lever: 'right-sizing' }
  /** A folder of the node in place of the disk `instead`. */
  | { readonly lever: 'local-disk'; readonly instead: string }
  /** `emptyDir` in place of one disk `instead` a volume. */
  | { readonly lever: 'scratch-folder'; readonly instead: string }
  /** One load balancer for everything. `another`: items that a second one would need. */
  | { readonly lever: 'one-load-balancer'; readonly another: readonly string[] }
  /** Services without addresses of their own. `address`: item that each of them would need. */
  | { readonly lever: 'cluster-ip'; readonly address: string };

/** A lever, and what the document says that it saves. */
export type SavingDeclaration = SavingLever & {
  readonly type: 'saving';
  /** The document's own figure (`70 %`). */
  readonly claimed: string;
  readonly requirement: string;
};
