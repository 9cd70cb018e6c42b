CREATE TABLE public.trips (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sample_code text UNIQUE,
  user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
  style text NOT NULL CHECK (style IN ('family', 'couple', 'friends', 'solo', 'senior', 'backpacker', 'luxury')),
  travelers integer NOT NULL CHECK (travelers BETWEEN 1 AND 20),
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (ends_on BETWEEN starts_on AND starts_on + 29)
);
CREATE INDEX trips_user_idx ON public.trips (user_id, starts_on);
CREATE TRIGGER trips_touch BEFORE UPDATE ON public.trips
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
COMMENT ON TABLE public.trips IS 'Trips of accounts, of the trip service.';
COMMENT ON COLUMN public.trips.sample_code IS 'Code of the sample row in git; NULL for a row of the application.';
COMMENT ON COLUMN public.trips.ends_on IS 'Last day; a trip has at most 30.';

CREATE TABLE public.trip_days (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sample_code text UNIQUE,
  trip_id uuid NOT NULL REFERENCES public.trips (id) ON DELETE CASCADE,
  day integer NOT NULL CHECK (day BETWEEN 1 AND 30),
  date date NOT NULL,
  UNIQUE (trip_id, day) DEFERRABLE,
  UNIQUE (trip_id, date) DEFERRABLE
);
COMMENT ON TABLE public.trip_days IS 'Days of a trip, numbered from 1.';
COMMENT ON COLUMN public.trip_days.sample_code IS 'Code of the sample row in git; NULL for a row of the application.';

CREATE TABLE public.trip_stops (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sample_code text UNIQUE,
  trip_day_id uuid NOT NULL REFERENCES public.trip_days (id) ON DELETE CASCADE,
  position integer NOT NULL CHECK (position BETWEEN 1 AND 30),
  location_id uuid NOT NULL REFERENCES public.locations (id),
  start_time time NOT NULL,
  visit_minutes integer NOT NULL CHECK (visit_minutes BETWEEN 15 AND 720),
  UNIQUE (trip_day_id, position) DEFERRABLE
);
CREATE INDEX trip_stops_location_idx ON public.trip_stops (location_id);
COMMENT ON TABLE public.trip_stops IS 'Stops of a day, in the order in which they are visited.';
COMMENT ON COLUMN public.trip_stops.sample_code IS 'Code of the sample row in git; NULL for a row of the application.';
COMMENT ON COLUMN public.trip_stops.position IS 'From 1.';
COMMENT ON COLUMN public.trip_stops.start_time IS 'Arrival, in the local time of the place.';
