-- Constraints and triggers that guard the data are there and switched on.
INSERT INTO faults (subject, fault)
SELECT 'triggers', format('%s of %s is switched off', tgname, tgrelid::regclass)
FROM pg_trigger WHERE tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) AND tgenabled <> 'O';
INSERT INTO faults (subject, fault)
SELECT 'triggers', format('%s of %s is missing', want.name, want.of)
FROM (VALUES ('locations_in_city', 'locations'), ('locations_touch', 'locations'), ('users_touch', 'users'), ('trips_touch', 'trips'))
  AS want (name, of)
WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = want.name AND tgrelid = to_regclass('public.' || want.of));
INSERT INTO faults (subject, fault)
SELECT 'indexes', format('%s is not valid', indexrelid::regclass) FROM pg_index
WHERE NOT indisvalid AND indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace);

-- Boxes and ranges, over all rows, also those of the application.
INSERT INTO faults (subject, fault)
SELECT 'boxes', format('locations %s at %s, %s is outside %s (%s to %s, %s to %s)', coalesce(l.sample_code, l.id::text), l.lat, l.lon,
  c.name_en, c.min_lat, c.max_lat, c.min_lon, c.max_lon)
FROM locations AS l JOIN cities AS c ON c.id = l.city_id
WHERE NOT (l.lat BETWEEN c.min_lat AND c.max_lat AND l.lon BETWEEN c.min_lon AND c.max_lon);
INSERT INTO faults (subject, fault)
SELECT 'ranges', format('reviews %s is rated %s, expected 1 to 5', coalesce(sample_code, id::text), rating)
FROM reviews WHERE rating NOT BETWEEN 1 AND 5;
INSERT INTO faults (subject, fault)
SELECT 'ranges', format('itinerary_templates %s has %s days, expected 1 to 7', coalesce(sample_code, id::text), days)
FROM itinerary_templates WHERE days NOT BETWEEN 1 AND 7;
INSERT INTO faults (subject, fault)
SELECT 'ranges', format('seasonal_patterns %s is of month %s, expected 1 to 12', coalesce(sample_code, id::text), month)
FROM seasonal_patterns WHERE month NOT BETWEEN 1 AND 12;
INSERT INTO faults (subject, fault)
SELECT 'categories', format('locations %s is of category %s, which %s has not', coalesce(l.sample_code, l.id::text), l.category, c.region)
FROM locations AS l JOIN cities AS c ON c.id = l.city_id
JOIN (VALUES
  ('SEOUL', ARRAY['culture', 'shopping', 'food']), ('BUSAN', ARRAY['sea', 'culture', 'food']),
  ('JEJU', ARRAY['nature', 'leisure', 'culture'])) AS allowed (region, categories) ON allowed.region = c.region
WHERE l.sample_code IS NOT NULL AND NOT l.category = ANY (allowed.categories);

-- Uniqueness, whatever became of the constraints.
INSERT INTO faults (subject, fault)
SELECT 'uniqueness', format('users: %s accounts are named %s', count(*), username) FROM users GROUP BY username HAVING count(*) > 1;
INSERT INTO faults (subject, fault)
SELECT 'uniqueness', format('locations: %s are at one point', string_agg(coalesce(sample_code, id::text), ', ' ORDER BY id))
FROM locations GROUP BY lat, lon HAVING count(*) > 1;
INSERT INTO faults (subject, fault)
SELECT 'uniqueness', format('locations: %s are named %s in one city', string_agg(coalesce(sample_code, id::text), ', ' ORDER BY id), name_ko)
FROM locations GROUP BY city_id, name_ko HAVING count(*) > 1;
INSERT INTO faults (subject, fault)
SELECT 'uniqueness', format('reviews: %s have the same text', string_agg(coalesce(sample_code, id::text), ', ' ORDER BY id))
FROM reviews WHERE sample_code IS NOT NULL GROUP BY text HAVING count(*) > 1;

-- Itineraries: days follow each other, stops are numbered without a gap, times rise, no day is empty.
INSERT INTO faults (subject, fault)
SELECT 'itineraries', format('trips %s: its days are %s, expected 1 to %s', coalesce(t.sample_code, t.id::text),
  coalesce(string_agg(d.day::text, ', ' ORDER BY d.day), 'missing'), t.ends_on - t.starts_on + 1)
FROM trips AS t LEFT JOIN trip_days AS d ON d.trip_id = t.id
WHERE t.sample_code IS NOT NULL
GROUP BY t.id
HAVING array_agg(d.day ORDER BY d.day) IS DISTINCT FROM ARRAY(SELECT generate_series(1, t.ends_on - t.starts_on + 1));
INSERT INTO faults (subject, fault)
SELECT 'itineraries', format('trip_days %s: day %s is on %s, expected %s', d.sample_code, d.day, d.date, t.starts_on + d.day - 1)
FROM trip_days AS d JOIN trips AS t ON t.id = d.trip_id
WHERE d.sample_code IS NOT NULL AND d.date <> t.starts_on + d.day - 1;
INSERT INTO faults (subject, fault)
SELECT 'itineraries', format('%s: its stops are %s, expected 1 to %s', day, coalesce(positions::text, 'missing'), stops)
FROM (
  SELECT 'trip_days ' || d.sample_code AS day, array_agg(s.position ORDER BY s.position) AS positions, count(s.id) AS stops
  FROM trip_days AS d LEFT JOIN trip_stops AS s ON s.trip_day_id = d.id
  WHERE d.sample_code IS NOT NULL GROUP BY d.id
  UNION ALL
  SELECT format('itinerary_templates %s day %s', t.sample_code, n.day), array_agg(s.position ORDER BY s.position), count(s.id)
  FROM itinerary_templates AS t CROSS JOIN LATERAL generate_series(1, t.days) AS n (day)
  LEFT JOIN template_stops AS s ON s.template_id = t.id AND s.day = n.day
  WHERE t.sample_code IS NOT NULL GROUP BY t.id, n.day
) AS days
WHERE stops = 0 OR positions IS DISTINCT FROM ARRAY(SELECT generate_series(1, stops::integer));
INSERT INTO faults (subject, fault)
SELECT 'itineraries', format('%s starts at %s, not after the stop before it', code, start_time)
FROM (
  SELECT 'trip_stops ' || sample_code AS code, start_time,
    lag(start_time) OVER (PARTITION BY trip_day_id ORDER BY position) AS before
  FROM trip_stops WHERE sample_code IS NOT NULL
  UNION ALL
  SELECT 'template_stops ' || sample_code, start_time,
    lag(start_time) OVER (PARTITION BY template_id, day ORDER BY position)
  FROM template_stops WHERE sample_code IS NOT NULL
) AS stops
WHERE start_time <= before;

-- Accounts: nobody is let in without a password, and the application's role can do no more than it should.
INSERT INTO faults (subject, fault)
SELECT 'accounts', format('users %s is %s %s', username, status, CASE WHEN password_hash IS NULL THEN 'without a hash' ELSE 'with a hash that is not bcrypt' END)
FROM users WHERE status = 'ACTIVE' AND coalesce(password_hash, '') !~ '^\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}$';
INSERT INTO faults (subject, fault)
SELECT 'application role', problem FROM (
  SELECT 'tripgen_app is missing' AS problem WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tripgen_app')
  UNION ALL
  SELECT 'tripgen_app may ' || may FROM pg_roles
  CROSS JOIN LATERAL (VALUES (rolsuper, 'do everything'), (rolcreaterole, 'make roles'), (rolcreatedb, 'make databases'),
    (rolreplication, 'replicate'), (rolbypassrls, 'pass row security'), (NOT rolcanlogin, 'not log in'),
    (has_schema_privilege(oid, 'public', 'CREATE'), 'make tables in public'),
    (NOT has_schema_privilege(oid, 'public', 'USAGE'), 'not use public')) AS rights (is_so, may)
  WHERE rolname = 'tripgen_app' AND is_so
  UNION ALL
  SELECT format('tripgen_app may %s %s', CASE WHEN want THEN 'not ' || lower(privilege) ELSE lower(privilege) END, relname)
  FROM pg_roles AS r CROSS JOIN pg_class AS t CROSS JOIN LATERAL (VALUES
    ('SELECT', true), ('TRUNCATE', false), ('TRIGGER', false),
    ('INSERT', relname <> ALL (ARRAY['schema_history', 'roles', 'regions', 'seasonal_patterns', 'seasonal_pattern_regions'])),
    ('DELETE', relname <> ALL (ARRAY['schema_history', 'roles', 'regions', 'seasonal_patterns', 'seasonal_pattern_regions']))
  ) AS rights (privilege, want)
  WHERE r.rolname = 'tripgen_app' AND t.relnamespace = 'public'::regnamespace AND t.relkind = 'r'
    AND has_table_privilege(r.oid, t.oid, privilege) <> want
) AS problems;
