import { SampleDataError, type FileReader } from '../../../../src/constructs/data-init/csv';
import { COUNTS, LAST_SAMPLE_ID, STATUSES } from '../../../../src/systems/shop/data/counts';
import { besideTheSource, loadShopData, shopData } from '../../../../src/systems/shop/data/load/shop-data';

/** What the loader says of files of which one was changed. */
function faultsOf(file: string, change: (text: string) => string): readonly string[] {
  const read: FileReader = name => {
    const text = besideTheSource(name);
    if (name !== file) return text;
    const changed = change(text);
    if (changed === text) throw new Error(`the change does not change ${file}`);
    return changed;
  };
  try {
    loadShopData(read);
    return [];
  } catch (error) {
    if (error instanceof SampleDataError) return error.faults;
    throw error;
  }
}

describe('the shop’s sample data (LP-06)', () => {
  const { catalog, orders } = shopData();

  test('are a catalogue of at least 8 categories and 120 products, with names in both languages', () => {
    expect(catalog.categories.length).toBeGreaterThanOrEqual(8);
    expect(catalog.products.length).toBeGreaterThanOrEqual(120);
    const names = [...catalog.categories, ...catalog.products];
    expect(names.filter(({ name_ko }) => !/[가-힣]|^USB/.test(name_ko)).map(({ name_ko }) => name_ko)).toEqual([]);
    expect(names.filter(({ name_en }) => !/^[\x20-\x7e]+$/.test(name_en)).map(({ name_en }) => name_en)).toEqual([]);
    expect(names.filter(({ name_ko, name_en }) => `${name_ko} (${name_en})`.length > 100)).toEqual([]);
  });

  test('leave no category without products, and have products that are sold out', () => {
    const used = new Set(catalog.products.map(({ category }) => category));
    const categories = catalog.categories.filter(({ parent }) => parent !== '');
    expect(categories.map(({ code }) => code).filter(code => !used.has(code))).toEqual([]);
    expect(catalog.products.filter(({ stock }) => stock === 0).length).toBeGreaterThan(0);
  });

  test('have at least 60 orders, of every status, that add up', () => {
    expect(orders.orders.length).toBeGreaterThanOrEqual(60);
    expect(new Set(orders.orders.map(({ status }) => status))).toEqual(new Set(STATUSES));
    const sums = new Map<number, number>();
    for (const { order, quantity, unit_price } of orders.items)
      sums.set(order, (sums.get(order) ?? 0) + quantity * unit_price);
    for (const { id, total_amount } of orders.orders) expect([id, sums.get(id)]).toEqual([id, total_amount]);
  });

  test('are as many as counts.ts says, with ids below the application’s', () => {
    const { categories, products } = catalog;
    const all = [categories, products, orders.orders, orders.items];
    expect(all.map(each => each.length)).toEqual(Object.values(COUNTS));
    for (const rows of all) expect(Math.max(...rows.map(({ id }) => id))).toBeLessThanOrEqual(LAST_SAMPLE_ID);
  });
});

/** A change of a file, and what the loader says of it. */
const FAULTS: readonly (readonly [string, string, (text: string) => string, RegExp])[] = [
  [
    'a price that is none',
    'catalog/products.csv',
    text => text.replace(',13500,', ',13555,'),
    /^catalog\/products\.csv:2: column price "13555"; expected a whole number from 100 to 10000000 that 100 divides/,
  ],
  [
    'a category that is not there',
    'catalog/products.csv',
    text => text.replace('1,coffee-tea', '1,tea'),
    /column category "tea"; expected a code of catalog\/categories\.csv/,
  ],
  [
    'a product of a department',
    'catalog/products.csv',
    text => text.replace('1,coffee-tea', '1,food'),
    /column category "food" is a department; expected a category of one/,
  ],
  [
    'a department below a category',
    'catalog/categories.csv',
    text => text.replace('6,snacks,food', '6,snacks,pantry'),
    /column parent "pantry"; expected a department/,
  ],
  [
    'an id twice',
    'catalog/products.csv',
    text => text.replace('\n2,', '\n1,'),
    /column id "1" stands in catalog\/products\.csv:2 already/,
  ],
  [
    'a product too few',
    'catalog/products.csv',
    text => text.replace(/^120,.*\n/m, ''),
    /^catalog\/products\.csv: has 119 rows; expected 120/,
  ],
  [
    'an order of a product that is not sold',
    'order/order-items.csv',
    text => text.replace('\n1,1,13,', '\n1,1,999,'),
    /column product "999"; expected a code of catalog\/products\.csv/,
  ],
  [
    'a total that is not the items’',
    'order/orders.csv',
    text => text.replace(',48500,', ',48600,'),
    /^order\/orders\.csv:2: column total_amount "48600"; expected 48500, to which its items add up/,
  ],
  [
    'an order without items',
    'order/order-items.csv',
    text => text.replace(/^\d+,1,.*\n/gm, ''),
    /column id "1" has no items/,
  ],
  [
    'an item of no order',
    'order/order-items.csv',
    text => text.replace('\n1,1,13,', '\n1,900,13,'),
    /column order "900"; expected a code of order\/orders\.csv/,
  ],
  [
    'a product twice in an order',
    'order/order-items.csv',
    text => text.replace('\n2,1,112,', '\n2,1,13,'),
    /column order, product "1, 13" stands in order\/order-items\.csv:2 already/,
  ],
  [
    'an address that may be somebody’s',
    'order/orders.csv',
    text => text.replace('danbi@example.com', 'danbi@example.org'),
    /column user "danbi@example\.org"; expected a made-up address at example\.com/,
  ],
  [
    'a status that is none',
    'order/orders.csv',
    text => text.replace(',delivered,', ',lost,'),
    /column status "lost"; expected one of pending, paid/,
  ],
  [
    'a day that does not exist',
    'order/orders.csv',
    text => text.replace('2026-06-04', '2026-06-31'),
    /column ordered_at "2026-06-31 [\d:]+"; expected a moment/,
  ],
];

describe('the loader', () => {
  test.each(FAULTS)('tells of %s where it is and how to mend it', (_, file, change, message) => {
    expect(faultsOf(file, change)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });
});
