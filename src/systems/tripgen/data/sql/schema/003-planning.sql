CREATE TABLE public.user_preferences (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sample_code text UNIQUE,
  user_id uuid UNIQUE REFERENCES public.users (id) ON DELETE CASCADE,
  author text NOT NULL CHECK (length(author) BETWEEN 2 AND 60),
  title_ko text NOT NULL,
  title_en text NOT NULL,
  travel_style text NOT NULL CHECK (travel_style IN ('family', 'couple', 'friends', 'solo', 'senior', 'backpacker', 'luxury')),
  budget text NOT NULL CHECK (budget IN ('low', 'medium', 'high')),
  pace text NOT NULL CHECK (pace IN ('relaxed', 'moderate', 'packed')),
  companions integer NOT NULL CHECK (companions BETWEEN 0 AND 19),
  age_band text NOT NULL CHECK (age_band IN ('20s', '30s', '40s', '50s', '60s', '70s')),
  interests text[] NOT NULL CHECK (cardinality(interests) >= 1
    AND interests <@ ARRAY['culture', 'food', 'leisure', 'nature', 'sea', 'shopping']),
  dietary text NOT NULL CHECK (dietary IN ('none', 'vegetarian', 'vegan', 'halal', 'no-seafood', 'gluten-free')),
  mobility text NOT NULL CHECK (mobility IN ('full', 'limited-walking', 'wheelchair', 'stroller')),
  climate text NOT NULL CHECK (climate IN ('warm', 'mild', 'cool', 'any')),
  preferred_regions text[] NOT NULL CHECK (cardinality(preferred_regions) >= 1
    AND preferred_regions <@ ARRAY['SEOUL', 'BUSAN', 'JEJU', 'ABROAD']),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX user_preferences_style_idx ON public.user_preferences (travel_style, budget);
CREATE TRIGGER user_preferences_touch BEFORE UPDATE ON public.user_preferences
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
COMMENT ON TABLE public.user_preferences IS 'How somebody likes to travel: what the AI service plans for.';
COMMENT ON COLUMN public.user_preferences.sample_code IS 'Code of the sample row in git; NULL for a row of the application.';
COMMENT ON COLUMN public.user_preferences.user_id IS 'The account; NULL for a sample profile, which has an author of its own.';
COMMENT ON COLUMN public.user_preferences.author IS 'Nickname of whose profile it is.';
COMMENT ON COLUMN public.user_preferences.companions IS 'People who travel along; 0 travels alone.';

CREATE TABLE public.itinerary_templates (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sample_code text UNIQUE,
  title_ko text NOT NULL UNIQUE DEFERRABLE,
  title_en text NOT NULL,
  days integer NOT NULL CHECK (days BETWEEN 1 AND 7),
  style text NOT NULL CHECK (style IN ('family', 'couple', 'friends', 'solo', 'senior', 'backpacker', 'luxury')),
  season text NOT NULL CHECK (season IN ('spring', 'summer', 'autumn', 'winter', 'any')),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX itinerary_templates_fit_idx ON public.itinerary_templates (days, style, season);
CREATE TRIGGER itinerary_templates_touch BEFORE UPDATE ON public.itinerary_templates
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
COMMENT ON TABLE public.itinerary_templates IS 'Itineraries that the AI service starts from.';
COMMENT ON COLUMN public.itinerary_templates.sample_code IS 'Code of the sample row in git; NULL for a row of the application.';

CREATE TABLE public.template_stops (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sample_code text UNIQUE,
  template_id uuid NOT NULL REFERENCES public.itinerary_templates (id) ON DELETE CASCADE,
  day integer NOT NULL CHECK (day BETWEEN 1 AND 7),
  position integer NOT NULL CHECK (position BETWEEN 1 AND 12),
  location_id uuid NOT NULL REFERENCES public.locations (id),
  start_time time NOT NULL,
  UNIQUE (template_id, day, position) DEFERRABLE
);
CREATE INDEX template_stops_location_idx ON public.template_stops (location_id);
COMMENT ON TABLE public.template_stops IS 'Stops of a template, day by day.';
COMMENT ON COLUMN public.template_stops.sample_code IS 'Code of the sample row in git; NULL for a row of the application.';

CREATE TABLE public.reviews (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sample_code text UNIQUE,
  user_id uuid REFERENCES public.users (id) ON DELETE SET NULL,
  author text NOT NULL CHECK (length(author) BETWEEN 2 AND 60),
  location_id uuid NOT NULL REFERENCES public.locations (id),
  rating integer NOT NULL CHECK (rating BETWEEN 1 AND 5),
  language text NOT NULL CHECK (language IN ('ko', 'en')),
  visited_on date NOT NULL,
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX reviews_location_idx ON public.reviews (location_id, rating);
CREATE INDEX reviews_user_idx ON public.reviews (user_id);
CREATE TRIGGER reviews_touch BEFORE UPDATE ON public.reviews
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
COMMENT ON TABLE public.reviews IS 'What visitors thought of a place.';
COMMENT ON COLUMN public.reviews.sample_code IS 'Code of the sample row in git; NULL for a row of the application.';
COMMENT ON COLUMN public.reviews.user_id IS 'The account; NULL for a sample review, which has an author of its own.';
COMMENT ON COLUMN public.reviews.author IS 'Nickname under which it is shown.';

CREATE TABLE public.seasonal_patterns (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sample_code text UNIQUE,
  month integer NOT NULL UNIQUE DEFERRABLE CHECK (month BETWEEN 1 AND 12),
  crowd_level integer NOT NULL CHECK (crowd_level BETWEEN 1 AND 5),
  temp_low numeric(4, 1) NOT NULL,
  temp_high numeric(4, 1) NOT NULL,
  rain_days integer NOT NULL CHECK (rain_days BETWEEN 0 AND 31),
  events_ko text[] NOT NULL,
  recommendation_ko text NOT NULL,
  CHECK (temp_low < temp_high)
);
COMMENT ON TABLE public.seasonal_patterns IS 'Travelling in a month, in all of Korea.';
COMMENT ON COLUMN public.seasonal_patterns.sample_code IS 'Code of the sample row in git; NULL for a row of the application.';
COMMENT ON COLUMN public.seasonal_patterns.crowd_level IS '1 (empty) to 5 (packed).';
COMMENT ON COLUMN public.seasonal_patterns.temp_low IS 'Mean daily low in degrees Celsius.';
COMMENT ON COLUMN public.seasonal_patterns.temp_high IS 'Mean daily high in degrees Celsius.';
COMMENT ON COLUMN public.seasonal_patterns.rain_days IS 'Days of the month with rain or snow.';

CREATE TABLE public.seasonal_pattern_regions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sample_code text UNIQUE,
  pattern_id uuid NOT NULL REFERENCES public.seasonal_patterns (id) ON DELETE CASCADE,
  region text NOT NULL REFERENCES public.regions (code),
  crowd_level integer NOT NULL CHECK (crowd_level BETWEEN 1 AND 5),
  temp_low numeric(4, 1) NOT NULL,
  temp_high numeric(4, 1) NOT NULL,
  rain_days integer NOT NULL CHECK (rain_days BETWEEN 0 AND 31),
  events_ko text[] NOT NULL,
  recommendation_ko text NOT NULL,
  UNIQUE (pattern_id, region) DEFERRABLE,
  CHECK (temp_low < temp_high)
);
COMMENT ON TABLE public.seasonal_pattern_regions IS 'A month in one region; abroad: over all cities there.';
COMMENT ON COLUMN public.seasonal_pattern_regions.sample_code IS 'Code of the sample row in git; NULL for a row of the application.';
