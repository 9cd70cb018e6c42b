import { literal } from '../../../constructs/data-init/sample';

/** A column as the design document declares it, in PostgreSQL's own words. */
export interface Column {
  readonly table: string;
  readonly name: string;
  /** `numeric(10,2)` */
  readonly type: string;
  readonly notNull: boolean;
  /** Expression. @default none */
  readonly default?: string;
}

const ID = { name: 'id', type: 'integer', notNull: true } as const;

/** Columns of a table whose id is SERIAL. */
export function columnsOf(table: string, others: readonly Omit<Column, 'table'>[]): readonly Column[] {
  const id = { ...ID, default: `nextval('${table}_id_seq'::regclass)` };
  return [id, ...others].map(column => ({ table, ...column }));
}

/** Times of a row, as both tables with times declare them. */
export const TIMES: readonly Omit<Column, 'table'>[] = ['created_at', 'updated_at'].map(name => ({
  name,
  type: 'timestamp without time zone',
  notNull: false,
  default: 'CURRENT_TIMESTAMP',
}));

/** SQL that writes down tables and columns that are not the document's, and indexes and triggers that do not work. (LP-06) */
export function columnRules(columns: readonly Column[]): string {
  const rows = columns.map(
    ({ table, name, type, notNull, default: value = '' }) =>
      `(${[table, name].map(literal).join(', ')}, ${literal(`${type}${notNull ? ' NOT NULL' : ''}${value && ` DEFAULT ${value}`}`)})`,
  );
  return `-- Tables and columns are the document's, and no other.
INSERT INTO faults (subject, fault)
SELECT 'columns', format('%s.%s is %s, expected %s', coalesce(want.of, have.of), coalesce(want.name, have.name),
  coalesce(have.shape, 'missing'), coalesce(want.shape, 'no such column'))
FROM (VALUES ${rows.join(',\n  ')}) AS want (of, name, shape)
FULL JOIN (
  SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
    || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
  FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
  LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'schema_history'
    AND a.attnum > 0 AND NOT a.attisdropped
) AS have (of, name, shape) ON (have.of, have.name) = (want.of, want.name)
WHERE want.shape IS DISTINCT FROM have.shape ORDER BY 2;

INSERT INTO faults (subject, fault)
SELECT 'indexes', format('%s is not valid', indexrelid::regclass) FROM pg_index
WHERE NOT indisvalid AND indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace);
INSERT INTO faults (subject, fault)
SELECT 'triggers', format('%s of %s is switched off', tgname, tgrelid::regclass)
FROM pg_trigger WHERE tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) AND tgenabled <> 'O';
`;
}

/** Names of what guards and speeds up the data. */
export interface Guards {
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
}

/** SQL that writes down which of them are missing. */
export function guardRules({ constraints, indexes, triggers }: Guards): string {
  const list = (names: readonly string[]): string => names.map(name => `(${literal(name)})`).join(', ');
  return `INSERT INTO faults (subject, fault)
SELECT 'constraints', name || ' is missing or not validated' FROM (VALUES ${list(constraints)}) AS want (name)
WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conname = name AND connamespace = 'public'::regnamespace AND convalidated);
INSERT INTO faults (subject, fault)
SELECT 'indexes', name || ' is missing' FROM (VALUES ${list(indexes)}) AS want (name) WHERE to_regclass('public.' || name) IS NULL;
INSERT INTO faults (subject, fault)
SELECT 'triggers', name || ' is missing' FROM (VALUES ${list(triggers)}) AS want (name)
WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = name);
`;
}
