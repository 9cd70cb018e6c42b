import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filled } from '../filled';
import type { AppliedStep } from '../sql-step';
import { isWithdrawn } from './merge';
import { allColumns, isGits, literal, nameColumn, wanted, type SampleTable } from './sample-table';

/** A figure, and the query that finds it. */
export interface Check {
  readonly subject: string;
  readonly expected: number | string;
  readonly query: string;
}

export interface ValidationProps {
  readonly tables: readonly SampleTable[];
  /** Figures of the documents. */
  readonly figures: readonly Check[];
  /** Steps that have to be applied, in these versions. */
  readonly steps: readonly AppliedStep[];
  /** SQL that writes what else is off into the temporary table `faults (subject, fault)`. */
  readonly rules: string;
  /** Page that tells what to do about faults: `docs/guides/tripgen-data.md`. */
  readonly guide: string;
}

const [BEGIN, REFERENCES, END] = ['begin', 'references', 'end'].map(name =>
  readFileSync(join(__dirname, `${name}.sql`), 'utf8'),
) as [string, string, string];

/** SQL that compares the database with the sample data and with the rules, names every fault, and fails where there is one. */
export function validationScript({ tables, figures, steps, rules, guide }: ValidationProps): string {
  return [
    BEGIN,
    '-- Figures of the document.',
    ...[...figures, ...tables.map(rowCount), ...steps.flatMap(versions)].map(check),
    '',
    '-- Content: every sample row is there and is what git wants, and there is no other.',
    ...tables.flatMap(table => content(table, tables)),
    '',
    ...tables.flatMap(keys),
    REFERENCES,
    rules,
    filled(END, { guide }),
  ].join('\n');
}

function check({ subject, expected, query }: Check): string {
  const values = [subject, String(expected)].map(literal).join(', ');
  return `INSERT INTO checks (subject, expected, found) SELECT ${values}, (${query})::text;`;
}

const inGit = (table: SampleTable): string => `id IN (SELECT id FROM ${wanted(table)})`;

function rowCount(table: SampleTable): Check {
  const { name, mark, rows } = table;
  return {
    subject: `sample rows of ${name}`,
    expected: rows.length,
    query: `SELECT count(*) FROM ${name} WHERE ${mark.by === 'code' ? isGits(table) : inGit(table)}`,
  };
}

function versions({ name, version, checksum }: AppliedStep): readonly Check[] {
  const newest = (column: string): string =>
    `SELECT ${column} FROM schema_history WHERE step = ${literal(name)} ORDER BY version DESC LIMIT 1`;
  return [
    { subject: `version of ${name}`, expected: version, query: newest('version') },
    { subject: `checksum of ${name}`, expected: checksum.slice(0, 12), query: newest('left(checksum, 12)') },
  ];
}

/** Rows that are missing, too many, or different; each named, a different one with its columns. */
function content(table: SampleTable, tables: readonly SampleTable[]): readonly string[] {
  const { name, mark, rows } = table;
  const columns = allColumns(table).join(', ');
  const id = nameColumn(table);
  const selected = ['id', ...(id === 'id' ? [] : [id])].join(', ');
  const isOther = mark.by === 'code' ? 'sample_code IS NULL' : `NOT ${inGit(table)}`;
  const hasEmpty = rows.some(({ values }) => Object.values(values).includes(null));
  const expected = hasEmpty ? "coalesce(e.value, 'nothing')" : 'e.value';
  return [
    '',
    `INSERT INTO others SELECT '${name}', count(*) FROM ${name} WHERE ${isOther};`,
    'INSERT INTO faults (subject, fault)',
    `SELECT 'content', format('${name} %s: the row is missing', ${id}) FROM ${wanted(table)} AS w`,
    `WHERE NOT EXISTS (SELECT FROM ${name} AS t WHERE t.id = w.id) ORDER BY ${id};`,
    'INSERT INTO faults (subject, fault)',
    `SELECT 'content', format('${name} %s: this row is not in the sample data', ${id}) FROM ${name} AS t`,
    `WHERE ${superfluous(table, tables)} ORDER BY ${id};`,
    'INSERT INTO faults (subject, fault)',
    `SELECT 'content', format('${name} %s: %s is %s, expected %s', w.${id}, e.key, coalesce(t.row ->> e.key, 'nothing'), ${expected})`,
    `FROM (SELECT ${selected}, to_jsonb(r) AS row FROM ${wanted(table)} AS r) AS w`,
    `JOIN (SELECT id, to_jsonb(r) AS row FROM (SELECT ${columns} FROM ${name}) AS r) AS t USING (id)`,
    'CROSS JOIN LATERAL jsonb_each_text(w.row) AS e',
    `WHERE t.row ->> e.key IS DISTINCT FROM e.value ORDER BY w.${id}, e.key;`,
  ];
}

function superfluous(table: SampleTable, tables: readonly SampleTable[]): string {
  if (table.mark.by === 'range') return isWithdrawn(table, tables, 't');
  return `${isGits(table)} AND NOT EXISTS (SELECT FROM ${wanted(table)} AS w WHERE t.id = w.id)`;
}

/** Keys that have to be there. */
function keys({ name, mark, references }: SampleTable): readonly string[] {
  const foreign = Object.entries(references).map(
    ([column, parent]) => `('f', ${literal(column)}, 'foreign key ${name}.${column} to ${parent}')`,
  );
  const wantedKeys = [
    `('p', 'id', 'primary key of ${name}')`,
    ...(mark.by === 'code' ? [`('u', 'sample_code', 'unique ${name}.sample_code')`] : []),
    ...foreign,
  ];
  return [
    'INSERT INTO faults (subject, fault)',
    "SELECT 'constraints', want.what || ' is missing'",
    `FROM (VALUES ${wantedKeys.join(', ')}) AS want (kind, column_name, what)`,
    'WHERE NOT EXISTS (',
    '  SELECT FROM pg_constraint AS c JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)',
    `  WHERE c.conrelid = 'public.${name}'::regclass AND c.contype::text = want.kind AND a.attname = want.column_name);`,
  ];
}
