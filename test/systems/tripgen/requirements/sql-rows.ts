/** One row of an INSERT, by column. Lists keep their brackets. */
export type Row = Readonly<Record<string, string>>;

/** A literal of the generated SQL: a string, a list, or a word (a number, NULL). */
const LITERAL = /'((?:[^']|'')*)'|ARRAY\[[^\]]*\](?:::\w+(?:\[\])?)?|[^,\s][^,]*/g;

function valuesOf(tuple: string): string[] {
  return [...tuple.matchAll(LITERAL)].map(match => match[1]?.replaceAll("''", "'") ?? match[0]);
}

/**
 * The rows that a generated script wants in a table, read out of its INSERT statements: a row a line.
 * @throws Error when the script has none, or a row with another number of values than columns
 */
export function rowsOf(sql: string, table: string): Row[] {
  const statements = [...sql.matchAll(new RegExp(`^INSERT INTO wanted_${table} \\(([^)]*)\\) VALUES\\n`, 'gm'))];
  if (statements.length === 0) throw new Error(`the script inserts nothing into wanted_${table}`);
  return statements.flatMap(match => {
    const columns = String(match[1]).split(', ');
    const lines = sql.slice(match.index + match[0].length).split('\n');
    const last = lines.findIndex(line => line.endsWith(');'));
    return lines.slice(0, last + 1).map(line => {
      const values = valuesOf(line.replace(/^\(/, '').replace(/\)[,;]$/, ''));
      if (values.length !== columns.length)
        throw new Error(`${values.length} values for ${columns.length} columns: ${line}`);
      return Object.fromEntries(columns.map((column, index) => [column, String(values[index])]));
    });
  });
}

/** How many rows have each value of a column. */
export function tally(rows: readonly Row[], column: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[String(row[column])] = (counts[String(row[column])] ?? 0) + 1;
  return counts;
}
