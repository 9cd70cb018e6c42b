import type { Model, Price } from '../../model';
import { code, markdownTable, page, words, type Column } from '../table';
import { amountOf, COLUMNS, COST_NOTES, cellsOf, leftOf, remarksOf, SAVING_COLUMNS, savingCells } from './cost-words';
import { estimates, type Estimate } from './estimate';
import { money } from './price-list';

const USD: Column = { heading: 'USD a month', figures: true };

/** docs/reference/cost.md: what each environment costs a month, the accounts of its savings, and the price list. */
export function costPage(model: Model, prices: readonly Price[]): string {
  return page('Cost', [...COST_NOTES.map(words), ...estimates(model, prices).flatMap(chapter), ...priceList(prices)]);
}

/** What environments cost as Markdown, without the page around it. */
export function costMarkdown(all: readonly Estimate[]): string {
  return [...all.flatMap(chapter), ...COST_NOTES.map(words)].join('\n\n');
}

function chapter(estimate: Estimate): readonly string[] {
  const { environment, region, lines, total, budget, savings, notPriced } = estimate;
  const rows = lines.map(line => [...cellsOf(line).map(words), amountOf(line)]);
  const sums = [['**total**', '', '', `**${money(total)}**`]];
  if (budget) {
    sums.push(
      [`budget (${budget.requirement})`, '', '', budget.usdAMonth.toFixed(2)],
      ['left', '', '', leftOf(estimate)],
    );
  }
  const unpriced = [...remarksOf(lines), ...notPriced.map(({ object, billed }) => `\`${object}\`: ${billed}`)];
  return [
    `## ${environment}`,
    `Region ${code(region)}.`,
    markdownTable([...COLUMNS, USD], [...rows, ...sums]),
    ...(unpriced.length > 0 ? ['Not priced:', unpriced.map(each => `- ${words(each)}`).join('\n')] : []),
    ...(savings.length > 0
      ? [
          'Ways to save that the document names:',
          markdownTable(
            SAVING_COLUMNS,
            savings.map(each => savingCells(each).map(words)),
          ),
        ]
      : []),
  ];
}

function priceList(prices: readonly Price[]): readonly string[] {
  const columns = ['item', 'region', 'unit', 'USD', 'read', 'source', 'note'].map(heading => ({ heading }));
  const rows = prices.map(({ item, region, unit, usd, date, source, note = '' }) => [
    code(item),
    region,
    unit,
    String(usd),
    date,
    `<${source}>`,
    words(note),
  ]);
  return ['## Prices', markdownTable(columns, rows)];
}
