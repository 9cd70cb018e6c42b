-- Prices and stock, over all rows, whatever became of the constraints.
INSERT INTO faults (subject, fault)
SELECT 'ranges', format('products %s has the price %s, expected 0 or more', id, price) FROM products WHERE price < 0 ORDER BY id;
INSERT INTO faults (subject, fault)
SELECT 'ranges', format('products %s has a stock of %s, expected 0 or more', id, stock_quantity)
FROM products WHERE stock_quantity < 0 ORDER BY id;

-- A category's parents end at the top.
INSERT INTO faults (subject, fault)
WITH RECURSIVE above AS (
  SELECT id, parent_id, ARRAY[id] AS path FROM categories WHERE parent_id IS NOT NULL
  UNION ALL
  SELECT a.id, c.parent_id, a.path || c.id FROM above AS a JOIN categories AS c ON c.id = a.parent_id
  WHERE NOT c.id = ANY (a.path)
)
SELECT DISTINCT 'categories', format('categories %s is above itself', id) FROM above WHERE parent_id = id ORDER BY 2;

-- A customer finds a product by its name.
INSERT INTO faults (subject, fault)
SELECT 'uniqueness', format('products: %s are named %s', string_agg(id::text, ', ' ORDER BY id), name)
FROM products WHERE id IN (SELECT id FROM wanted_products) GROUP BY name HAVING count(*) > 1 ORDER BY name;
