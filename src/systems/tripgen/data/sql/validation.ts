import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exporterRules, type AppliedStep, type ExporterRole } from '../../../../constructs/data-init';
import { literal, validationScript, type Check, type SampleTable } from '../../../../constructs/data-init/sample';
import { COUNTS, REGIONS } from '../counts';
import { ACCOUNTS } from '../load/accounts';

const RULES = readFileSync(join(__dirname, 'validation-rules.sql'), 'utf8');

/**
 * SQL that looks at TripGen's data: the document's figures, every sample row, and the rules. (TG-11)
 * @param exporter role of what watches the server, where somebody does
 */
export function tripgenValidation(
  tables: readonly SampleTable[],
  steps: readonly AppliedStep[],
  exporter: ExporterRole | undefined,
): string {
  return validationScript({
    tables,
    figures: figures(),
    steps,
    rules: exporter ? RULES + exporterRules(exporter) : RULES,
    guide: 'docs/guides/tripgen-data.md',
  });
}

function figures(): readonly Check[] {
  const sample = 'sample_code IS NOT NULL';
  return [
    ...ACCOUNTS.map(({ username, role }) => ({
      subject: `trips of ${username} (${role})`,
      expected: COUNTS.trips[username],
      query: `SELECT count(*) FROM trips AS t JOIN users AS u ON u.id = t.user_id
  WHERE t.${sample} AND u.username = ${literal(username)} AND u.role = ${literal(role)}`,
    })),
    ...REGIONS.flatMap(region => [
      {
        subject: `cities of ${region}`,
        expected: COUNTS.regions[region].cities,
        query: `SELECT count(*) FROM cities WHERE ${sample} AND region = ${literal(region)}`,
      },
      {
        subject: `locations of ${region}`,
        expected: COUNTS.regions[region].places,
        query: `SELECT count(*) FROM locations AS l JOIN cities AS c ON c.id = l.city_id
  WHERE l.${sample} AND c.region = ${literal(region)}`,
      },
    ]),
    {
      subject: 'roles',
      expected: 'ADMIN, POWER_USER, USER',
      query: "SELECT string_agg(code, ', ' ORDER BY code) FROM roles",
    },
    {
      subject: 'regions',
      expected: [...REGIONS].sort().join(', '),
      query: "SELECT string_agg(code, ', ' ORDER BY code) FROM regions",
    },
    {
      subject: 'ratings',
      expected: '1, 2, 3, 4, 5',
      query: `SELECT string_agg(DISTINCT rating::text, ', ' ORDER BY rating::text) FROM reviews WHERE ${sample}`,
    },
    {
      subject: 'months',
      expected: COUNTS.months,
      query: `SELECT count(DISTINCT month) FROM seasonal_patterns WHERE ${sample}`,
    },
  ];
}
