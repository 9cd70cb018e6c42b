import { RECOVERY, SECRETS } from './content';
import { JobRunner, JOBS, shippedJob } from './jobs';
import { hasClients, startServer, type Server } from './server';
import { seeded } from '../../seeded';
import { TENTH } from '../tenth';

/** Part of all sample rows that is tried. */
const SAMPLE = TENTH ? 0.005 : 0.05;

/** Columns that are no sample row's own. */
const NOT_GITS = [
  'id',
  'sample_code',
  'created_at',
  'updated_at',
  'user_id',
  'email',
  'status',
  'password_hash',
  'last_login_at',
  'notes',
];

/** Faults that are none of a sample row's, and what the validation says of each. */
const FAULTS: readonly (readonly [string, string, RegExp])[] = [
  [
    'a rating of 9',
    'ALTER TABLE reviews DROP CONSTRAINT reviews_rating_check; UPDATE reviews SET rating = 9 WHERE id = (SELECT min(id::text)::uuid FROM reviews)',
    /is rated 9, expected 1 to 5/,
  ],
  [
    'a place outside its city',
    "ALTER TABLE locations DISABLE TRIGGER locations_in_city; UPDATE locations SET lat = 10 WHERE sample_code = 'gyeongbokgung'",
    /gyeongbokgung at 10.000000, 126.977040 is outside Jongno-gu/,
  ],
  [
    'the guard of the boxes switched off',
    'ALTER TABLE locations DISABLE TRIGGER locations_in_city',
    /locations_in_city of locations is switched off/,
  ],
  [
    'the guard of the boxes gone',
    'DROP TRIGGER locations_in_city ON locations',
    /locations_in_city of locations is missing/,
  ],
  [
    'a review of no place',
    'SET session_replication_role = replica; DELETE FROM locations WHERE id = (SELECT location_id FROM reviews ORDER BY id LIMIT 1)',
    /reviews \S+: location_id \S+ is not in locations/,
  ],
  [
    'a foreign key gone',
    'ALTER TABLE reviews DROP CONSTRAINT reviews_location_id_fkey',
    /foreign key reviews.location_id to locations is missing/,
  ],
  ['a primary key gone', 'ALTER TABLE reviews DROP CONSTRAINT reviews_pkey', /primary key of reviews is missing/],
  [
    'two reviews of one text',
    'UPDATE reviews SET text = (SELECT text FROM reviews ORDER BY id LIMIT 1) WHERE id = (SELECT id FROM reviews ORDER BY id DESC LIMIT 1)',
    /have the same text/,
  ],
  [
    'two places at one point',
    "ALTER TABLE locations DROP CONSTRAINT locations_lat_lon_key; UPDATE locations SET (lat, lon) = (SELECT lat, lon FROM locations WHERE sample_code = 'changdeokgung') WHERE sample_code = 'jongmyo'",
    /changdeokgung, jongmyo|jongmyo, changdeokgung/,
  ],
  [
    'a day of a trip on another date',
    "UPDATE trip_days SET date = date + 40 WHERE sample_code = 'admin-busan-coast-day-2'",
    /trip_days admin-busan-coast-day-2: day 2 is on/,
  ],
  [
    'a day without stops',
    "DELETE FROM trip_stops WHERE sample_code LIKE 'admin-busan-coast-day-2-%'",
    /trip_days admin-busan-coast-day-2: its stops are \{NULL\}|admin-busan-coast-day-2: its stops are/,
  ],
  [
    'a stop before the one before it',
    "UPDATE trip_stops SET start_time = '00:01' WHERE sample_code = 'admin-busan-coast-day-2-stop-2'",
    /admin-busan-coast-day-2-stop-2 starts at 00:01:00/,
  ],
  [
    'a region gone',
    "SET session_replication_role = replica; DELETE FROM regions WHERE code = 'JEJU'",
    /regions\s+\| found ABROAD, BUSAN, SEOUL/,
  ],
  [
    'an account that is an administrator now',
    "UPDATE users SET role = 'ADMIN' WHERE username = 'testuser1'",
    /users testuser1: role is ADMIN, expected USER/,
  ],
  [
    'an account that is open without a password',
    "ALTER TABLE users DROP CONSTRAINT users_check; UPDATE users SET status = 'ACTIVE' WHERE username = 'admin'",
    /users admin is ACTIVE without a hash/,
  ],
  ['a role that makes tables', 'GRANT CREATE ON SCHEMA public TO tripgen_app', /tripgen_app may make tables in public/],
  [
    'a role that writes the history',
    'GRANT INSERT ON schema_history TO tripgen_app',
    /tripgen_app may insert schema_history/,
  ],
  ['a role that cannot read', 'REVOKE SELECT ON reviews FROM tripgen_app', /tripgen_app may not select reviews/],
  [
    'a sample row too many',
    "INSERT INTO reviews (sample_code, author, location_id, rating, language, visited_on, text) SELECT 'intruder', 'x y', id, 5, 'ko', '2026-01-01', 'a text of its own' FROM locations LIMIT 1",
    /reviews intruder: this row is not in the sample data/,
  ],
  ['an empty table', 'TRUNCATE reviews', /sample rows of reviews\s+\| found 0, expected 500/],
  [
    'another checksum',
    "UPDATE schema_history SET checksum = repeat('0', 64) WHERE step = 'sample-data-load'",
    /checksum of sample-data-load\s+\| found 000000000000/,
  ],
];

const suite = hasClients() ? describe : describe.skip;

suite('the validation of TripGen’s data (TG-11)', () => {
  let server: Server;
  let runner: JobRunner;
  const job = shippedJob('data-validation');

  beforeAll(async () => {
    server = await startServer();
    runner = new JobRunner(server, SECRETS);
    server.query(RECOVERY);
    for (const name of JOBS) expect((await runner.run(shippedJob(name))).code).toBe(0);
    server.query('DROP DATABASE IF EXISTS whole WITH (FORCE)', 'postgres');
  });
  afterAll(() => server.stop());

  test.each(FAULTS)('%s is found, and named', async (_, fault, named) => {
    server.query(fault);
    try {
      const { code, output } = await runner.run(job);
      expect(output).toMatch(named);
      expect(code).toBe(3);
    } finally {
      server.query(RECOVERY);
      for (const name of JOBS.slice(0, 2)) await runner.run(shippedJob(name));
    }
  });

  test('several faults are reported together', async () => {
    server.query(
      "DELETE FROM reviews WHERE rating = 1; UPDATE trips SET title = 'x' WHERE sample_code = 'admin-busan-coast'",
    );
    const { output } = await runner.run(job);
    expect(output).toMatch(/trips admin-busan-coast: title is x/);
    expect(output.match(/the row is missing/g)?.length).toBeGreaterThan(5);
    // The load sets right what the validation names.
    expect((await runner.run(shippedJob('sample-data-load'))).code).toBe(0);
    expect((await runner.run(job)).code).toBe(0);
  });

  test(`${SAMPLE * 100} % of all rows, each deleted and each changed: found and named, and set right by the next load`, async () => {
    const next = seeded(73);
    const all = server.query(`${SAMPLE_ROWS} ORDER BY 1, 2`).split('\n');
    const rows = all
      .map(line => ({ at: next(), row: line.split('|') as [string, string] }))
      .sort((a, b) => a.at - b.at)
      .slice(0, Math.ceil(all.length * SAMPLE))
      .map(({ row }) => row);
    const columns = columnsOf(server);
    for (const [table, code] of rows) {
      const column = pick(columns.get(table) ?? [], next());
      const where = `WHERE sample_code = '${code.replaceAll("'", "''")}'`;
      for (const sql of [
        `DELETE FROM ${table} ${where}`,
        `UPDATE ${table} SET ${column.name} = ${column.other} ${where}`,
      ]) {
        // Whatever guards the row is off: here the validation is on its own.
        server.query(`SET session_replication_role = replica; ${sql}`);
        const { code: exit, output } = await runner.run(job);
        const wanted = sql.startsWith('DELETE')
          ? `${table} ${code}: the row is missing`
          : `${table} ${code}: ${column.name} is `;
        expect([sql, exit, output.includes(wanted)]).toEqual([sql, 3, true]);
        expect([sql, (await runner.run(shippedJob('sample-data-load'))).code]).toEqual([sql, 0]);
      }
    }
    console.log(`${rows.length} rows deleted and changed: ${JSON.stringify(tallyOf(rows))}`);
    expect(all.length).toBe(1906);
    expect((await runner.run(job)).code).toBe(0);
  }, 1_800_000);
});

const TABLES = [
  'users',
  'cities',
  'locations',
  'trips',
  'trip_days',
  'trip_stops',
  'user_preferences',
  'itinerary_templates',
  'template_stops',
  'reviews',
  'seasonal_patterns',
  'seasonal_pattern_regions',
];

/** Table and code of every sample row. */
const SAMPLE_ROWS = TABLES.map(
  table => `SELECT '${table}', sample_code FROM ${table} WHERE sample_code IS NOT NULL`,
).join(' UNION ALL ');

interface Column {
  readonly name: string;
  /** SQL of a value that the row has not. */
  readonly other: string;
}

/** Columns that git decides of each table, with a change that the column's checks let through where they can. */
function columnsOf(server: Server): Map<string, readonly Column[]> {
  const map = new Map<string, Column[]>();
  const found = server.query(
    "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position",
  );
  for (const line of found.split('\n')) {
    const [table, name, type] = line.split('|') as [string, string, string];
    const other = otherValue(name, type);
    if (!NOT_GITS.includes(name) && other !== undefined) map.set(table, [...(map.get(table) ?? []), { name, other }]);
  }
  return map;
}

function otherValue(name: string, type: string): string | undefined {
  if (/^(?:title|name_|text|recommendation|display_name|author)/.test(name)) return `${name} || ' *'`;
  if (type === 'numeric') return /^(?:max|temp_high)/.test(name) ? `${name} + 0.1` : `${name} - 0.1`;
  if (type === 'date') return `${name} + 1`;
  if (type === 'time without time zone') return `${name} + interval '1 minute'`;
  if (name === 'visit_minutes') return 'CASE visit_minutes WHEN 15 THEN 30 ELSE visit_minutes - 15 END';
  if (name === 'rating' || name === 'crowd_level') return `CASE ${name} WHEN 5 THEN 4 ELSE ${name} + 1 END`;
  return undefined;
}

const pick = (columns: readonly Column[], at: number): Column => columns[Math.floor(at * columns.length)] as Column;

function tallyOf(rows: readonly (readonly [string, string])[]): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const [table] of rows) tally[table] = (tally[table] ?? 0) + 1;
  return tally;
}
