import type { BudgetDeclaration, Model, ModelEnvironment, Price, Quantity } from '../../model';
import { declared } from '../declared';
import { clusterLines, purchaseLine, type CostLine } from './cost-lines';
import { notPriced, type NotPriced } from './not-priced';
import { sum } from './price-list';
import { savingAccounts, type SavingAccount } from './savings';

/** What an environment costs a month, in USD. */
export interface Estimate {
  readonly environment: string;
  readonly region: string;
  readonly lines: readonly CostLine[];
  /** Sum of the lines that are priced. */
  readonly total: Quantity;
  readonly budget?: BudgetDeclaration;
  /** What is left of the budget; below zero where it does not suffice. */
  readonly left?: Quantity;
  readonly savings: readonly SavingAccount[];
  /** Objects that cost money and that no purchase prices. */
  readonly notPriced: readonly NotPriced[];
}

/** What every environment costs a month by a price list: what is declared, and the nodes of its cluster. */
export function estimates(model: Model, prices: readonly Price[]): readonly Estimate[] {
  return model.environments.map(environment => estimate(model, environment, prices));
}

function estimate(model: Model, environment: ModelEnvironment, prices: readonly Price[]): Estimate {
  const { name, cluster } = environment;
  const region = cluster.cloud.type === 'none' ? 'none' : cluster.cloud.region;
  const here = <T extends { readonly environment: string }>(items: readonly T[]): readonly T[] =>
    items.filter(item => item.environment === name);
  const purchases = here(declared(model, 'purchase'));
  const own = clusterLines(cluster, prices);
  const lines = [...own, ...purchases.map(purchase => purchaseLine(purchase, prices, region))];
  const total = sum(lines.flatMap(({ usd }) => usd ?? []));
  const [budget] = here(declared(model, 'budget'));
  const nodes = own.filter(({ name: what }) => what.startsWith('nodes'));
  return {
    environment: name,
    region,
    lines,
    total,
    ...(budget && { budget: { type: budget.type, usdAMonth: budget.usdAMonth, requirement: budget.requirement } }),
    ...(budget && { left: { least: budget.usdAMonth - total.most, most: budget.usdAMonth - total.least } }),
    savings: savingAccounts({ model, environment, prices, region, nodes }),
    notPriced: notPriced(here(model.manifests), purchases),
  };
}
