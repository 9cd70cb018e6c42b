import { hasClients, type Server } from '../tripgen-database/server';
import { seeded } from '../../seeded';
import { TENTH } from '../tenth';
import { CATALOG, CHAINS, ORDER, ShopProof, shopServer, stopped, type Chain } from './databases';

/** Part of all sample rows that is tried. */
const SAMPLE = TENTH ? 0.01 : 0.1;

/** Faults that are none of a sample row's, and what the validation says of each. */
const FAULTS: readonly (readonly [fault: string, chain: Chain, sql: string, named: RegExp])[] = [
  [
    'a price below nothing',
    CATALOG,
    'ALTER TABLE products DROP CONSTRAINT products_price_check; UPDATE products SET price = -1 WHERE id = 7',
    /products 7 has the price -1\.00, expected 0 or more/,
  ],
  [
    'a stock below nothing, of a row of the application',
    CATALOG,
    "ALTER TABLE products DROP CONSTRAINT products_stock_check; INSERT INTO products (name, price, stock_quantity) VALUES ('x', 1, -2)",
    /products 1001 has a stock of -2, expected 0 or more/,
  ],
  [
    'a check gone',
    CATALOG,
    'ALTER TABLE products DROP CONSTRAINT products_price_check',
    /products_price_check is missing or not validated/,
  ],
  [
    'a category above itself',
    CATALOG,
    'UPDATE categories SET parent_id = 5 WHERE id = 1',
    /categories [15] is above itself/,
  ],
  [
    'a product of no category that is there',
    CATALOG,
    'SET session_replication_role = replica; DELETE FROM categories WHERE id = 8',
    /products \d+: category_id 8 is not in categories/,
  ],
  [
    'a foreign key gone',
    CATALOG,
    'ALTER TABLE products DROP CONSTRAINT products_category_id_fkey',
    /foreign key products\.category_id to categories is missing/,
  ],
  [
    'two products of one name',
    CATALOG,
    'UPDATE products SET name = (SELECT name FROM products WHERE id = 3) WHERE id = 4',
    /products: 3, 4 are named 디카페인 원두/,
  ],
  [
    'a column of another type',
    CATALOG,
    'ALTER TABLE products ALTER COLUMN price TYPE numeric(12,2)',
    /products\.price is numeric\(12,2\) NOT NULL, expected numeric\(10,2\) NOT NULL/,
  ],
  [
    'a column too many',
    CATALOG,
    'ALTER TABLE products ADD COLUMN sku text',
    /products\.sku is text, expected no such column/,
  ],
  ['an index gone', CATALOG, 'DROP INDEX products_category_idx', /products_category_idx is missing/],
  [
    'a trigger switched off',
    CATALOG,
    'ALTER TABLE products DISABLE TRIGGER products_touch',
    /products_touch of products is switched off/,
  ],
  ['a trigger gone', CATALOG, 'DROP TRIGGER products_touch ON products', /products_touch is missing/],
  [
    'a role that makes tables',
    CATALOG,
    'GRANT CREATE ON SCHEMA public TO catalog_app',
    /catalog_app may make tables in public/,
  ],
  [
    'a role that writes categories',
    CATALOG,
    'GRANT UPDATE (name) ON categories TO catalog_app',
    /catalog_app may update categories/,
  ],
  [
    'a role that cannot read',
    CATALOG,
    'REVOKE SELECT ON products FROM catalog_app',
    /catalog_app may not select products/,
  ],
  [
    'a role that gets no ids',
    CATALOG,
    'REVOKE USAGE ON SEQUENCE products_id_seq FROM catalog_app',
    /catalog_app may not use products_id_seq/,
  ],
  [
    'a database that is open to every role',
    CATALOG,
    'GRANT CONNECT ON DATABASE catalog_db TO PUBLIC',
    /every role of the server may connect to catalog_db/,
  ],
  [
    'a sample row too many',
    CATALOG,
    "INSERT INTO products (id, name, price) VALUES (999, 'x', 1)",
    /products 999: this row is not in the sample data/,
  ],
  [
    'another checksum',
    CATALOG,
    "UPDATE schema_history SET checksum = repeat('0', 64) WHERE step = 'catalog-data'",
    /checksum of catalog-data\s+\| found 000000000000/,
  ],
  [
    'a total that is not the items’',
    ORDER,
    'UPDATE orders SET total_amount = total_amount + 1 WHERE id = 12',
    /orders 12: total_amount is \d+\.00, its items add up to \d+\.00/,
  ],
  [
    'an item more in an order',
    ORDER,
    'INSERT INTO order_items (order_id, product_id, quantity, unit_price, total_price) VALUES (12, 120, 1, 500, 500)',
    /orders 12: total_amount is/,
  ],
  [
    'an item whose total is wrong',
    ORDER,
    'ALTER TABLE order_items DROP CONSTRAINT order_items_total_price_check; UPDATE order_items SET total_price = 1 WHERE id = 20',
    /order_items 20: total_price is 1\.00, expected \d times/,
  ],
  [
    'an item of no order',
    ORDER,
    'UPDATE order_items SET order_id = NULL WHERE id = 20',
    /order_items 20 belongs to no order/,
  ],
  ['an order without items', ORDER, 'DELETE FROM order_items WHERE order_id = 30', /orders 30 has no items/],
  [
    'a status that nobody knows',
    ORDER,
    "ALTER TABLE orders DROP CONSTRAINT orders_status_check; UPDATE orders SET status = 'lost' WHERE id = 40",
    /orders 40 has the status lost/,
  ],
  ['a role that deletes orders', ORDER, 'GRANT DELETE ON orders TO order_app', /order_app may delete orders/],
  ['an empty table', ORDER, 'TRUNCATE order_items', /sample rows of order_items\s+\| found 0, expected 159/],
];

const suite = hasClients() ? describe : describe.skip;

suite('the validation of the shop’s data (LP-06)', () => {
  let server: Server;
  const proofOf = new Map<Chain, ShopProof>();
  const proof = (chain: Chain): ShopProof => proofOf.get(chain) as ShopProof;

  beforeAll(async () => {
    server = await shopServer();
    for (const chain of CHAINS) {
      proofOf.set(chain, new ShopProof(server, chain));
      for (const { code } of await proof(chain).run()) expect(code).toBe(0);
    }
  });
  afterAll(() => stopped(server));

  test.each(FAULTS)('%s is found, and named', async (_, chain, fault, named) => {
    proof(chain).query(fault);
    try {
      const { code, output } = await proof(chain).runner.run(chain.jobs[2]);
      expect(output).toMatch(named);
      expect(code).toBe(3);
    } finally {
      proof(chain).empty();
      await proof(chain).run(2);
    }
  });

  test.each(CHAINS)(
    `${SAMPLE * 100} % of the rows of $of.database, each deleted and each changed: found and named, and set right by the next load`,
    async chain => {
      const { query, runner } = { query: proof(chain).query.bind(proof(chain)), runner: proof(chain).runner };
      const [, load, validation] = chain.jobs;
      const next = seeded(78);
      const tally: Record<string, number> = {};
      for (const { name: table, rows, columns } of chain.of.tables)
        for (const { id } of rows) {
          if (next() >= SAMPLE && tally[table] !== undefined) continue;
          tally[table] = (tally[table] ?? 0) + 1;
          const column = columns[Math.floor(next() * columns.length)] as string;
          for (const [sql, wanted] of [
            [`DELETE FROM ${table} WHERE id = ${id}`, `${table} ${id}: the row is missing`],
            [`UPDATE ${table} SET ${column} = ${otherValue(column)} WHERE id = ${id}`, `${table} ${id}: ${column} is `],
          ] as const) {
            // Whatever guards the row is off: here the validation is on its own.
            query(`SET session_replication_role = replica; ${guardless(table)}${sql}`);
            const { code, output } = await runner.run(validation);
            expect([sql, code, output.includes(wanted)]).toEqual([sql, 3, true]);
            expect([sql, (await runner.run(load)).code]).toEqual([sql, 0]);
          }
        }
      console.log(`${chain.of.database}, rows deleted and changed: ${JSON.stringify(tally)}`);
      proof(chain).empty();
      expect((await proof(chain).run()).map(({ code }) => code)).toEqual([0, 0, 0]);
    },
    1_800_000,
  );
});

/** Checks that would not let a changed value in. */
const guardless = (table: string): string =>
  table === 'order_items' ? 'ALTER TABLE order_items DROP CONSTRAINT IF EXISTS order_items_total_price_check; ' : '';

function otherValue(column: string): string {
  if (/^(?:name|description|user_id|shipping_address)$/.test(column)) return `${column} || '*'`;
  if (column === 'parent_id') return 'coalesce(parent_id + 1, 4)';
  if (column === 'status') return "CASE status WHEN 'paid' THEN 'shipped' ELSE 'paid' END";
  return column === 'created_at' ? "created_at + interval '1 s'" : `${column} + 1`;
}
