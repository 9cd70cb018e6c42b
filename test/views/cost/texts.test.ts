import { costMarkdown, costPage, costText, estimates } from '../../../src/views/cost';
import { PRICES, FIXED, BOTH, model, bought, saving } from './priced-model';

test('people read lines, sums, the budget and the accounts', () => {
  const all = estimates(model(BOTH, [...bought, saving({ lever: 'right-sizing' })]), PRICES);
  expect(costText(all)).toMatchInlineSnapshot(`
    "test (koreacentral), USD a month
    what                                      quantity  price                                                              USD
    nodes of pool fixed                  2 × 730 hours  azure/vm/B 0.05                                                  73.00
    nodes of pool moving            1 to 3 × 730 hours  azure/vm/B 0.05, azure/vm/C 0.1 (eastus)               36.50 to 219.00
    address (XX-01)                      1 × 730 hours  azure/ip 0.005                                                    3.65
    queues (XX-02)        2 to 10 × million operations  azure/operations 0.05                                     0.10 to 0.50
    total                                                                                                     113.25 to 296.15
    budget (XX-03)                                                                                                      150.00
    left                                                                                          -146.15 to 36.75: too little
    ways to save:
    way                   document says  saved here  account
    right-sizing (XX-06)  70 %                 0.00  0 services with requests of 0m CPU and 0 MiB in all: by the sums 0 of 3 nodes, before jobs, add-ons and a rollout’s second pod. Requests are not billed: less of them saves 0 until a node goes.

    A month has 730 hours. Prices are list prices without taxes, discounts and traffic, as of the day and source beside each in src/environments/prices/.
    A range is what autoscaling or use may move; what has no price is listed and is in no sum."
  `);
  expect(costMarkdown(all)).toContain('| left |  |  | -146.15 to 36.75: too little |');
});

test('the page ends with the price list and its sources', () => {
  expect(costPage(model(FIXED, []), PRICES)).toContain(
    '| `azure/vm/C` | eastus | hour | 0.1 | 2026-11-21 | <https://example.com/prices> |  |',
  );
});
