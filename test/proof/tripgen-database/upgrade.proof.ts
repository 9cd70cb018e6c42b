import { applyStep, versionedScript, type AppliedStep } from '../../../src/constructs/data-init';
import { sampleDataLoad, schemaInit, schemaVersions, validation } from '../../../src/systems/tripgen/data';
import { loadSampleData, type SampleData } from '../../../src/systems/tripgen/data/load/sample-data';
import { fingerprint, RECOVERY, SECRETS } from './content';
import { jobOf, JobRunner, JOBS, shippedJob, type JobUnderTest, type Outcome } from './jobs';
import { hasClients, startServer, type Server } from './server';

const INTO = { host: 'postgresql.tripgen-dev.svc.cluster.local', user: 'postgres', database: 'tripgen' };

const suite = hasClients() ? describe : describe.skip;

suite('versions of TripGen’s database (TG-07)', () => {
  let server: Server;
  let runner: JobRunner;
  const data = loadSampleData();

  beforeAll(async () => {
    server = await startServer();
    runner = new JobRunner(server, SECRETS);
  });
  afterAll(() => server.stop());
  beforeEach(() => server.query(RECOVERY));

  async function shipped(count = 3): Promise<void> {
    for (const name of JOBS.slice(0, count)) expect((await runner.run(shippedJob(name))).code).toBe(0);
  }

  const refused = async (job: JobUnderTest): Promise<Outcome & { readonly same: boolean }> => {
    const before = fingerprint(server, { times: true });
    const outcome = await runner.run(job);
    return { ...outcome, same: fingerprint(server, { times: true }) === before };
  };

  test('the same version with other files is refused, and the message says to raise it', async () => {
    await shipped(2);
    const changed = {
      ...data,
      places: data.places.map((each, index) => (index === 0 ? { ...each, name_en: 'Other' } : each)),
    };
    const { code, output, same } = await refused(jobOf(sampleDataLoad(INTO, changed)));
    expect([code, same]).toEqual([3, true]);
    expect(output).toMatch(/sample-data-load: version 1 was applied with checksum [0-9a-f]{64}, these files have/);
    expect(output).toContain('raise the version of the step in git');
  });

  test('an older version is refused', async () => {
    await shipped(2);
    const { code, output, same } = await refused(jobOf(schemaInit(INTO, 'and-exporter', schemaVersions().slice(0, 1))));
    expect([code, same]).toEqual([3, true]);
    expect(output).toContain('this is version 1, the database has version 4 already');
  });

  test('data are not loaded into an older schema, nor into none', async () => {
    const none = await runner.run(shippedJob('sample-data-load'));
    expect([none.code, none.output]).toEqual([3, expect.stringContaining('the database has none of it')]);
    const old = schemaOnly(schemaVersions().slice(0, 2));
    expect((await runner.run(jobOf(old))).code).toBe(0);
    const { code, output } = await runner.run(shippedJob('sample-data-load'));
    expect([code, output]).toEqual([
      3,
      expect.stringContaining('needs version 4 of database-schema-init, the database has version 2'),
    ]);
    expect(output).toContain('Run the Job database-schema-init first');
  });

  test('a ConfigMap that is not the Job’s own is refused before psql starts', async () => {
    const { mounts, ...job } = shippedJob('database-schema-init');
    const files = mounts['/scripts'] as Record<string, string>;
    const { code, output, same } = await refused({
      ...job,
      mounts: { '/scripts': { ...files, 'schema.sql': `${files['schema.sql']}--` } },
    });
    expect([code, same]).toEqual([1, true]);
    expect(output).toContain('the mounted files are not those of this Job');
  });

  test('from the oldest schema to the newest, a user’s rows stay', async () => {
    expect((await runner.run(jobOf(schemaOnly(schemaVersions().slice(0, 1))))).code).toBe(0);
    server.query("INSERT INTO users (username, display_name) VALUES ('traveller', '여행자')");
    const user = server.query("SELECT to_jsonb(u) FROM users AS u WHERE username = 'traveller'");
    await shipped();
    expect(server.query("SELECT to_jsonb(u) FROM users AS u WHERE username = 'traveller'")).toBe(user);
    expect(server.query("SELECT version FROM schema_history WHERE step = 'database-schema-init' ORDER BY 1")).toBe(
      '1\n4',
    );
  });

  test('to a next schema and next data: users’ rows stay, also where they use what git withdrew', async () => {
    await shipped();
    server.query(USER_ROWS);
    const rows = (): string => server.query(KEPT);
    const before = rows();
    const next = nextData(data);
    const schema = schemaInit(INTO, 'and-exporter', [...schemaVersions(), NEXT_SCHEMA]);
    const steps: readonly AppliedStep[] = [schema, { ...sampleDataLoad(INTO, next, 2) }];
    for (const step of steps) expect((await runner.run(jobOf(step))).output).toContain(`${step.name}: done`);
    expect(rows()).toBe(before);
    // Withdrawn: gone where nobody uses it, and a place of the application where somebody does.
    expect(
      server.query("SELECT count(*) FROM locations WHERE name_en IN ('Gyeongbokgung Palace', 'Jongmyo Shrine')"),
    ).toBe('1');
    expect(server.query("SELECT sample_code IS NULL FROM locations WHERE name_en = 'Gyeongbokgung Palace'")).toBe('t');
    expect(server.query("SELECT name_en FROM locations WHERE sample_code = 'changdeokgung'")).toBe('Changdeok Palace');
    expect(server.query("SELECT column_default FROM information_schema.columns WHERE column_name = 'notes'")).toBe(
      "''::text",
    );
  });

  test('the validation of the new data does not pass on the old ones', async () => {
    await shipped();
    const next = nextData(data);
    const { code, output } = await runner.run(
      jobOf(validation(INTO, 'and-exporter', next), [sampleDataLoad(INTO, next)]),
    );
    expect(code).toBe(3);
    expect(output).toContain('locations gyeongbokgung: this row is not in the sample data');
    expect(output).toContain('locations changdeokgung: name_en is Changdeokgung Palace, expected Changdeok Palace');
    expect(output).toMatch(/checksum of sample-data-load\s+\| found [0-9a-f]{12}, expected [0-9a-f]{12}/);
  });
});

/** A schema without grants: those of today name tables that an older one has not. */
function schemaOnly(versions: readonly string[]): AppliedStep {
  const files = [{ name: 'schema.sql', text: versionedScript(versions) }];
  return applyStep({
    name: 'database-schema-init',
    version: versions.length,
    folder: { path: '/scripts', files },
    into: INTO,
  });
}

/** A change as a next release would bring it. */
const NEXT_SCHEMA = `
ALTER TABLE public.trip_stops ADD COLUMN notes text NOT NULL DEFAULT '';
COMMENT ON COLUMN public.trip_stops.notes IS 'What the traveller wrote.';`;

/** Rows that the application would write, one of them at a place that git withdraws. */
const USER_ROWS = `
INSERT INTO users (username, display_name, status, password_hash)
  VALUES ('traveller', '여행자', 'ACTIVE', '$2b$12$${'a'.repeat(53)}');
INSERT INTO trips (user_id, title, style, travelers, starts_on, ends_on)
  SELECT id, '나만의 여행', 'solo', 1, '2027-01-01', '2027-01-01' FROM users WHERE username = 'traveller';
INSERT INTO trip_days (trip_id, day, date) SELECT id, 1, starts_on FROM trips WHERE title = '나만의 여행';
INSERT INTO trip_stops (trip_day_id, position, location_id, start_time, visit_minutes)
  SELECT d.id, 1, l.id, '10:00', 60 FROM trip_days AS d, locations AS l
  WHERE d.sample_code IS NULL AND l.sample_code = 'gyeongbokgung';
INSERT INTO reviews (author, location_id, rating, language, visited_on, text)
  SELECT '여행자', id, 4, 'ko', '2026-05-01', '다시 가고 싶은 곳이다.' FROM locations WHERE sample_code = 'changdeokgung';
INSERT INTO locations (city_id, name_ko, name_en, category, lat, lon, visit_minutes)
  SELECT id, '동네 책방', 'Corner Bookshop', 'shopping', min_lat + 0.01, min_lon + 0.01, 45 FROM cities WHERE sample_code = 'seoul-jongno';`;

/** All rows that are not git's, with every column that git does not decide. */
const KEPT = ['users', 'trips', 'trip_days', 'reviews']
  .map(table => `SELECT '${table}', to_jsonb(t) FROM ${table} AS t WHERE sample_code IS NULL ORDER BY id;`)
  .concat('SELECT id, trip_day_id, position, location_id, start_time FROM trip_stops WHERE sample_code IS NULL;')
  .concat("SELECT to_jsonb(l) FROM locations AS l WHERE name_en = 'Corner Bookshop';")
  .join('\n');

/** Sample data of which one place changed its name, and two are withdrawn with what refers to them. */
function nextData(data: SampleData): SampleData {
  const gone = ['gyeongbokgung', 'jongmyo'];
  const stays = (stop: { readonly place: { readonly code: string } }): boolean => !gone.includes(stop.place.code);
  return {
    ...data,
    places: data.places
      .filter(({ code }) => !gone.includes(code))
      .map(place => (place.code === 'changdeokgung' ? { ...place, name_en: 'Changdeok Palace' } : place)),
    trips: data.trips.map(trip => ({ ...trip, stops: trip.stops.filter(stays) })),
    templates: data.templates.map(each => ({ ...each, stops: each.stops.filter(stays) })),
    reviews: data.reviews.filter(({ place }) => !gone.includes(place)),
  };
}
