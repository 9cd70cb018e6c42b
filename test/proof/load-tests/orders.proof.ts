import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, ROOT } from '../../docs/pages';
import { ORDER, ShopProof, shopServer, stopped } from '../shop-database/databases';
import { hasClients, type Server } from '../tripgen-database/server';

const suite = hasClients() ? describe : describe.skip;

/** Who orders, beside the sample data; the first two are load tests. */
const USERS = ['load-test-spike', 'load-test-endurance', 'load-tester@example.com', 'danbi@example.com'];

/** What the runbook has the administrator do. */
const [removal = ''] = blocksOf(readFileSync(join(ROOT, 'docs/runbooks/shop-load-test.md'), 'utf8')).filter(text =>
  text.includes('DELETE FROM orders'),
);

suite('orders of load tests', () => {
  let server: Server;

  beforeAll(async () => {
    server = await shopServer();
  });
  afterAll(() => stopped(server));

  test('the runbook removes them, and nobody else’s; what is left is whole', async () => {
    const proof = new ShopProof(server, ORDER);
    proof.empty();
    await proof.run();
    const rows = (): string => proof.query('SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM order_items)');
    const before = rows();
    for (const user of USERS)
      proof.query(`WITH placed AS (
        INSERT INTO orders (user_id, total_amount, shipping_address) VALUES ('${user}', 24000, 'x') RETURNING id)
        INSERT INTO order_items (order_id, product_id, quantity, unit_price, total_price) SELECT id, 1, 2, 12000, 24000 FROM placed`);
    expect(rows()).not.toBe(before);
    proof.query(removal);
    expect(proof.query('SELECT user_id FROM orders WHERE id > 1000 ORDER BY id').split('\n')).toEqual(USERS.slice(2));
    expect(proof.query('SELECT count(*) FROM order_items WHERE id > 1000')).toBe('2');
    expect(await proof.runner.run(ORDER.jobs[2])).toMatchObject({ code: 0 });
  });
});
