import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppliedStep, SqlFolder, SqlStep } from '../../../constructs/data-init';
import {
  accountScript,
  mariaDbApplyStep,
  mariaDbCheckStep,
  PASSWORD_HASH,
  versionedScript,
  type MariaDbTarget,
  type SchemaVersion,
} from '../../../constructs/data-init/mariadb';
import { ACCOUNT, COLLATION, DATABASE, EXPORTER } from './account';
import { memos, type Memo } from './load/memos';
import { mergeScript, wantedScript } from './sql/sample';
import { validationScript } from './sql/validation';

/** Version of the sample memos. Raise it by one at each change of them, or of how they become SQL. */
export const SAMPLE_DATA_VERSION = 1;

/** Where a server is and who makes the schema there. */
export type MemoTarget = Pick<MariaDbTarget, 'host' | 'port' | 'user'>;

/** What the database is to hold beside its schema: the sample memos, or only what the application writes. */
export type MemoContent = 'samples' | 'schema';

const besideTheSource = (name: string): string => readFileSync(join(__dirname, 'sql/schema', `${name}.sql`), 'utf8');

/** Scripts of the schema, oldest first. What was released stays as it is; a change is a further file. */
export const SCHEMA_VERSIONS: readonly SchemaVersion[] = ['001-memos', '002-search'].map(title => ({
  title,
  script: besideTheSource(title),
}));

/** What the full-text index counts on when it is made, and keeps (decision 071). */
const SERVER_SETTINGS = { innodb_ft_min_token_size: 1, innodb_ft_enable_stopword: 0 } as const;

const SAMPLES = '/data';

/** Environment variable with the password of the application's account. */
const PASSWORD_VARIABLE = 'DATABASE_PASSWORD';

/** The same of what watches the server, and the variable of SQL with its hash. */
const EXPORTER_PASSWORD = {
  variable: 'EXPORTER_PASSWORD',
  hash: '@exporter_hash',
  // It takes the first one of its own connection string for the begin of the options (`New` in collector/exporter.go).
  without: { character: '?', who: 'mysqld_exporter' },
} as const;

/** Accounts beside the application's: that of what watches the server, where somebody does. */
export type MemoAccounts = 'application' | 'and-exporter';

const at = (target: MemoTarget): MariaDbTarget => ({ ...target, database: DATABASE, collation: COLLATION });

/** Job `database-schema-init`: database, table, indexes, the application's account and its grants (MM-03). */
export function schemaInit(
  into: MemoTarget,
  accounts: MemoAccounts,
  versions: readonly SchemaVersion[] = SCHEMA_VERSIONS,
): AppliedStep {
  const watched = accounts === 'and-exporter';
  return mariaDbApplyStep({
    name: 'database-schema-init',
    version: versions.length,
    folder: {
      path: '/scripts',
      files: [
        { name: 'schema.sql', text: versionedScript(versions, SERVER_SETTINGS) },
        { name: 'grants.sql', text: accountScript(ACCOUNT) },
        ...(watched ? [{ name: 'exporter.sql', text: accountScript(EXPORTER, EXPORTER_PASSWORD.hash) }] : []),
      ],
    },
    into: at(into),
    passwords: [
      { variable: PASSWORD_VARIABLE, hash: PASSWORD_HASH, meaning: `password of ${ACCOUNT.user}` },
      ...(watched ? [{ ...EXPORTER_PASSWORD, meaning: `password of ${EXPORTER.user}` }] : []),
    ],
  });
}

/** Job `sample-data-load`: all sample memos in one transaction (MM-03, dev only). */
export function sampleDataLoad(into: MemoTarget, data: readonly Memo[] = memos()): AppliedStep {
  return mariaDbApplyStep({
    name: 'sample-data-load',
    version: SAMPLE_DATA_VERSION,
    folder: { path: SAMPLES, files: [...samples(data).files, { name: 'merge.sql', text: mergeScript() }] },
    into: at(into),
    needs: schemaInit(into, 'application'),
  });
}

/**
 * Job `data-validation`: fails and names every fault of schema, rights and sample memos; with samples it reads the files of
 * `sample-data-load`, too (MM-03).
 */
export function validation(
  into: MemoTarget,
  content: MemoContent,
  accounts: MemoAccounts,
  data: readonly Memo[] = memos(),
): SqlStep {
  const steps = [schemaInit(into, accounts), ...(content === 'samples' ? [sampleDataLoad(into, data)] : [])];
  const expected = accounts === 'and-exporter' ? [ACCOUNT, EXPORTER] : [ACCOUNT];
  const text = validationScript(SCHEMA_VERSIONS, steps, expected, content === 'samples' ? data : undefined);
  return mariaDbCheckStep({
    name: 'data-validation',
    folder: { path: '/validation', files: [{ name: 'validation.sql', text }] },
    ...(content === 'samples' && { compareWith: [samples(data)] }),
    into: at(into),
    login: { user: ACCOUNT.user, passwordVariable: PASSWORD_VARIABLE },
  });
}

/** Files that only say what git wants. */
function samples(data: readonly Memo[]): SqlFolder {
  return { path: SAMPLES, files: [{ name: 'memos.sql', text: wantedScript(data) }] };
}
