CREATE FUNCTION public.touch_updated_at() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $body$
BEGIN
  NEW.updated_at := CURRENT_TIMESTAMP;
  RETURN NEW;
END
$body$;
COMMENT ON FUNCTION public.touch_updated_at() IS 'Keeps updated_at: the time of the last change of a row.';

CREATE TABLE public.orders (
  id SERIAL PRIMARY KEY,
  user_id VARCHAR(100) NOT NULL,
  total_amount DECIMAL(10,2) NOT NULL,
  status VARCHAR(50) DEFAULT 'pending',
  shipping_address TEXT,
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT orders_user_check CHECK (user_id = btrim(user_id) AND user_id <> ''),
  CONSTRAINT orders_total_check CHECK (total_amount >= 0),
  CONSTRAINT orders_status_check CHECK (status IN ('pending', 'paid', 'preparing', 'shipped', 'delivered', 'cancelled'))
);
CREATE INDEX orders_user_idx ON public.orders (user_id, created_at DESC);
CREATE INDEX orders_status_idx ON public.orders (status, created_at);
CREATE TRIGGER orders_touch BEFORE UPDATE ON public.orders
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
COMMENT ON TABLE public.orders IS 'Orders of customers.';
COMMENT ON COLUMN public.orders.id IS 'Up to 1000: a sample row of git. Above: a row of the application.';
COMMENT ON COLUMN public.orders.user_id IS 'Who ordered, as the main service knows the customer.';
COMMENT ON COLUMN public.orders.total_amount IS 'Sum of the items in won.';
COMMENT ON COLUMN public.orders.status IS 'pending, paid, preparing, shipped, delivered; or cancelled.';
COMMENT ON COLUMN public.orders.created_at IS 'When it was ordered, UTC.';
COMMENT ON COLUMN public.orders.updated_at IS 'UTC; kept by a trigger.';

CREATE TABLE public.order_items (
  id SERIAL PRIMARY KEY,
  order_id INTEGER REFERENCES public.orders (id),
  product_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  unit_price DECIMAL(10,2) NOT NULL,
  total_price DECIMAL(10,2) NOT NULL,
  CONSTRAINT order_items_quantity_check CHECK (quantity > 0),
  CONSTRAINT order_items_unit_price_check CHECK (unit_price >= 0),
  CONSTRAINT order_items_total_price_check CHECK (total_price = quantity * unit_price)
);
CREATE INDEX order_items_order_idx ON public.order_items (order_id);
CREATE INDEX order_items_product_idx ON public.order_items (product_id);
COMMENT ON TABLE public.order_items IS 'What was ordered: a product a row.';
COMMENT ON COLUMN public.order_items.id IS 'Up to 1000: a sample row of git. Above: a row of the application.';
COMMENT ON COLUMN public.order_items.product_id IS 'Id of the product in catalog_db, which no foreign key reaches.';
COMMENT ON COLUMN public.order_items.unit_price IS 'Price of one piece in won when it was ordered.';
COMMENT ON COLUMN public.order_items.total_price IS 'quantity times unit_price, in won.';

-- The application's ids start above the sample rows'.
ALTER SEQUENCE public.orders_id_seq MINVALUE 1001 START WITH 1001 RESTART WITH 1001;
ALTER SEQUENCE public.order_items_id_seq MINVALUE 1001 START WITH 1001 RESTART WITH 1001;
