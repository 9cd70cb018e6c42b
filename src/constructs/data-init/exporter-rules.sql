
-- What watches the server logs in, and has no right on any data.
INSERT INTO faults (subject, fault)
SELECT 'exporter', problem FROM (
  SELECT '{{role}} is missing' AS problem WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{{role}}')
  UNION ALL
  SELECT '{{role}} may ' || may FROM pg_roles
  CROSS JOIN LATERAL (VALUES (rolsuper, 'do everything'), (rolcreaterole, 'make roles'), (rolcreatedb, 'make databases'),
    (rolreplication, 'replicate'), (rolbypassrls, 'pass row security'), (NOT rolcanlogin, 'not log in'),
    (rolconnlimit <> {{connections}}, format('have %s connections, expected {{connections}}', rolconnlimit)),
    (has_database_privilege(oid, current_database(), 'CONNECT'), format('enter %I', current_database())),
    (has_schema_privilege(oid, 'public', 'USAGE, CREATE'), 'use public'),
    (NOT pg_has_role(oid, 'pg_use_reserved_connections', 'USAGE'), 'not come into a full server')) AS rights (is_so, may)
  WHERE rolname = '{{role}}' AND is_so
  UNION ALL
  SELECT format('{{role}} is a member of %s', m.roleid::regrole) FROM pg_auth_members AS m JOIN pg_roles AS r ON r.oid = m.member
  WHERE r.rolname = '{{role}}' AND m.roleid <> 'pg_use_reserved_connections'::regrole
  UNION ALL
  SELECT format('{{role}} has a right on %s', t.oid::regclass) FROM pg_roles AS r CROSS JOIN pg_class AS t
  WHERE r.rolname = '{{role}}' AND t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND (has_any_column_privilege(r.oid, t.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
      OR has_table_privilege(r.oid, t.oid, 'DELETE, TRUNCATE, TRIGGER'))
) AS problems;
