import { literal } from '../../../constructs/data-init/sample';

const PRIVILEGES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

/** Privileges of PostgreSQL 16 that no application has on a table. */
const NEVER = ['TRUNCATE', 'REFERENCES', 'TRIGGER'] as const;

/** What a role may do with each table. Who inserts may also take ids from the table's sequence. */
export type Rights = Readonly<Record<string, readonly (typeof PRIVILEGES)[number][]>>;

const sequenceOf = (table: string): string => `${table}_id_seq`;

/** SQL that grants the rights to a role that has none. */
export function grantsOf(role: string, rights: Rights): string {
  const tables = Object.entries(rights);
  const sequences = tables
    .filter(([, privileges]) => privileges.includes('INSERT'))
    .map(([table]) => sequenceOf(table));
  return [
    `REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, ${role};`,
    ...tables.map(([table, privileges]) => `GRANT ${privileges.join(', ')} ON public.${table} TO ${role};`),
    ...sequences.map(sequence => `GRANT USAGE ON SEQUENCE public.${sequence} TO ${role};`),
    '',
  ].join('\n');
}

/** SQL that writes down what the role may do and should not, and what it may not and should. */
export function rightsRules(role: string, rights: Rights): string {
  const name = literal(role);
  const granted = Object.entries(rights).flatMap(([table, privileges]) =>
    privileges.map(privilege => `(${literal(table)}, ${literal(privilege)})`),
  );
  const sequences = Object.entries(rights).flatMap(([table, privileges]) =>
    privileges.includes('INSERT') ? [literal(sequenceOf(table))] : [],
  );
  const all = [...PRIVILEGES, ...NEVER].map(privilege => `(${literal(privilege)})`).join(', ');
  return `-- The service's role can do its work, and no more.
INSERT INTO faults (subject, fault)
SELECT 'application role', problem FROM (
  SELECT '${role} is missing' AS problem WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${name})
  UNION ALL
  SELECT '${role} may ' || may FROM pg_roles
  CROSS JOIN LATERAL (VALUES (rolsuper, 'do everything'), (rolcreaterole, 'make roles'), (rolcreatedb, 'make databases'),
    (rolreplication, 'replicate'), (rolbypassrls, 'pass row security'), (NOT rolcanlogin, 'not log in'),
    (has_schema_privilege(oid, 'public', 'CREATE'), 'make tables in public'),
    (NOT has_schema_privilege(oid, 'public', 'USAGE'), 'not use public'),
    (has_database_privilege(oid, current_database(), 'CREATE'), 'make schemas'),
    (EXISTS (SELECT FROM pg_auth_members WHERE member = oid), 'act as another role')) AS rights (is_so, may)
  WHERE rolname = ${name} AND is_so
  UNION ALL
  SELECT format('${role} may %s %s', CASE WHEN want THEN 'not ' || lower(privilege) ELSE lower(privilege) END, relname)
  FROM pg_roles AS r CROSS JOIN pg_class AS t CROSS JOIN (VALUES ${all}) AS p (privilege)
  CROSS JOIN LATERAL (SELECT (t.relname, p.privilege) IN (${granted.join(', ')})) AS w (want)
  WHERE r.rolname = ${name} AND t.relnamespace = 'public'::regnamespace AND t.relkind = 'r'
    AND (has_table_privilege(r.oid, t.oid, privilege) <> want
      OR NOT want AND privilege IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege(r.oid, t.oid, privilege))
  UNION ALL
  SELECT format('${role} may %s %s', CASE WHEN want THEN 'not use' ELSE 'use' END, relname)
  FROM pg_roles AS r CROSS JOIN pg_class AS s CROSS JOIN LATERAL (SELECT s.relname IN (${sequences.join(', ')})) AS w (want)
  WHERE r.rolname = ${name} AND s.relnamespace = 'public'::regnamespace AND s.relkind = 'S'
    AND has_sequence_privilege(r.oid, s.oid, 'USAGE') <> want
  UNION ALL
  SELECT format('every role of the server may connect to %s', current_database())
  WHERE has_database_privilege('public', current_database(), 'CONNECT')
) AS problems;
`;
}
