import type { Column } from '../table';
import type { CostLine } from './cost-lines';
import type { Estimate } from './estimate';
import { cents, money, MONTHLY_HOURS } from './price-list';
import type { SavingAccount } from './savings';

export const COLUMNS: readonly Column[] = [
  { heading: 'what' },
  { heading: 'quantity', figures: true },
  { heading: 'price' },
];
export const SAVING_COLUMNS: readonly Column[] = [
  { heading: 'way' },
  { heading: 'document says' },
  { heading: 'saved here', figures: true },
  { heading: 'account' },
];

/** What a reader must know of every figure. */
export const COST_NOTES: readonly string[] = [
  `A month has ${MONTHLY_HOURS} hours. Prices are list prices without taxes, discounts and traffic, as of the day and source beside each in src/environments/prices/.`,
  'A range is what autoscaling or use may move; what has no price is listed and is in no sum.',
];

/** Name, quantity and price of a line. */
export function cellsOf({ name, quantity, unit, prices, items, requirement }: CostLine): readonly string[] {
  const { least, most } = quantity;
  const amount = least === most ? String(least) : `${least} to ${most}`;
  const each = prices.map(({ item, usd, elsewhere, region }) => `${item} ${usd}${elsewhere ? ` (${region})` : ''}`);
  return [
    requirement === undefined ? name : `${name} (${requirement})`,
    `${amount} × ${unit === 'hour' ? `${MONTHLY_HOURS} hours` : unit}`,
    (each.length > 0 ? each : items).join(', '),
  ];
}

/** What a line costs. */
export function amountOf({ usd }: CostLine): string {
  return usd === undefined ? 'not priced' : money(usd);
}

/** What the budget leaves, and that it does not suffice. */
export function leftOf({ left }: Estimate): string {
  if (left === undefined) return '';
  return left.least < 0 ? `${money(left)}: too little` : money(left);
}

/** Reasons why lines are not priced. */
export function remarksOf(lines: readonly CostLine[]): readonly string[] {
  return lines.flatMap(({ name, unpriced }) => (unpriced === undefined ? [] : [`${name}: ${unpriced}`]));
}

export function savingCells({ lever, claimed, saved, account, requirement }: SavingAccount): readonly string[] {
  return [`${lever} (${requirement})`, claimed, saved === undefined ? 'not priced' : cents(saved), account];
}
