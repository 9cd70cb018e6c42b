CREATE FUNCTION public.touch_updated_at() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $body$
BEGIN
  NEW.updated_at := CURRENT_TIMESTAMP;
  RETURN NEW;
END
$body$;
COMMENT ON FUNCTION public.touch_updated_at() IS 'Keeps updated_at: the time of the last change of a row.';

CREATE TABLE public.categories (
  id SERIAL PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  description TEXT,
  parent_id INTEGER REFERENCES public.categories (id),
  CONSTRAINT categories_name_check CHECK (name = btrim(name) AND name <> ''),
  CONSTRAINT categories_parent_check CHECK (parent_id <> id)
);
CREATE INDEX categories_parent_idx ON public.categories (parent_id);
COMMENT ON TABLE public.categories IS 'What products are sorted by: departments, and categories below them.';
COMMENT ON COLUMN public.categories.id IS 'Up to 1000: a sample row of git. Above: a row of the application.';
COMMENT ON COLUMN public.categories.name IS 'Korean name, with the English one in parentheses.';
COMMENT ON COLUMN public.categories.parent_id IS 'The category above; NULL at the top.';

CREATE TABLE public.products (
  id SERIAL PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  description TEXT,
  price DECIMAL(10,2) NOT NULL,
  category_id INTEGER REFERENCES public.categories (id),
  stock_quantity INTEGER DEFAULT 0,
  image_url VARCHAR(500),
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT products_name_check CHECK (name = btrim(name) AND name <> ''),
  CONSTRAINT products_price_check CHECK (price >= 0),
  CONSTRAINT products_stock_check CHECK (stock_quantity >= 0)
);
CREATE INDEX products_category_idx ON public.products (category_id, id);
CREATE INDEX products_created_idx ON public.products (created_at DESC, id DESC);
CREATE TRIGGER products_touch BEFORE UPDATE ON public.products
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
COMMENT ON TABLE public.products IS 'What the shop sells.';
COMMENT ON COLUMN public.products.id IS 'Up to 1000: a sample row of git. Above: a row of the application.';
COMMENT ON COLUMN public.products.name IS 'Korean name, with the English one in parentheses.';
COMMENT ON COLUMN public.products.price IS 'Price of one piece in won, VAT included.';
COMMENT ON COLUMN public.products.stock_quantity IS 'Pieces that can be sold.';
COMMENT ON COLUMN public.products.image_url IS 'Where its picture lies; NULL: it has none.';
COMMENT ON COLUMN public.products.created_at IS 'UTC.';
COMMENT ON COLUMN public.products.updated_at IS 'UTC; kept by a trigger.';

-- The application's ids start above the sample rows'.
ALTER SEQUENCE public.categories_id_seq MINVALUE 1001 START WITH 1001 RESTART WITH 1001;
ALTER SEQUENCE public.products_id_seq MINVALUE 1001 START WITH 1001 RESTART WITH 1001;
