import { dev } from './output';
import { rowsOf, tally, type Row } from './sql-rows';

const script = (file: string) => String(dev.value('ConfigMap/sample-data-scripts', `data.${file}\\.sql`));
const byId = (rows: readonly Row[]) => new Map(rows.map(row => [row.id, row]));

const users = rowsOf(script('users'), 'users');
const cities = rowsOf(script('locations'), 'cities');
const places = rowsOf(script('locations'), 'locations');

const cityOf = byId(cities);
/** Places with their city, which has their region. */
const located = places.map(place => ({ place, city: cityOf.get(place.city_id) as Row }));

test('TG-08 users has exactly the four accounts of the document', () => {
  expect(users.map(({ username, display_name, role }) => [username, display_name, role])).toEqual([
    ['admin', '관리자', 'ADMIN'],
    ['testuser1', '일반사용자1', 'USER'],
    ['testuser2', '일반사용자2', 'USER'],
    ['poweruser', '파워사용자', 'POWER_USER'],
  ]);
});

test('TG-08 they have 5, 3, 2 and 7 trips', () => {
  const trips = tally(rowsOf(script('trips'), 'trips'), 'user_id');
  const names = byId(users);
  expect(Object.fromEntries(Object.entries(trips).map(([id, count]) => [names.get(id)?.username, count]))).toEqual({
    admin: 5,
    testuser1: 3,
    testuser2: 2,
    poweruser: 7,
  });
});

test('TG-09 Seoul has 25 districts, Busan 16, Jeju 2 cities, and there are 10 abroad', () => {
  expect(tally(cities, 'region')).toEqual({ SEOUL: 25, BUSAN: 16, JEJU: 2, ABROAD: 10 });
});

test('TG-09 150 places in Seoul, 80 in Busan, 100 on Jeju, 200 abroad: locations has 530 rows', () => {
  const regions = located.map(({ city }) => ({ region: String(city.region) }));
  expect(tally(regions, 'region')).toEqual({ SEOUL: 150, BUSAN: 80, JEJU: 100, ABROAD: 200 });
  expect(places).toHaveLength(530);
});

test.each([
  ['SEOUL', ['culture', 'food', 'shopping']],
  ['BUSAN', ['culture', 'food', 'sea']],
  ['JEJU', ['culture', 'leisure', 'nature']],
  ['ABROAD', ['culture', 'food', 'leisure', 'nature', 'sea', 'shopping']],
])('TG-09 places of %s are of %j', (region, categories) => {
  const found = located.filter(({ city }) => city.region === region).map(({ place }) => place);
  expect(Object.keys(tally(found, 'category')).sort()).toEqual(categories);
});

test('TG-09 every place has coordinates within its district or city, and no two the same', () => {
  const outside = located.filter(
    ({ place: { lat, lon }, city }) =>
      !(
        Number(lat) >= Number(city.min_lat) &&
        Number(lat) <= Number(city.max_lat) &&
        Number(lon) >= Number(city.min_lon) &&
        Number(lon) <= Number(city.max_lon)
      ),
  );
  expect(outside).toEqual([]);
  expect(new Set(places.map(({ lat, lon }) => `${lat} ${lon}`)).size).toBe(530);
});

test('TG-10 50 preference profiles, with authors that are none of the four accounts', () => {
  const profiles = rowsOf(script('ai-test-data'), 'user_preferences');
  expect(profiles).toHaveLength(50);
  const names = users.map(({ username }) => username);
  expect(profiles.filter(({ author }) => names.includes(author))).toEqual([]);
  expect(new Set(profiles.map(({ author }) => author)).size).toBe(50);
});

test('TG-10 30 itinerary templates, of 1 to 7 days, whose stops are places that exist', () => {
  const templates = rowsOf(script('ai-test-data'), 'itinerary_templates');
  expect(templates).toHaveLength(30);
  expect(Object.keys(tally(templates, 'days')).map(Number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const known = byId(places);
  const stops = rowsOf(script('ai-test-data'), 'template_stops');
  expect(new Set(stops.map(({ template_id }) => template_id)).size).toBe(30);
  expect(stops.filter(({ location_id }) => !known.has(location_id))).toEqual([]);
});

test('TG-10 500 reviews, rated 1 to 5, each of another text', () => {
  const reviews = rowsOf(script('ai-test-data'), 'reviews');
  expect(reviews).toHaveLength(500);
  expect(Object.keys(tally(reviews, 'rating')).sort()).toEqual(['1', '2', '3', '4', '5']);
  expect(new Set(reviews.map(({ text }) => text)).size).toBe(500);
});

test('TG-10 12 months of seasonal patterns, their regions in a table of their own', () => {
  const months = rowsOf(script('ai-test-data'), 'seasonal_patterns');
  expect(months.map(({ month }) => Number(month)).sort((one, other) => one - other)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
  ]);
  const known = byId(months);
  const regional = rowsOf(script('ai-test-data'), 'seasonal_pattern_regions');
  expect(regional.length).toBeGreaterThan(12);
  expect(regional.filter(({ pattern_id }) => !known.has(pattern_id))).toEqual([]);
});
