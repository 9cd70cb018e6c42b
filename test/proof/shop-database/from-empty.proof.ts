import { execFileSync } from 'node:child_process';
import { catalog, fingerprint } from '../tripgen-database/content';
import { hasClients, type Server } from '../tripgen-database/server';
import { TENTH } from '../tenth';
import { CATALOG, CHAINS, MARK, ORDER, SECRETS, ShopProof, shopServer, stopped } from './databases';

const ROUNDS = TENTH ? 3 : 20;

/** How many rows a table has, and what they add up to. */
const FIGURES: Readonly<Record<string, readonly (readonly [query: string, found: string])[]>> = {
  catalog_db: [
    ['SELECT count(*) FROM categories', '16'],
    ['SELECT count(*) FROM products', '120'],
    ['SELECT count(DISTINCT category_id) FROM products', '12'],
    ["SELECT count(*) FROM products WHERE name ~ '^.*[가-힣].* \\([A-Za-z0-9].*\\)$'", '120'],
  ],
  order_db: [
    ['SELECT count(*) FROM orders', '64'],
    ['SELECT count(*) FROM order_items', '159'],
    ['SELECT sum(total_amount) = (SELECT sum(quantity * unit_price) FROM order_items) FROM orders', 't'],
    ["SELECT count(*) FROM orders WHERE user_id NOT LIKE '%@example.com'", '0'],
  ],
};

const suite = hasClients() ? describe : describe.skip;

suite('the shop’s databases from nothing (LP-06)', () => {
  let server: Server;

  beforeAll(async () => {
    server = await shopServer();
  });
  afterAll(() => stopped(server));
  beforeEach(() => CHAINS.forEach(chain => new ShopProof(server, chain).empty()));

  const state = (proof: ShopProof): string => fingerprint(proof.server, { times: true }) + catalog(proof.server);

  test.each(CHAINS)('$of.database: made, filled and whole', async chain => {
    const proof = new ShopProof(server, chain);
    const outcomes = await proof.run();
    expect(outcomes.map(({ code, output }) => [code, code === 0 ? '' : output])).toEqual(Array(3).fill([0, '']));
    for (const [query, found] of FIGURES[chain.of.database] ?? [])
      expect([query, proof.query(query)]).toEqual([query, found]);
    expect(outcomes[2]?.output).toContain('data are complete');
    expect(outcomes[2]?.output).toContain(`${chain.of.role} logs in`);
    expect(outcomes.map(({ output }) => output).join()).not.toMatch(/error|warning|notice|FAULT/i);
  });

  test.each(CHAINS)('$of.database: ten more runs leave every row, every time and the whole catalog', async chain => {
    const proof = new ShopProof(server, chain);
    await proof.run();
    const before = state(proof);
    for (let run = 0; run < 10; run++) {
      expect((await proof.run()).map(({ code }) => code)).toEqual([0, 0, 0]);
      expect(state(proof) === before).toBe(true);
    }
  });

  test(`8 of each Job of both databases at once, ${ROUNDS} rounds: none fails`, async () => {
    const proofs = CHAINS.map(chain => new ShopProof(server, chain));
    const outputs = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      for (const proof of proofs) proof.empty();
      for (const index of [0, 1, 2] as const) {
        const runs = proofs.flatMap(({ runner, chain }) =>
          Array.from({ length: 8 }, () => runner.run(chain.jobs[index])),
        );
        const failed = (await Promise.all(runs)).filter(({ code }) => code !== 0);
        expect([round, index, ...failed]).toEqual([round, index]);
      }
      outputs.add(proofs.map(proof => fingerprint(proof.server, { times: false })).join());
    }
    expect(outputs.size).toBe(1);
  }, 1_800_000);

  test('by an administrator who is no superuser, as on RDS (LP-07)', async () => {
    server.query(
      "DROP ROLE IF EXISTS rds_like, catalog_app, order_app; CREATE ROLE rds_like LOGIN CREATEDB CREATEROLE PASSWORD 'of-the-proof'",
      'postgres',
    );
    const access = { PGUSER: 'rds_like', PGPASSWORD: 'of-the-proof' };
    const proofs = CHAINS.map(chain => new ShopProof(server, chain, access));
    try {
      for (const proof of proofs)
        for (let run = 0; run < 2; run++)
          expect((await proof.run()).map(({ code, output }) => (code === 0 ? '' : output))).toEqual(['', '', '']);
      expect(server.query("SELECT count(*) FROM pg_roles WHERE rolname = 'rds_like' AND rolsuper", 'postgres')).toBe(
        '0',
      );
    } finally {
      for (const proof of proofs) proof.empty();
      server.query('DROP ROLE IF EXISTS catalog_app, order_app, rds_like', 'postgres');
    }
  });

  /** What a role gets for SQL. */
  function as(proof: ShopProof, sql: string, changes: Readonly<Record<string, string>> = {}): string {
    try {
      return execFileSync('psql', ['-X', '-q', '-A', '-t', '-c', sql], {
        encoding: 'utf8',
        env: {
          ...process.env,
          ...proof.server.access,
          PGUSER: proof.chain.of.role,
          PGPASSWORD: SECRETS.DATABASE_PASSWORD,
          ...changes,
        },
        stdio: 'pipe',
      }).trim();
    } catch (error) {
      return String((error as { stderr: unknown }).stderr);
    }
  }

  test('each role does the work of its service, with its password, in its database, and nothing else', async () => {
    const [products, orders] = [new ShopProof(server, CATALOG), new ShopProof(server, ORDER)];
    for (const proof of [products, orders]) expect((await proof.run()).at(-1)?.code).toBe(0);
    expect(
      as(products, "INSERT INTO products (name, price) VALUES ('새 상품', 1000) RETURNING id, stock_quantity"),
    ).toBe('1001|0');
    expect(
      as(products, 'UPDATE products SET stock_quantity = 5 WHERE id = 1001 RETURNING updated_at >= created_at'),
    ).toBe('t');
    expect(as(products, 'DELETE FROM products WHERE id = 1001 RETURNING id')).toBe('1001');
    expect(as(products, "INSERT INTO categories (name) VALUES ('x')")).toContain('permission denied');
    expect(as(orders, "INSERT INTO orders (user_id, total_amount) VALUES ('u', 2000) RETURNING id, status")).toBe(
      '1001|pending',
    );
    expect(
      as(
        orders,
        'INSERT INTO order_items (order_id, product_id, quantity, unit_price, total_price) VALUES (1001, 1, 2, 1000, 2000) RETURNING id',
      ),
    ).toBe('1001');
    expect(as(orders, "UPDATE orders SET status = 'paid' WHERE id = 1001 RETURNING status")).toBe('paid');
    expect(as(orders, 'DELETE FROM orders WHERE id = 1001')).toContain('permission denied');
    for (const proof of [products, orders]) {
      expect(as(proof, 'SELECT 1', { PGPASSWORD: 'another' })).toContain('password authentication failed');
      expect(as(proof, 'CREATE TABLE mine (id integer)')).toContain('permission denied');
      expect(as(proof, 'SELECT * FROM schema_history')).toContain('permission denied');
      const other = proof === products ? 'order_db' : 'catalog_db';
      expect(as(proof, 'SELECT 1', { PGDATABASE: other })).toContain('permission denied for database');
      // The application's rows are no fault, and stay with the next load.
      const rows = proof === products ? 'products' : 'orders';
      expect((await proof.run()).map(({ code }) => code)).toEqual([0, 0, 0]);
      expect(proof.query(`SELECT count(*) FROM ${rows} WHERE id > 1000`)).toBe(proof === products ? '0' : '1');
    }
  });

  test.each(CHAINS)('$of.database: what its checks forbid does not get in', async chain => {
    const proof = new ShopProof(server, chain);
    await proof.run();
    for (const [sql, constraint] of FORBIDDEN[chain.of.database] ?? []) expect(as(proof, sql)).toContain(constraint);
  });

  test('the password stands in no log, not even where the server writes every statement down', async () => {
    const PGOPTIONS = '-c log_statement=all -c log_min_duration_statement=0 -c log_min_error_statement=debug5';
    const proof = new ShopProof(server, CATALOG);
    const outputs = new Array<string>();
    for (const job of CATALOG.jobs) outputs.push((await proof.runner.run(job, { PGOPTIONS })).output);
    const log = await server.log();
    if (log !== '') expect(log).toContain('data-init');
    expect(outputs.join() + log).not.toContain(MARK);
  });

  test('a missing password and a server that does not answer are said', async () => {
    const proof = new ShopProof(server, CATALOG, {}, { DATABASE_PASSWORD: '' });
    const missing = await proof.runner.run(CATALOG.jobs[0]);
    expect([missing.code, missing.output]).toEqual([3, expect.stringContaining('DATABASE_PASSWORD is empty')]);
    const silent = await proof.runner.run(CATALOG.jobs[0], { PGPORT: '1', WAIT_SECONDS: '3' });
    expect([silent.code, silent.output]).toEqual([1, expect.stringMatching(/no answer within 3 s: .*port 1 failed/s)]);
  });
});

const FORBIDDEN: Readonly<Record<string, readonly (readonly [sql: string, constraint: string])[]>> = {
  catalog_db: [
    ["INSERT INTO products (name, price) VALUES ('x', -1)", 'products_price_check'],
    ["INSERT INTO products (name, price) VALUES (' ', 1)", 'products_name_check'],
    ["INSERT INTO products (name, price, category_id) VALUES ('x', 1, 999)", 'products_category_id_fkey'],
    ['UPDATE products SET stock_quantity = -1', 'products_stock_check'],
  ],
  order_db: [
    ["INSERT INTO orders (user_id, total_amount) VALUES ('', 1)", 'orders_user_check'],
    ["INSERT INTO orders (user_id, total_amount) VALUES ('u', -1)", 'orders_total_check'],
    ["UPDATE orders SET status = 'lost'", 'orders_status_check'],
    [
      'INSERT INTO order_items (order_id, product_id, quantity, unit_price, total_price) VALUES (1, 1, 2, 10, 10)',
      'order_items_total_price_check',
    ],
    [
      'INSERT INTO order_items (order_id, product_id, quantity, unit_price, total_price) VALUES (1, 1, 0, 10, 0)',
      'order_items_quantity_check',
    ],
    [
      'INSERT INTO order_items (order_id, product_id, quantity, unit_price, total_price) VALUES (999, 1, 1, 10, 10)',
      'order_items_order_id_fkey',
    ],
  ],
};
