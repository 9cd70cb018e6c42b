import { createHash } from 'node:crypto';
import {
  catalogData,
  catalogSchema,
  catalogValidation,
  orderData,
  orderSchema,
  orderValidation,
} from '../../../../src/systems/shop/data';
import { catalogDatabase } from '../../../../src/systems/shop/data/catalog';
import { LAST_SAMPLE_ID } from '../../../../src/systems/shop/data/counts';
import { loadShopData } from '../../../../src/systems/shop/data/load/shop-data';
import { orderDatabase } from '../../../../src/systems/shop/data/order';

const SERVER = { host: 'database.shop.svc.cluster.local', user: 'administrator' };

const steps = () =>
  [catalogSchema, catalogData, catalogValidation, orderSchema, orderData, orderValidation].map(step => step(SERVER));

const databases = () => [catalogDatabase(), orderDatabase()];

/** The tables as the design document writes them (LP-06), but for the reference that it forgot: products to categories. */
const DOCUMENT: Readonly<Record<string, string>> = {
  categories: `id SERIAL PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  description TEXT,
  parent_id INTEGER REFERENCES public.categories (id),`,
  products: `id SERIAL PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  description TEXT,
  price DECIMAL(10,2) NOT NULL,
  category_id INTEGER REFERENCES public.categories (id),
  stock_quantity INTEGER DEFAULT 0,
  image_url VARCHAR(500),
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,`,
  orders: `id SERIAL PRIMARY KEY,
  user_id VARCHAR(100) NOT NULL,
  total_amount DECIMAL(10,2) NOT NULL,
  status VARCHAR(50) DEFAULT 'pending',
  shipping_address TEXT,
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,`,
  order_items: `id SERIAL PRIMARY KEY,
  order_id INTEGER REFERENCES public.orders (id),
  product_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  unit_price DECIMAL(10,2) NOT NULL,
  total_price DECIMAL(10,2) NOT NULL,`,
};

describe('the shop’s data initialisation (LP-04, LP-05, LP-06)', () => {
  test('is two chains of three steps, each in its own database', () => {
    expect(steps().map(({ name, env }) => [name, env['PGDATABASE'], env['PGHOST'], env['PGUSER']])).toEqual(
      (['catalog', 'order'] as const).flatMap(name =>
        ['schema', 'data', 'validation'].map(step => [`${name}-${step}`, `${name}_db`, SERVER.host, SERVER.user]),
      ),
    );
    expect(steps().map(({ reads, secrets }) => [reads, Object.keys(secrets)])).toEqual(
      Array(2)
        .fill([
          [[], ['PGPASSWORD', 'DATABASE_PASSWORD']],
          [[], ['PGPASSWORD']],
          [['/data'], ['PGPASSWORD', 'DATABASE_PASSWORD']],
        ])
        .flat(),
    );
  });

  test('has the document’s tables, column by column', () => {
    const schema = databases()
      .flatMap(({ schema: versions }) => versions)
      .join('\n');
    for (const [table, columns] of Object.entries(DOCUMENT))
      expect(schema).toContain(`CREATE TABLE public.${table} (\n  ${columns}\n  CONSTRAINT`);
    expect(schema.match(/CREATE TABLE/g)).toHaveLength(Object.keys(DOCUMENT).length);
  });

  test('starts the application’s ids above the sample rows’', () => {
    for (const { schema, tables } of databases())
      for (const { name } of tables) {
        const start = `MINVALUE ${LAST_SAMPLE_ID + 1} START WITH ${LAST_SAMPLE_ID + 1} RESTART WITH ${LAST_SAMPLE_ID + 1};`;
        expect(schema.join('\n')).toContain(`ALTER SEQUENCE public.${name}_id_seq ${start}`);
      }
  });

  test('is the same text from the same data', () => {
    const again = loadShopData();
    expect(catalogDatabase(again.catalog).tables).toEqual(catalogDatabase().tables);
    expect(orderDatabase(again.orders).tables).toEqual(orderDatabase().tables);
    expect(JSON.stringify(steps())).toBe(JSON.stringify(steps()));
  });

  test('fits into ConfigMaps, is text that Argo CD reads as it was written, and holds no password', () => {
    for (const { data, args, env } of steps()) {
      expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThan(1_000_000);
      for (const text of Object.values(data)) {
        expect(text).not.toMatch(/^\s*\t|[ \t]+\n|\r|[\u0000-\u0008\u007f-\u009f\u2028\u2029\ufeff\ufffd]/);
        expect(text.endsWith('\n')).toBe(true);
      }
      expect(JSON.stringify([data, args, env])).not.toMatch(/PASSWORD '[^'%]/);
    }
  });

  test('never changes a version of the schema that was released', () => {
    const checksums = databases().flatMap(({ schema }) =>
      schema.map(text => createHash('sha256').update(text).digest('hex').slice(0, 12)),
    );
    expect(checksums).toEqual(['8c1f70c452b2', 'd35ff6a20bb8']);
  });
});
