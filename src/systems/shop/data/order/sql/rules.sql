-- Items, over all rows, whatever became of the constraints.
INSERT INTO faults (subject, fault)
SELECT 'totals', format('order_items %s: total_price is %s, expected %s times %s', id, total_price, quantity, unit_price)
FROM order_items WHERE total_price <> quantity * unit_price ORDER BY id;
INSERT INTO faults (subject, fault)
SELECT 'items', format('order_items %s belongs to no order', id) FROM order_items WHERE order_id IS NULL ORDER BY id;
INSERT INTO faults (subject, fault)
SELECT 'items', format('order_items %s has the quantity %s, expected 1 or more', id, quantity)
FROM order_items WHERE quantity < 1 ORDER BY id;

-- Sample orders add up; the application may know more of its own than the items say (a discount, say).
INSERT INTO faults (subject, fault)
SELECT 'totals', format('orders %s: total_amount is %s, its items add up to %s', o.id, o.total_amount, coalesce(sum(i.total_price), 0))
FROM orders AS o LEFT JOIN order_items AS i ON i.order_id = o.id
WHERE o.id IN (SELECT id FROM wanted_orders)
GROUP BY o.id HAVING o.total_amount <> coalesce(sum(i.total_price), 0) ORDER BY o.id;
INSERT INTO faults (subject, fault)
SELECT 'items', format('orders %s has no items', id) FROM orders AS o
WHERE id IN (SELECT id FROM wanted_orders) AND NOT EXISTS (SELECT FROM order_items AS i WHERE i.order_id = o.id) ORDER BY id;
INSERT INTO faults (subject, fault)
SELECT 'items', format('orders %s has the product %s in %s items', order_id, product_id, count(*))
FROM order_items WHERE order_id IN (SELECT id FROM wanted_orders) GROUP BY order_id, product_id HAVING count(*) > 1 ORDER BY order_id, product_id;
INSERT INTO faults (subject, fault)
SELECT 'status', format('orders %s has the status %s', id, status)
FROM orders WHERE status NOT IN ('pending', 'paid', 'preparing', 'shipped', 'delivered', 'cancelled') ORDER BY id;
