/** What a column of a sample row may hold; null is an empty place. */
export type SampleValue = string | number | null | readonly string[];

/** A row of the sample data, with an id that never changes. */
export interface SampleRow {
  readonly id: string | number;
  readonly values: Readonly<Record<string, SampleValue>>;
}

/**
 * How git's rows are told from the application's. `code`: a column `sample_code` names them; it is empty in rows of the
 * application. `range`: ids up to `lastId` are git's, and the application's sequence starts above; for tables whose columns
 * are given.
 */
export type SampleMark = { readonly by: 'code' } | { readonly by: 'range'; readonly lastId: number };

/** A table that the sample data fill. Its primary key is `id`. */
export interface SampleTable {
  readonly name: string;
  readonly mark: SampleMark;
  /** Columns that git decides beside `id`; the others (status, times) are the application's. */
  readonly columns: readonly string[];
  /** Every column that holds the id of another table's row, also where the sample rows leave it empty. */
  readonly references: Readonly<Record<string, string>>;
  readonly rows: readonly SampleRow[];
}

/** Name of the temporary table that holds what git wants. */
export const wanted = (table: SampleTable): string => `wanted_${table.name}`;

/** Columns of the temporary table: what git decides of a row. */
export const allColumns = ({ columns }: SampleTable): readonly string[] => ['id', ...columns];

/** Column that names a row in messages. */
export const nameColumn = ({ mark }: SampleTable): string => (mark.by === 'code' ? 'sample_code' : 'id');

/**
 * Condition that a row is git's.
 * @param of alias of the table, with its point, or nothing
 */
export const isGits = ({ mark }: SampleTable, of = ''): string =>
  mark.by === 'code' ? `${of}sample_code IS NOT NULL` : `${of}id <= ${mark.lastId}`;

/** Rows of one INSERT: enough to be quick, few enough to find an error by its line. */
const CHUNK = 50;

/** SQL that fills the temporary tables of these tables with what git wants. */
export function wantedScript(title: string, tables: readonly SampleTable[]): string {
  return [`-- ${title} Generated: change the data in git, and raise their version.`, ...tables.map(fill), ''].join(
    '\n',
  );
}

function fill(table: SampleTable): string {
  const columns = allColumns(table);
  const values = table.rows.map(
    ({ id, values: given }) =>
      `(${[id, ...table.columns.map(column => given[column] as SampleValue)].map(literal).join(', ')})`,
  );
  const chunks = Array.from({ length: Math.ceil(values.length / CHUNK) }, (_, index) =>
    values.slice(index * CHUNK, (index + 1) * CHUNK),
  );
  return [
    '',
    `CREATE TEMPORARY TABLE ${wanted(table)} AS SELECT ${columns.join(', ')} FROM public.${table.name} WITH NO DATA;`,
    ...chunks.map(chunk => `INSERT INTO ${wanted(table)} (${columns.join(', ')}) VALUES\n${chunk.join(',\n')};`),
  ].join('\n');
}

/** A value as SQL. Line breaks and quotes of texts cannot end it. */
export function literal(value: SampleValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return value.length === 0 ? "'{}'" : `ARRAY[${value.map(literal).join(', ')}]`;
}
