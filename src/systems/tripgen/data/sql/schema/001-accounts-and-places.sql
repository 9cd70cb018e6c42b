CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE FUNCTION public.touch_updated_at() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $body$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$body$;
COMMENT ON FUNCTION public.touch_updated_at() IS 'Keeps updated_at: the time of the last change of a row.';

CREATE TABLE public.roles (
  code text PRIMARY KEY,
  meaning text NOT NULL
);
COMMENT ON TABLE public.roles IS 'What accounts may do.';
INSERT INTO public.roles (code, meaning) VALUES
  ('ADMIN', 'All functions, and the accounts of others.'),
  ('POWER_USER', 'All functions for travellers.'),
  ('USER', 'Planning trips.');

CREATE TABLE public.users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sample_code text UNIQUE,
  username text NOT NULL UNIQUE CHECK (username ~ '^[a-z][a-z0-9._-]{2,29}$'),
  display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 60),
  email text CHECK (email ~ '^[^@\s]+@[^@\s]+$'),
  role text NOT NULL DEFAULT 'USER' REFERENCES public.roles (code),
  status text NOT NULL DEFAULT 'LOCKED' CHECK (status IN ('ACTIVE', 'LOCKED')),
  password_hash text CHECK (password_hash ~ '^\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}$'),
  locale text NOT NULL DEFAULT 'ko-KR' CHECK (locale ~ '^[a-z]{2}-[A-Z]{2}$'),
  last_login_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (status = 'LOCKED' OR password_hash IS NOT NULL)
);
CREATE UNIQUE INDEX users_email_key ON public.users (lower(email));
CREATE INDEX users_role_idx ON public.users (role);
CREATE TRIGGER users_touch BEFORE UPDATE ON public.users
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
COMMENT ON TABLE public.users IS 'Accounts of the user service.';
COMMENT ON COLUMN public.users.sample_code IS 'Code of the sample row in git; NULL for a row of the application.';
COMMENT ON COLUMN public.users.username IS 'Name to log in with.';
COMMENT ON COLUMN public.users.status IS 'ACTIVE logs in; LOCKED does not, whatever the password.';
COMMENT ON COLUMN public.users.password_hash IS 'bcrypt; NULL: nobody logs in. Never in git.';
COMMENT ON COLUMN public.users.locale IS 'Language and country of texts for the account.';

CREATE TABLE public.regions (
  code text PRIMARY KEY,
  name_ko text NOT NULL UNIQUE,
  name_en text NOT NULL UNIQUE
);
COMMENT ON TABLE public.regions IS 'Where trips go: three regions of Korea, and everything abroad.';
INSERT INTO public.regions (code, name_ko, name_en) VALUES
  ('SEOUL', '서울', 'Seoul'),
  ('BUSAN', '부산', 'Busan'),
  ('JEJU', '제주', 'Jeju'),
  ('ABROAD', '해외', 'Abroad');

CREATE TABLE public.cities (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sample_code text UNIQUE,
  region text NOT NULL REFERENCES public.regions (code),
  name_ko text NOT NULL,
  name_en text NOT NULL,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  min_lat numeric(7, 4) NOT NULL CHECK (min_lat BETWEEN -90 AND 90),
  max_lat numeric(7, 4) NOT NULL CHECK (max_lat BETWEEN -90 AND 90),
  min_lon numeric(7, 4) NOT NULL CHECK (min_lon BETWEEN -180 AND 180),
  max_lon numeric(7, 4) NOT NULL CHECK (max_lon BETWEEN -180 AND 180),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (region, name_ko) DEFERRABLE,
  CHECK (min_lat < max_lat),
  CHECK (min_lon < max_lon)
);
CREATE TRIGGER cities_touch BEFORE UPDATE ON public.cities
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
COMMENT ON TABLE public.cities IS 'Districts (Seoul, Busan) and cities, each with its bounding box in degrees (WGS 84).';
COMMENT ON COLUMN public.cities.sample_code IS 'Code of the sample row in git; NULL for a row of the application.';
COMMENT ON COLUMN public.cities.country IS 'ISO 3166-1 alpha-2.';

CREATE TABLE public.locations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sample_code text UNIQUE,
  city_id uuid NOT NULL REFERENCES public.cities (id),
  name_ko text NOT NULL CHECK (length(name_ko) BETWEEN 1 AND 100),
  name_en text NOT NULL CHECK (length(name_en) BETWEEN 1 AND 150),
  category text NOT NULL CHECK (category IN ('culture', 'food', 'leisure', 'nature', 'sea', 'shopping')),
  lat numeric(9, 6) NOT NULL CHECK (lat BETWEEN -90 AND 90),
  lon numeric(9, 6) NOT NULL CHECK (lon BETWEEN -180 AND 180),
  visit_minutes integer NOT NULL CHECK (visit_minutes BETWEEN 15 AND 720 AND visit_minutes % 15 = 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (city_id, name_ko) DEFERRABLE,
  UNIQUE (lat, lon) DEFERRABLE
);
CREATE INDEX locations_city_category_idx ON public.locations (city_id, category);
CREATE INDEX locations_category_idx ON public.locations (category);
CREATE INDEX locations_point_idx ON public.locations USING gist (point(lon::float8, lat::float8));
CREATE INDEX locations_name_ko_idx ON public.locations USING gin (name_ko public.gin_trgm_ops);
CREATE INDEX locations_name_en_idx ON public.locations USING gin (name_en public.gin_trgm_ops);
CREATE TRIGGER locations_touch BEFORE UPDATE ON public.locations
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
COMMENT ON TABLE public.locations IS 'Places to visit, of the location service.';
COMMENT ON COLUMN public.locations.sample_code IS 'Code of the sample row in git; NULL for a row of the application.';
COMMENT ON COLUMN public.locations.lat IS 'Degrees north (WGS 84).';
COMMENT ON COLUMN public.locations.lon IS 'Degrees east (WGS 84).';
COMMENT ON COLUMN public.locations.visit_minutes IS 'Usual stay.';

CREATE FUNCTION public.location_in_city() RETURNS trigger
LANGUAGE plpgsql SET search_path = public AS $body$
DECLARE
  city record;
BEGIN
  SELECT name_en, min_lat, max_lat, min_lon, max_lon INTO city FROM cities WHERE id = NEW.city_id;
  IF FOUND AND NOT (NEW.lat BETWEEN city.min_lat AND city.max_lat AND NEW.lon BETWEEN city.min_lon AND city.max_lon) THEN
    RAISE EXCEPTION 'location "%" at %, % is outside %', NEW.name_en, NEW.lat, NEW.lon, city.name_en
      USING ERRCODE = 'check_violation',
            HINT = format('The box is %s to %s, %s to %s.', city.min_lat, city.max_lat, city.min_lon, city.max_lon);
  END IF;
  RETURN NEW;
END
$body$;
COMMENT ON FUNCTION public.location_in_city() IS 'A place lies in the bounding box of its city.';
CREATE TRIGGER locations_in_city BEFORE INSERT OR UPDATE OF city_id, lat, lon ON public.locations
  FOR EACH ROW EXECUTE FUNCTION public.location_in_city();
