import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SampleTable } from '../../../../constructs/data-init/sample';
import { columnsOf, guardRules, TIMES, type Column } from '../columns';
import { LAST_SAMPLE_ID } from '../counts';
import { shopData } from '../load/shop-data';
import type { Catalog } from '../load/catalog';
import type { ShopDatabase } from '../shop-database';

/** Database of the catalog service (LP-04). */
export const CATALOG_DATABASE = 'catalog_db';

/** Role that the catalog service logs in with. */
export const CATALOG_ROLE = 'catalog_app';

const COLUMNS: readonly Column[] = [
  ...columnsOf('categories', [
    { name: 'name', type: 'character varying(100)', notNull: true },
    { name: 'description', type: 'text', notNull: false },
    { name: 'parent_id', type: 'integer', notNull: false },
  ]),
  ...columnsOf('products', [
    { name: 'name', type: 'character varying(255)', notNull: true },
    { name: 'description', type: 'text', notNull: false },
    { name: 'price', type: 'numeric(10,2)', notNull: true },
    { name: 'category_id', type: 'integer', notNull: false },
    { name: 'stock_quantity', type: 'integer', notNull: false, default: '0' },
    { name: 'image_url', type: 'character varying(500)', notNull: false },
    ...TIMES,
  ]),
];

const GUARDS = {
  constraints: [
    'categories_name_check',
    'categories_parent_check',
    'products_name_check',
    'products_price_check',
    'products_stock_check',
  ],
  indexes: ['categories_parent_idx', 'products_category_idx', 'products_created_idx'],
  triggers: ['products_touch'],
};

const besideTheSource = (name: string): string => readFileSync(join(__dirname, 'sql', name), 'utf8');

/**
 * `catalog_db`: categories and products (LP-04, LP-06).
 * @throws SampleDataError with every fault of every file of the sample data
 */
export function catalogDatabase(data: Catalog = shopData().catalog): ShopDatabase {
  return {
    name: 'catalog',
    database: CATALOG_DATABASE,
    role: CATALOG_ROLE,
    rights: { categories: ['SELECT'], products: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
    schema: [besideTheSource('001-catalog.sql')],
    columns: COLUMNS,
    tables: tablesOf(data),
    dataVersion: 1,
    figures: figuresOf(data),
    rules: guardRules(GUARDS) + besideTheSource('rules.sql'),
  };
}

/** The document has one column for a name: both languages stand in it. */
const named = ({ name_ko, name_en }: { readonly name_ko: string; readonly name_en: string }): string =>
  `${name_ko} (${name_en})`;

function tablesOf({ categories, products }: Catalog): readonly SampleTable[] {
  const mark = { by: 'range', lastId: LAST_SAMPLE_ID } as const;
  const idOf = new Map(categories.map(({ code, id }) => [code, id]));
  return [
    {
      name: 'categories',
      mark,
      columns: ['name', 'description', 'parent_id'],
      references: { parent_id: 'categories' },
      rows: categories.map(each => ({
        id: each.id,
        values: { name: named(each), description: each.description, parent_id: idOf.get(each.parent) ?? null },
      })),
    },
    {
      name: 'products',
      mark,
      columns: ['name', 'description', 'price', 'category_id', 'stock_quantity'],
      references: { category_id: 'categories' },
      rows: products.map(each => ({
        id: each.id,
        values: {
          name: named(each),
          description: each.description,
          price: each.price,
          category_id: idOf.get(each.category) ?? null,
          stock_quantity: each.stock,
        },
      })),
    },
  ];
}

const inGit = (table: string): string => `id IN (SELECT id FROM wanted_${table})`;

function figuresOf({ categories, products }: Catalog): ShopDatabase['figures'] {
  return [
    {
      subject: 'departments',
      expected: categories.filter(({ parent }) => parent === '').length,
      query: `SELECT count(*) FROM categories WHERE ${inGit('categories')} AND parent_id IS NULL`,
    },
    {
      subject: 'categories with products',
      expected: new Set(products.map(({ category }) => category)).size,
      query: `SELECT count(DISTINCT category_id) FROM products WHERE ${inGit('products')}`,
    },
    {
      subject: 'won of all products in stock',
      expected: products.reduce((sum, { price, stock }) => sum + price * stock, 0).toFixed(2),
      query: `SELECT sum(price * stock_quantity) FROM products WHERE ${inGit('products')}`,
    },
  ];
}
