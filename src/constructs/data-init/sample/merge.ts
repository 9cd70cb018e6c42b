import { allColumns, isGits, wanted, type SampleTable } from './sample-table';

/**
 * SQL that makes the sample rows what git wants: what git no longer has goes, what it has comes or is set right. A row that
 * git no longer has and that others refer to stays: with a code it becomes an ordinary row; in a range it is left alone.
 * Rows of the application are nobody's business here. Twice is like once: a row that is right is not written.
 */
export function mergeScript(tables: readonly SampleTable[]): string {
  const backwards = [...tables].reverse();
  const marked = (by: SampleTable['mark']['by']): readonly SampleTable[] =>
    backwards.filter(({ mark }) => mark.by === by);
  return [
    '-- Makes the sample rows what git wants. Generated.',
    '',
    '-- Rows may exchange their names or places: what is unique is looked at when all have moved.',
    'SET CONSTRAINTS ALL DEFERRED;',
    ...marked('code').flatMap(table => withdrawByCode(table, tables)),
    ...tables.map(upsert),
    // After the rows that refer to them have moved: nothing but its references tells that a row is still needed.
    ...marked('range').flatMap(table => withdrawByRange(table, tables)),
    '',
  ].join('\n');
}

const gone = (table: SampleTable, of: string): string =>
  `${isGits(table, `${of}.`)} AND NOT EXISTS (SELECT FROM ${wanted(table)} AS w WHERE w.id = ${of}.id)`;

/** Conditions that no row of any table refers to the row. */
function unused(table: SampleTable, tables: readonly SampleTable[], of: string): readonly string[] {
  return tables.flatMap(child =>
    Object.entries(child.references)
      .filter(([, parent]) => parent === table.name)
      .map(([column]) => `NOT EXISTS (SELECT FROM public.${child.name} AS c WHERE c.${column} = ${of}.id)`),
  );
}

/** Condition that a row has no place in the sample data: git has not got it, and no row refers to it. */
export function isWithdrawn(table: SampleTable, tables: readonly SampleTable[], of: string): string {
  return [gone(table, of), ...(table.mark.by === 'range' ? unused(table, tables, of) : [])].join('\n  AND ');
}

function withdrawByCode(table: SampleTable, tables: readonly SampleTable[]): readonly string[] {
  const users = unused(table, tables, 'kept');
  const remove = `DELETE FROM public.${table.name} AS kept WHERE ${[gone(table, 'kept'), ...users].join('\n  AND ')};`;
  const release = `UPDATE public.${table.name} AS kept SET sample_code = NULL WHERE ${gone(table, 'kept')};`;
  return ['', remove, ...(users.length > 0 ? [release] : [])];
}

function withdrawByRange(table: SampleTable, tables: readonly SampleTable[]): readonly string[] {
  const remove = `DELETE FROM public.${table.name} AS kept WHERE ${isWithdrawn(table, tables, 'kept')};`;
  if (!Object.values(table.references).includes(table.name)) return ['', remove];
  // Its rows refer to each other: when the leaves are gone, others may be leaves.
  return [
    '',
    'DO $withdraw$',
    'BEGIN',
    '  LOOP',
    remove,
    '    EXIT WHEN NOT FOUND;',
    '  END LOOP;',
    'END',
    '$withdraw$;',
  ];
}

function upsert(table: SampleTable): string {
  const columns = allColumns(table);
  const own = columns.filter(column => column !== 'id');
  const row = (of: string): string => `(${own.map(column => `${of}.${column}`).join(', ')})`;
  return [
    '',
    `INSERT INTO public.${table.name} AS kept (${columns.join(', ')})`,
    `SELECT ${columns.join(', ')} FROM ${wanted(table)}`,
    `ON CONFLICT (id) DO UPDATE SET (${own.join(', ')}) = ${row('excluded')}`,
    `WHERE ${row('kept')} IS DISTINCT FROM ${row('excluded')};`,
  ].join('\n');
}
