import { join } from 'node:path';
import { Faults, filesOf, type FileReader } from '../../../../constructs/data-init/csv';
import { countCatalog, loadCatalog, type Catalog } from './catalog';
import { countOrders, loadOrders, type Orders } from './orders';

/** Folder of the data, for messages. */
const FOLDER = 'src/systems/shop/data/';

/** Reads the files that lie beside the source. */
export const besideTheSource: FileReader = filesOf(join(__dirname, '..'));

/** Sample data of both databases, checked together (LP-06). */
export interface ShopData {
  readonly catalog: Catalog;
  readonly orders: Orders;
}

/**
 * Reads, checks and counts all files.
 * @throws SampleDataError with every fault of every file
 */
export function loadShopData(read: FileReader = besideTheSource): ShopData {
  const faults = new Faults(FOLDER);
  const catalog = loadCatalog(read, faults);
  const orders = loadOrders(read, catalog.products, faults);
  countCatalog(catalog, faults);
  countOrders(orders, faults);
  faults.end();
  return { catalog, orders };
}

let loaded: ShopData | undefined;

/**
 * The sample data that lie beside the source, read once.
 * @throws SampleDataError with every fault of every file
 */
export function shopData(): ShopData {
  return (loaded ??= loadShopData());
}
