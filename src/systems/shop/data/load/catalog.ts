import {
  code,
  type Faults,
  type FileReader,
  matching,
  noneTwice,
  readTable,
  type RowOf,
  text,
  unknownReference,
  whole,
} from '../../../../constructs/data-init/csv';
import { COUNTS, LAST_SAMPLE_ID } from '../counts';
import { countRows } from './row-count';

/** A category's own code, or nothing at the top. */
const PARENT = matching(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/, 'the code of a department, or nothing');

const CATEGORY = {
  id: whole(1, LAST_SAMPLE_ID),
  code,
  parent: PARENT,
  name_ko: text(1, 40),
  name_en: text(2, 55),
  description: text(5, 200),
};

const PRODUCT = {
  id: whole(1, LAST_SAMPLE_ID),
  category: code,
  name_ko: text(2, 60),
  name_en: text(2, 100),
  /** Won, VAT included. */
  price: whole(100, 10_000_000, 100),
  stock: whole(0, 10_000),
  description: text(5, 300),
};

/** A department, or a category of one. */
export type Category = RowOf<typeof CATEGORY>;

export type Product = RowOf<typeof PRODUCT>;

/** Sample rows of `catalog_db` (LP-06). Ids are for ever: orders and the application refer to them. */
export interface Catalog {
  readonly categories: readonly Category[];
  readonly products: readonly Product[];
}

/** Reads and checks both files; what is wrong goes to the faults. */
export function loadCatalog(read: FileReader, faults: Faults): Catalog {
  const categories = readTable(read, 'catalog/categories.csv', CATEGORY, faults);
  const products = readTable(read, 'catalog/products.csv', PRODUCT, faults);
  noneTwice(categories, 'id', ({ id }) => String(id), faults);
  noneTwice(categories, 'code', each => each.code, faults);
  noneTwice(products, 'id', ({ id }) => String(id), faults);
  noneTwice(products, 'name_ko', each => each.name_ko, faults);
  noneTwice(products, 'name_en', each => each.name_en, faults);
  checkPlaces(categories, products, faults);
  return { categories, products };
}

/** Departments hold categories, and categories hold products. */
function checkPlaces(categories: readonly Category[], products: readonly Product[], faults: Faults): void {
  const byCode = new Map(categories.map(each => [each.code, each]));
  for (const { spot, parent } of categories)
    if (parent !== '' && byCode.get(parent)?.parent !== '')
      faults.add(spot, {
        column: 'parent',
        value: parent,
        expected: 'a department: a code of catalog/categories.csv without a parent',
        mend: 'write such a code, or nothing',
      });
  for (const { spot, category } of products) {
    const found = byCode.get(category);
    if (!found) unknownReference(spot, 'category', category, 'catalog/categories.csv', faults);
    else if (found.parent === '')
      faults.add(spot, {
        column: 'category',
        value: category,
        problem: 'is a department',
        expected: 'a category of one',
        mend: 'choose one of its categories',
      });
  }
}

/** Counts of both files. */
export function countCatalog({ categories, products }: Catalog, faults: Faults): void {
  countRows(faults, 'catalog/categories.csv', categories.length, COUNTS.categories);
  countRows(faults, 'catalog/products.csv', products.length, COUNTS.products);
}
