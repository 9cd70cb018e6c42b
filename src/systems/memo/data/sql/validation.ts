import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppliedStep } from '../../../../constructs/data-init';
import {
  historyOf,
  literal,
  otherPrivileges,
  type ApplicationAccount,
  type SchemaVersion,
} from '../../../../constructs/data-init/mariadb';
import { COLLATION, DATABASE } from '../account';
import { LAST_SAMPLE_ID, PRIORITIES, type Memo } from '../load/memos';
import { MEMO_CHECKS, MEMO_COLUMNS, MEMO_INDEXES, TABLES } from './expected-schema';
import { COLUMNS } from './sample';

/** A figure or a text, and the query that finds it. */
interface Check {
  readonly subject: string;
  readonly expected: string | number;
  readonly query: string;
}

const part = (name: string): string =>
  readFileSync(join(__dirname, `validation-${name}.sql`), 'utf8').replaceAll(
    '{last_sample_id}',
    String(LAST_SAMPLE_ID),
  );

/**
 * SQL that compares the database with the schema, the accounts' rights and the sample memos, names every fault, and fails
 * where there is one.
 * @param samples that have to be there; without them their ids have to be free
 */
export function validationScript(
  versions: readonly SchemaVersion[],
  steps: readonly AppliedStep[],
  accounts: readonly ApplicationAccount[],
  samples: readonly Memo[] | undefined,
): string {
  return [
    part('begin'),
    ...[
      ...databaseChecks(),
      ...memosChecks(),
      ...accounts.flatMap(accountChecks),
      ...historyChecks(versions, steps),
      ...figures(samples),
    ].map(check),
    '',
    ...rows(),
    ...(samples ? content() : []),
    '',
    part('end'),
  ].join('\n');
}

function check({ subject, expected, query }: Check): string {
  const values = [subject, String(expected)].map(literal).join(', ');
  return `INSERT INTO checks (subject, expected, found) SELECT ${values}, (${query});`;
}

const here = `table_schema = ${literal(DATABASE)}`;

function databaseChecks(): readonly Check[] {
  return [
    {
      subject: 'collation of the database',
      expected: `utf8mb4 ${COLLATION}`,
      query: `SELECT CONCAT(default_character_set_name, ' ', default_collation_name) FROM information_schema.schemata
  WHERE schema_name = ${literal(DATABASE)}`,
    },
    {
      subject: 'tables',
      expected: TABLES.join(', '),
      query: `SELECT GROUP_CONCAT(table_name ORDER BY table_name SEPARATOR ', ') FROM information_schema.tables
  WHERE ${here} AND table_type = 'BASE TABLE'`,
    },
    {
      subject: 'engine and collation of memos',
      expected: `InnoDB ${COLLATION}`,
      query: `SELECT CONCAT(engine, ' ', table_collation) FROM information_schema.tables WHERE ${here} AND table_name = 'memos'`,
    },
    {
      subject: 'least length of a word',
      expected: 1,
      query: 'SELECT @@GLOBAL.innodb_ft_min_token_size',
    },
  ];
}

function memosChecks(): readonly Check[] {
  const of = `${here} AND table_name = 'memos'`;
  return [
    {
      subject: 'columns of memos',
      expected: MEMO_COLUMNS.map(({ name }) => name).join(', '),
      query: `SELECT GROUP_CONCAT(column_name ORDER BY ordinal_position SEPARATOR ', ') FROM information_schema.columns WHERE ${of}`,
    },
    ...MEMO_COLUMNS.map(({ name, type, nullable, byDefault, collation = '-', extra }) => ({
      subject: `memos.${name}`,
      expected: [type, `nullable ${nullable}`, `default ${byDefault}`, collation, extra].join('; '),
      query: `SELECT CONCAT_WS('; ', column_type, CONCAT('nullable ', is_nullable), CONCAT('default ', COALESCE(column_default, 'none')),
  COALESCE(collation_name, '-'), extra) FROM information_schema.columns WHERE ${of} AND column_name = ${literal(name)}`,
    })),
    {
      subject: 'indexes of memos',
      expected: MEMO_INDEXES.map(([name]) => name).join(', '),
      query: `SELECT GROUP_CONCAT(DISTINCT index_name ORDER BY index_name = 'PRIMARY' DESC, index_name SEPARATOR ', ')
  FROM information_schema.statistics WHERE ${of}`,
    },
    ...MEMO_INDEXES.map(([name, kind, columns]) => ({
      subject: `index ${name}`,
      expected: `${kind} (${columns})`,
      query: `SELECT CONCAT(IF(non_unique, '', 'unique '), index_type, ' (', GROUP_CONCAT(column_name ORDER BY seq_in_index), ')')
  FROM information_schema.statistics WHERE ${of} AND index_name = ${literal(name)} GROUP BY index_name`,
    })),
    {
      subject: 'checks of memos',
      expected: ['tags', ...MEMO_CHECKS].sort().join(', '),
      query: `SELECT GROUP_CONCAT(constraint_name ORDER BY constraint_name SEPARATOR ', ') FROM information_schema.check_constraints
  WHERE constraint_schema = ${literal(DATABASE)} AND table_name = 'memos'`,
    },
  ];
}

function accountChecks(account: ApplicationAccount): readonly Check[] {
  const named = `user = ${literal(account.user)}`;
  return [
    {
      subject: `hosts of ${account.user}`,
      expected: '%',
      query: `SELECT GROUP_CONCAT(host ORDER BY host) FROM mysql.user WHERE ${named}`,
    },
    {
      subject: `password of ${account.user}`,
      expected: 'mysql_native_password, set',
      query: `SELECT GROUP_CONCAT(plugin, ', ', IF(authentication_string = '', 'EMPTY', 'set')) FROM mysql.user WHERE ${named}`,
    },
    ...Object.entries(account.tables).map(([table, privileges]) => ({
      subject: `rights of ${account.user} on ${table}`,
      expected: [...privileges].sort().join(', '),
      query: `SELECT GROUP_CONCAT(privilege_type ORDER BY privilege_type SEPARATOR ', ') FROM information_schema.table_privileges
  WHERE grantee LIKE ${literal(`'${account.user}'@%`)} AND ${here} AND table_name = ${literal(table)} AND is_grantable = 'NO'`,
    })),
    {
      subject: `other rights of ${account.user}`,
      expected: 'none',
      query: `SELECT COALESCE(GROUP_CONCAT(\`revoke\` SEPARATOR ', '), 'none') FROM (${otherPrivileges(account)}) AS others`,
    },
    {
      subject: `roles and routines of ${account.user}`,
      expected: 0,
      query: `SELECT (SELECT COUNT(*) FROM mysql.roles_mapping WHERE ${named}) + (SELECT COUNT(*) FROM mysql.procs_priv WHERE ${named})`,
    },
  ];
}

function historyChecks(versions: readonly SchemaVersion[], steps: readonly AppliedStep[]): readonly Check[] {
  const recorded = (step: string): string =>
    `SELECT GROUP_CONCAT(version, ' ', LEFT(checksum, 12), IF(applied_at IS NULL, ' INCOMPLETE', '') ORDER BY version SEPARATOR ', ')
  FROM schema_history WHERE step = ${literal(step)}`;
  const text = (entries: readonly { version: number; checksum: string }[]): string =>
    entries.map(({ version, checksum }) => `${version} ${checksum.slice(0, 12)}`).join(', ');
  return steps.map((step, index) => ({
    subject: `versions of ${step.name}`,
    expected: index === 0 ? text(historyOf(versions)) : text([step]),
    query:
      index === 0
        ? recorded(step.name)
        : `${recorded(step.name)} AND version = (SELECT MAX(version) FROM schema_history WHERE step = ${literal(step.name)})`,
  }));
}

function figures(samples: readonly Memo[] = []): readonly Check[] {
  const sample = `id <= ${LAST_SAMPLE_ID}`;
  const count = (where: string): string => `SELECT COUNT(*) FROM memos WHERE ${where}`;
  return [
    { subject: 'sample memos', expected: samples.length, query: count(sample) },
    ...PRIORITIES.map((name, index) => ({
      subject: `sample memos of priority ${name}`,
      expected: samples.filter(({ priority }) => priority === index + 1).length,
      query: count(`${sample} AND priority = ${index + 1}`),
    })),
  ];
}

/** What must be so of every memo, also where somebody switched the checks off. */
function rows(): readonly string[] {
  const rules: Readonly<Record<string, string>> = {
    'the title is empty': "title = ''",
    'the content is empty': "content = ''",
    'the priority is not 1 to 4': 'priority NOT BETWEEN 1 AND 4',
    'the tags are no list':
      "tags IS NOT NULL AND IF(JSON_VALID(tags), JSON_TYPE(tags), 'none') NOT IN ('ARRAY', 'NULL')",
    'it changed before it was made': 'updated_at < created_at',
  };
  return Object.entries(rules).map(
    ([fault, where]) =>
      `INSERT INTO faults (subject, fault) SELECT 'rows', CONCAT('memo ', id, ': ${fault}') FROM memos WHERE ${where} ORDER BY id;`,
  );
}

/** Sample memos that are missing, too many, or different; each named by its id, a different one with its column. */
function content(): readonly string[] {
  const named = "INSERT INTO faults (subject, fault) SELECT 'content', CONCAT('memo ',";
  // Texts are compared byte by byte: no case, no accent and no space at the end is left out.
  const different = COLUMNS.filter(column => column !== 'id').map(
    column =>
      `${named} w.id, ': ${column} is ', COALESCE(LEFT(m.${column}, 80), 'nothing'), ', expected ', COALESCE(LEFT(w.${column}, 80), 'nothing'))
  FROM wanted_memos AS w JOIN memos AS m USING (id) WHERE NOT CAST(m.${column} AS BINARY) <=> CAST(w.${column} AS BINARY) ORDER BY w.id;`,
  );
  return [
    `${named} w.id, ' is missing: ', w.title) FROM wanted_memos AS w LEFT JOIN memos AS m USING (id) WHERE m.id IS NULL ORDER BY w.id;`,
    `${named} m.id, ' is not among the sample memos: ', m.title)
  FROM memos AS m LEFT JOIN wanted_memos AS w USING (id) WHERE m.id <= ${LAST_SAMPLE_ID} AND w.id IS NULL ORDER BY m.id;`,
    ...different,
  ];
}
