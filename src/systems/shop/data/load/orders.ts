import {
  type Faults,
  type FileReader,
  matching,
  moment,
  noneTwice,
  oneOf,
  readTable,
  type RowOf,
  text,
  unknownReference,
  whole,
} from '../../../../constructs/data-init/csv';
import { COUNTS, LAST_SAMPLE_ID, STATUSES } from '../counts';
import type { Product } from './catalog';
import { countRows } from './row-count';

const ORDER = {
  id: whole(1, LAST_SAMPLE_ID),
  /** Made up. The domain is reserved for examples (RFC 2606). */
  user: matching(/^[a-z][a-z0-9.]{1,40}@example\.com$/, 'a made-up address at example.com'),
  status: oneOf(STATUSES),
  /** UTC. */
  ordered_at: moment('2026-01-01 00:00:00', '2026-10-31 23:59:59'),
  /** Won. */
  total_amount: whole(100, 99_999_999, 100),
  shipping_address: text(10, 120),
};

const ITEM = {
  id: whole(1, LAST_SAMPLE_ID),
  order: whole(1, LAST_SAMPLE_ID),
  product: whole(1, LAST_SAMPLE_ID),
  quantity: whole(1, 99),
  /** Won, when it was ordered: later prices do not change it. */
  unit_price: whole(100, 10_000_000, 100),
};

export type Order = RowOf<typeof ORDER>;

export type OrderItem = RowOf<typeof ITEM>;

/** Sample rows of `order_db` (LP-06). */
export interface Orders {
  readonly orders: readonly Order[];
  readonly items: readonly OrderItem[];
}

/**
 * Reads and checks both files; what is wrong goes to the faults.
 * @param products that items may be of: no foreign key looks from one database into the other
 */
export function loadOrders(read: FileReader, products: readonly Product[], faults: Faults): Orders {
  const orders = readTable(read, 'order/orders.csv', ORDER, faults);
  const items = readTable(read, 'order/order-items.csv', ITEM, faults);
  noneTwice(orders, 'id', ({ id }) => String(id), faults);
  noneTwice(items, 'id', ({ id }) => String(id), faults);
  noneTwice(items, 'order, product', ({ order, product }) => `${order}, ${product}`, faults);
  const sold = new Set(products.map(({ id }) => id));
  const known = new Set(orders.map(({ id }) => id));
  for (const { spot, order, product } of items) {
    if (!sold.has(product)) unknownReference(spot, 'product', String(product), 'catalog/products.csv', faults);
    if (!known.has(order)) unknownReference(spot, 'order', String(order), 'order/orders.csv', faults);
  }
  for (const order of orders) checkTotal(order, items, faults);
  return { orders, items };
}

function checkTotal({ id, spot, total_amount }: Order, items: readonly OrderItem[], faults: Faults): void {
  const own = items.filter(({ order }) => order === id);
  const sum = own.reduce((all, { quantity, unit_price }) => all + quantity * unit_price, 0);
  if (own.length === 0)
    faults.add(spot, {
      column: 'id',
      value: String(id),
      problem: 'has no items',
      expected: 'one or more in order/order-items.csv',
      mend: 'add some, or remove the order',
    });
  else if (sum !== total_amount)
    faults.add(spot, {
      column: 'total_amount',
      value: String(total_amount),
      expected: `${sum}, to which its items add up`,
      mend: 'mend it, or the items of order/order-items.csv',
    });
}

/** Counts of both files. */
export function countOrders({ orders, items }: Orders, faults: Faults): void {
  countRows(faults, 'order/orders.csv', orders.length, COUNTS.orders);
  countRows(faults, 'order/order-items.csv', items.length, COUNTS.orderItems);
}
