import { catalogDatabase } from '../../../src/systems/shop/data/catalog';
import { loadShopData } from '../../../src/systems/shop/data/load/shop-data';
import { dataStep, schemaStep, validationStep, type ShopDatabase } from '../../../src/systems/shop/data/shop-database';
import { fingerprint } from '../tripgen-database/content';
import { jobOf, type JobUnderTest } from '../tripgen-database/jobs';
import { hasClients, type Server } from '../tripgen-database/server';
import { CATALOG, SERVER, ShopProof, shopServer, stopped } from './databases';

const suite = hasClients() ? describe : describe.skip;

const { catalog } = loadShopData();

/** A change as a next release would bring it. */
const NEXT_SCHEMA = `
ALTER TABLE public.products ADD COLUMN weight_g INTEGER;
COMMENT ON COLUMN public.products.weight_g IS 'Weight of one piece in grams.';`;

/**
 * The next release: one product is dearer, one and its category are withdrawn, and two categories with nothing in them but
 * each other; one product moves out of the withdrawn category.
 */
const NEXT: ShopDatabase = {
  ...catalogDatabase({
    categories: catalog.categories.filter(({ code }) => !['camping', 'leisure', 'sports', 'stationery'].includes(code)),
    products: catalog.products
      .filter(({ category }) => !['sports', 'stationery'].includes(category))
      .flatMap(product => {
        if (product.name_en === 'Tent for Two') return [{ ...product, category: 'bedding' }];
        if (product.category === 'camping') return [];
        return [product.id === 1 ? { ...product, price: 14500 } : product];
      }),
  }),
  dataVersion: 2,
};

suite('versions of the shop’s databases (LP-06)', () => {
  let server: Server;
  let proof: ShopProof;

  beforeAll(async () => {
    server = await shopServer();
    proof = new ShopProof(server, CATALOG);
  });
  afterAll(() => stopped(server));
  beforeEach(() => proof.empty());

  const refused = async (job: JobUnderTest): Promise<readonly [number | null, boolean, string]> => {
    const before = fingerprint(proof.server, { times: true });
    const { code, output } = await proof.runner.run(job);
    return [code, fingerprint(proof.server, { times: true }) === before, output];
  };

  test('the same version with other files, and an older one, are refused', async () => {
    await proof.run(2);
    const other = { ...NEXT, dataVersion: 1 };
    expect(await refused(jobOf(dataStep(other, SERVER)))).toEqual([
      3,
      true,
      expect.stringMatching(/version 1 was applied with checksum[\s\S]*raise the version of the step in git/),
    ]);
    expect((await proof.runner.run(jobOf(dataStep(NEXT, SERVER)))).code).toBe(0);
    expect(await refused(CATALOG.jobs[1])).toEqual([
      3,
      true,
      expect.stringContaining('this is version 1, the database has version 2 already'),
    ]);
  });

  test('data are not loaded before the schema', async () => {
    server.query('CREATE DATABASE catalog_db', 'postgres');
    const { code, output } = await proof.runner.run(CATALOG.jobs[1]);
    expect([code, output]).toEqual([3, expect.stringContaining('Run the Job catalog-schema first')]);
  });

  test('to the next schema and data in one run: the application’s rows stay, and what they use', async () => {
    expect((await proof.run()).map(({ code }) => code)).toEqual([0, 0, 0]);
    proof.query(
      "INSERT INTO products (name, price, category_id) SELECT '손수 만든 매듭', 9000, id FROM categories WHERE name LIKE '문구%'",
    );
    const next: ShopDatabase = { ...NEXT, schema: [...NEXT.schema, NEXT_SCHEMA], columns: [...NEXT.columns, WEIGHT] };
    const load = dataStep(next, SERVER);
    const jobs = [jobOf(schemaStep(next, SERVER)), jobOf(load), jobOf(validationStep(next, SERVER), [load])];
    for (const job of jobs)
      expect([job.name, await proof.runner.run(job)]).toEqual([job.name, { code: 0, output: expect.any(String) }]);
    expect(proof.query('SELECT price FROM products WHERE id = 1')).toBe('14500.00');
    expect(proof.query('SELECT name FROM products WHERE id > 1000')).toBe('손수 만든 매듭');
    // Stationery and the department above it are still used by the application; camping and sports are gone.
    expect(proof.query("SELECT string_agg(name, ', ' ORDER BY id) FROM categories WHERE id IN (4, 14, 15, 16)")).toBe(
      '취미 (Leisure), 문구 (Stationery)',
    );
    expect(
      proof.query(
        "SELECT c.name FROM products AS p JOIN categories AS c ON c.id = p.category_id WHERE p.name LIKE '2인용 천막%'",
      ),
    ).toBe('침구 (Bedding)');
    // When the application has let go, the next load clears up.
    proof.query('DELETE FROM products WHERE id > 1000');
    expect((await proof.runner.run(jobOf(load))).code).toBe(0);
    expect(proof.query('SELECT count(*) FROM categories')).toBe('12');
  });

  test('the validation of the next data does not pass on the old ones', async () => {
    await proof.run();
    const { code, output } = await proof.runner.run(jobOf(validationStep(NEXT, SERVER), [dataStep(NEXT, SERVER)]));
    expect(code).toBe(3);
    expect(output).toContain('products 1: price is 13500.00, expected 14500.00');
    expect(output).toMatch(/version of catalog-data\s+\| found 1, expected 2/);
  });
});

const WEIGHT = { table: 'products', name: 'weight_g', type: 'integer', notNull: false } as const;
