import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SampleTable } from '../../../../constructs/data-init/sample';
import { columnsOf, guardRules, TIMES, type Column } from '../columns';
import { LAST_SAMPLE_ID, STATUSES } from '../counts';
import type { Orders } from '../load/orders';
import { shopData } from '../load/shop-data';
import type { ShopDatabase } from '../shop-database';

/** Database of the order service (LP-05). */
export const ORDER_DATABASE = 'order_db';

/** Role that the order service logs in with. */
export const ORDER_ROLE = 'order_app';

const COLUMNS: readonly Column[] = [
  ...columnsOf('orders', [
    { name: 'user_id', type: 'character varying(100)', notNull: true },
    { name: 'total_amount', type: 'numeric(10,2)', notNull: true },
    { name: 'status', type: 'character varying(50)', notNull: false, default: "'pending'::character varying" },
    { name: 'shipping_address', type: 'text', notNull: false },
    ...TIMES,
  ]),
  ...columnsOf('order_items', [
    { name: 'order_id', type: 'integer', notNull: false },
    { name: 'product_id', type: 'integer', notNull: true },
    { name: 'quantity', type: 'integer', notNull: true },
    { name: 'unit_price', type: 'numeric(10,2)', notNull: true },
    { name: 'total_price', type: 'numeric(10,2)', notNull: true },
  ]),
];

const GUARDS = {
  constraints: [
    'orders_user_check',
    'orders_total_check',
    'orders_status_check',
    'order_items_quantity_check',
    'order_items_unit_price_check',
    'order_items_total_price_check',
  ],
  indexes: ['orders_user_idx', 'orders_status_idx', 'order_items_order_idx', 'order_items_product_idx'],
  triggers: ['orders_touch'],
};

const besideTheSource = (name: string): string => readFileSync(join(__dirname, 'sql', name), 'utf8');

/**
 * `order_db`: orders and their items (LP-05, LP-06). No endpoint changes the items of an order or deletes one.
 * @throws SampleDataError with every fault of every file of the sample data
 */
export function orderDatabase(data: Orders = shopData().orders): ShopDatabase {
  return {
    name: 'order',
    database: ORDER_DATABASE,
    role: ORDER_ROLE,
    rights: { orders: ['SELECT', 'INSERT', 'UPDATE'], order_items: ['SELECT', 'INSERT'] },
    schema: [besideTheSource('001-orders.sql')],
    columns: COLUMNS,
    tables: tablesOf(data),
    dataVersion: 1,
    figures: figuresOf(data),
    rules: guardRules(GUARDS) + besideTheSource('rules.sql'),
  };
}

function tablesOf({ orders, items }: Orders): readonly SampleTable[] {
  const mark = { by: 'range', lastId: LAST_SAMPLE_ID } as const;
  return [
    {
      name: 'orders',
      mark,
      columns: ['user_id', 'total_amount', 'status', 'shipping_address', 'created_at'],
      references: {},
      rows: orders.map(({ id, user, total_amount, status, shipping_address, ordered_at }) => ({
        id,
        values: { user_id: user, total_amount, status, shipping_address, created_at: ordered_at },
      })),
    },
    {
      name: 'order_items',
      mark,
      columns: ['order_id', 'product_id', 'quantity', 'unit_price', 'total_price'],
      references: { order_id: 'orders' },
      rows: items.map(({ id, order, product, quantity, unit_price }) => ({
        id,
        values: {
          order_id: order,
          product_id: product,
          quantity,
          unit_price,
          total_price: quantity * unit_price,
        },
      })),
    },
  ];
}

function figuresOf({ orders }: Orders): ShopDatabase['figures'] {
  const own = 'id IN (SELECT id FROM wanted_orders)';
  return [
    ...STATUSES.map(status => ({
      subject: `orders that are ${status}`,
      expected: orders.filter(each => each.status === status).length,
      query: `SELECT count(*) FROM orders WHERE ${own} AND status = '${status}'`,
    })),
    {
      subject: 'customers',
      expected: new Set(orders.map(({ user }) => user)).size,
      query: `SELECT count(DISTINCT user_id) FROM orders WHERE ${own}`,
    },
    {
      subject: 'won of all orders',
      expected: orders.reduce((sum, { total_amount }) => sum + total_amount, 0).toFixed(2),
      query: `SELECT sum(total_amount) FROM orders WHERE ${own}`,
    },
  ];
}
