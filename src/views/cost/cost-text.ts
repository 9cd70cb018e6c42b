import { plain, type Paint } from '../paint';
import { textTable } from '../table';
import { amountOf, COLUMNS, COST_NOTES, cellsOf, leftOf, remarksOf, SAVING_COLUMNS, savingCells } from './cost-words';
import type { Estimate } from './estimate';
import { money } from './price-list';

/** What environments cost as people read it. */
export function costText(all: readonly Estimate[], paint: Paint = plain): string {
  return [...all.map(estimate => oneText(estimate, paint)), COST_NOTES.join('\n')].join('\n\n');
}

function oneText(estimate: Estimate, paint: Paint): string {
  const { environment, region, lines, total, budget, savings, notPriced } = estimate;
  const rows = lines.map(line => [...cellsOf(line), amountOf(line)]);
  const sums = [['total', '', '', money(total)]];
  if (budget)
    sums.push(
      [`budget (${budget.requirement})`, '', '', budget.usdAMonth.toFixed(2)],
      ['left', '', '', leftOf(estimate)],
    );
  const parts = [
    paint.strong(`${environment} (${region}), USD a month`),
    textTable([...COLUMNS, { heading: 'USD', figures: true }], [...rows, ...sums]),
    ...remarksOf(lines).map(remark => `  ${paint.faint(remark)}`),
  ];
  if (notPriced.length > 0) {
    parts.push('not priced:', ...notPriced.map(({ object, billed }) => `  ${object}: ${billed}`));
  }
  if (savings.length > 0) parts.push('ways to save:', textTable(SAVING_COLUMNS, savings.map(savingCells)));
  return parts.join('\n');
}
