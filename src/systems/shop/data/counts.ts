/** Ids up to this one are the sample rows'; the application's start above. The schema's sequences say the same. */
export const LAST_SAMPLE_ID = 1000;

/** How many rows the sample data have, stated here and nowhere else. The document asks for the tables only (LP-06). */
export const COUNTS = {
  /** Four departments with three categories each. */
  categories: 16,
  products: 120,
  orders: 64,
  orderItems: 159,
} as const;

/** Where an order stands. The document names the first one only, as the column's default; the others are ours. */
export const STATUSES = ['pending', 'paid', 'preparing', 'shipped', 'delivered', 'cancelled'] as const;
