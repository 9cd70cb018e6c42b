import type { Cluster, Declared, NodePool, Price, PriceUnit, PurchaseDeclaration, Quantity } from '../../model';
import { factValue } from '../../objects/fact-value';
import { monthly, priceOf, type FoundPrice } from './price-list';

/** One thing that is bought, and what it costs a month. */
export interface CostLine {
  readonly name: string;
  /** Keys in the price list: a pool that takes several machines has several. */
  readonly items: readonly string[];
  readonly quantity: Quantity;
  readonly unit: PriceUnit;
  /** Cheapest first; empty where one of the items has no price. */
  readonly prices: readonly FoundPrice[];
  /** USD a month; absent where it is not priced. */
  readonly usd?: Quantity;
  /** Why it is not priced. */
  readonly unpriced?: string;
  readonly requirement?: string;
}

/** What a cluster costs for itself: its nodes, between the fewest and the most, and the control plane of EKS. */
export function clusterLines({ pools, cloud }: Cluster, prices: readonly Price[]): readonly CostLine[] {
  if (cloud.type === 'none') return [];
  const nodes = pools.map(pool => nodeLine(pool, cloud, prices));
  if (cloud.type !== 'aws') return nodes;
  const one = { least: 1, most: 1 };
  return [line('control plane', ['aws/eks/cluster'], one, 'hour', prices, cloud.region), ...nodes];
}

function nodeLine(
  pool: NodePool,
  { type, region }: { type: string; region: string },
  prices: readonly Price[],
): CostLine {
  const { min, max } = factValue(pool.nodes);
  const items = factValue(pool.instanceTypes).map(size => `${type}/vm/${size}`);
  return line(`nodes of pool ${pool.name}`, items, { least: min, most: max }, 'hour', prices, region);
}

/** What is declared to be bought. */
export function purchaseLine(
  { name, item, quantity, unit, requirement }: Declared<PurchaseDeclaration>,
  prices: readonly Price[],
  region: string,
): CostLine {
  return { ...line(name, [item], quantity, unit, prices, region), requirement };
}

function line(
  name: string,
  items: readonly string[],
  quantity: Quantity,
  unit: PriceUnit,
  list: readonly Price[],
  region: string,
): CostLine {
  const found = items.map(item => ({ item, price: priceOf(list, item, region) }));
  const missing = found.filter(({ price }) => price === undefined).map(({ item }) => item);
  const bought = { name, items, quantity, unit };
  if (missing.length > 0) return { ...bought, prices: [], unpriced: `no price for ${missing.join(', ')}` };
  const prices = found.flatMap(({ price }) => price ?? []).sort((a, b) => a.usd - b.usd);
  const other = prices.find(price => price.unit !== unit);
  if (other !== undefined) {
    return { ...bought, prices: [], unpriced: `${other.item} is priced by ${other.unit}, and bought by ${unit}` };
  }
  const [cheapest, dearest] = [prices[0], prices.at(-1)];
  if (cheapest === undefined || dearest === undefined) return { ...bought, prices: [], unpriced: 'nothing is named' };
  const usd = { least: monthly(cheapest, quantity).least, most: monthly(dearest, quantity).most };
  return { ...bought, prices, usd };
}
