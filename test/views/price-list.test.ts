import { prices } from '../../src/environments/prices';
import { declared } from '../../src/views/declared';
import { estimates } from '../../src/views/cost';
import { cents, money, priceOf } from '../../src/views/cost/price-list';
import { realModel } from '../real-model';

describe('the price list', () => {
  test.each(prices.map(price => [`${price.item} in ${price.region}`, price] as const))(
    '%s has a source and a day',
    (_, price) => {
      expect(price.source).toMatch(/^https:\/\/\S+$/);
      expect(price.date).toMatch(/^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);
      expect(price.usd).toBeGreaterThan(0);
      expect(price.item).toMatch(/^(?:aws|azure)\//);
    },
  );

  test('has one price an item and region', () => {
    const keys = prices.map(({ item, region }) => `${item} ${region}`);
    expect(keys).toEqual([...new Set(keys)]);
  });

  test('prices every purchase, or the estimate says why not', () => {
    const model = realModel();
    const lines = estimates(model, prices).flatMap(estimate => estimate.lines);
    for (const { usd, unpriced, name } of lines)
      expect([name, usd !== undefined || unpriced !== undefined]).toEqual([name, true]);
    const named = new Set(lines.flatMap(({ items }) => items));
    for (const { item } of declared(model, 'purchase')) expect(named).toContain(item);
  });
});

test('the price of the region itself comes before that of another', () => {
  const price = { item: 'x', unit: 'hour', source: '', date: '' } as const;
  const list = [
    { ...price, region: 'eastus', usd: 1 },
    { ...price, region: 'koreacentral', usd: 2 },
  ];
  expect(priceOf(list, 'x', 'koreacentral')).toMatchObject({ usd: 2, elsewhere: false });
  expect(priceOf(list, 'x', 'japaneast')).toMatchObject({ usd: 1, elsewhere: true });
  expect(priceOf(list, 'y', 'koreacentral')).toBeUndefined();
});

test('amounts are shown to the cent, and what is above nothing is not shown as nothing', () => {
  expect([
    cents(0),
    cents(0.001),
    cents(0.005),
    money({ least: 1, most: 1.001 }),
    money({ least: 1, most: 2 }),
  ]).toEqual(['0.00', '< 0.01', '0.01', '1.00', '1.00 to 2.00']);
});
