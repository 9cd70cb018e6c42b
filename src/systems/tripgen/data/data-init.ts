import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  applicationRoleScript,
  applyStep,
  checkStep,
  exporterRoleScript,
  versionedScript,
  type AppliedStep,
  type ExporterRole,
  type PostgresTarget,
  type SqlFile,
  type SqlStep,
} from '../../../constructs/data-init';
import { POSTGRES_EXPORTER } from '../../../constructs/data-store';
import { mergeScript, wantedScript, type SampleTable } from '../../../constructs/data-init/sample';
import { sampleData, type SampleData } from './load/sample-data';
import { tablesOf } from './sql/tables';
import { tripgenValidation } from './sql/validation';

/** Version of the sample data. Raise it by one at each change of the data, or of how they become SQL. */
export const SAMPLE_DATA_VERSION = 1;

/** Scripts of the schema, oldest first. What was released stays as it is; a change is a further file. */
export const SCHEMA_VERSIONS = ['001-accounts-and-places', '002-trips', '003-planning', '004-watching'] as const;

/** Role that the four services log in with: data only. */
export const APPLICATION_ROLE = 'tripgen_app';

/** Role of what watches the server, where somebody does; one connection more than its exporter opens, for one that lingers. */
export const EXPORTER: ExporterRole = {
  name: POSTGRES_EXPORTER,
  passwordVariable: 'EXPORTER_PASSWORD',
  mostConnections: 3,
};

/** Roles that the schema makes: the application's, and that of what watches the server, where somebody does. */
export type TripgenRoles = 'application' | 'and-exporter';

/** Where the sample data are mounted (TG-20). */
const DATA_FOLDER = '/data';

/** Variables that Secrets fill, beside `PGPASSWORD`. */
const DATABASE_PASSWORD = { meaning: `password of ${APPLICATION_ROLE}`, optional: false } as const;
const EXPORTER_PASSWORD = { meaning: `password of ${EXPORTER.name}`, optional: false } as const;
const SAMPLE_USERS_PASSWORD_HASH = {
  meaning: 'bcrypt hash of the password of the four sample accounts; without it they are locked',
  optional: true,
} as const;

/** Job `database-schema-init`, ConfigMap `database-init-scripts`: tables, indexes, rights (TG-07). */
export function schemaInit(
  into: PostgresTarget,
  roles: TripgenRoles,
  versions: readonly string[] = schemaVersions(),
): AppliedStep {
  const watched = roles === 'and-exporter';
  return applyStep({
    name: 'database-schema-init',
    version: versions.length,
    folder: {
      path: '/scripts',
      files: [
        { name: 'schema.sql', text: versionedScript(versions) },
        { name: 'grants.sql', text: grants() },
        ...(watched ? [{ name: 'exporter.sql', text: exporterRoleScript(EXPORTER) }] : []),
      ],
    },
    into,
    secrets: { DATABASE_PASSWORD, ...(watched && { EXPORTER_PASSWORD }) },
  });
}

/** Job `sample-data-load`, ConfigMap `sample-data-scripts`: all sample data in one transaction (TG-07 to TG-10). */
export function sampleDataLoad(
  into: PostgresTarget,
  data: SampleData = sampleData(),
  version = SAMPLE_DATA_VERSION,
): AppliedStep {
  const tables = tablesOf(data);
  return applyStep({
    name: 'sample-data-load',
    version,
    folder: { path: DATA_FOLDER, files: [...dataFiles(tables), ...mergeFiles(tables)] },
    into,
    needs: schemaInit(into, 'application'),
    secrets: { SAMPLE_USERS_PASSWORD_HASH },
  });
}

/** Job `data-validation`, ConfigMap `data-validation-scripts`; it reads `sample-data-scripts`, too (TG-11). */
export function validation(into: PostgresTarget, roles: TripgenRoles, data: SampleData = sampleData()): SqlStep {
  const tables = tablesOf(data);
  const exporter = roles === 'and-exporter' ? EXPORTER : undefined;
  const text = tripgenValidation(tables, [schemaInit(into, roles), sampleDataLoad(into, data)], exporter);
  return checkStep({
    name: 'data-validation',
    folder: { path: '/validation', files: [{ name: 'validation.sql', text }] },
    compareWith: [{ path: DATA_FOLDER, files: dataFiles(tables) }],
    into,
    login: { role: APPLICATION_ROLE, passwordVariable: 'DATABASE_PASSWORD' },
    secrets: { DATABASE_PASSWORD },
  });
}

const besideTheSource = (path: string): string => readFileSync(join(__dirname, 'sql', path), 'utf8');

function grants(): string {
  return applicationRoleScript({
    name: APPLICATION_ROLE,
    passwordVariable: 'DATABASE_PASSWORD',
    rights: 'Only data, and only what the four services write: no DDL, no other schema, no history.',
    grants: besideTheSource('grants.sql'),
  });
}

/** Scripts of all versions of the schema, oldest first. */
export function schemaVersions(): readonly string[] {
  return SCHEMA_VERSIONS.map(name => besideTheSource(`schema/${name}.sql`));
}

/** Files that only say what git wants, in temporary tables. */
function dataFiles(tables: readonly SampleTable[]): readonly SqlFile[] {
  const file = (name: string, title: string, names: readonly string[]): SqlFile => ({
    name,
    text: wantedScript(
      title,
      tables.filter(table => names.includes(table.name)),
    ),
  });
  return [
    file('users.sql', 'The four accounts (TG-08).', ['users']),
    file('locations.sql', 'Cities and places (TG-09).', ['cities', 'locations']),
    file('trips.sql', 'Trips of the accounts (TG-08).', ['trips', 'trip_days', 'trip_stops']),
    file('ai-test-data.sql', 'What the AI service is tested with (TG-10).', [
      'user_preferences',
      'itinerary_templates',
      'template_stops',
      'reviews',
      'seasonal_patterns',
      'seasonal_pattern_regions',
    ]),
  ];
}

/** Files that make the tables what git wants. */
function mergeFiles(tables: readonly SampleTable[]): readonly SqlFile[] {
  return [
    { name: 'merge.sql', text: mergeScript(tables) },
    { name: 'sample-accounts.sql', text: besideTheSource('sample-accounts.sql') },
  ];
}
