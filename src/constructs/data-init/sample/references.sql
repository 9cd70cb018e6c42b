-- References: every row that refers to another finds it, whatever was switched off when it was written.
DO $references$
DECLARE
  key record;
BEGIN
  FOR key IN
    SELECT c.conname, c.conrelid::regclass AS child, a.attname AS column_name, c.confrelid::regclass AS parent,
           b.attname AS parent_column, c.convalidated
    FROM pg_constraint AS c
    JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    JOIN pg_attribute AS b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND cardinality(c.conkey) = 1
    ORDER BY c.conname
  LOOP
    IF NOT key.convalidated THEN
      INSERT INTO faults (subject, fault) VALUES ('constraints', format('%s is not validated', key.conname));
    END IF;
    EXECUTE format(
      'INSERT INTO faults (subject, fault)
       SELECT ''references'', format(''%s %%s: %s %%s is not in %s'',
         coalesce(to_jsonb(c) ->> ''sample_code'', to_jsonb(c) ->> ''id''), c.%I)
       FROM %s AS c WHERE c.%I IS NOT NULL AND NOT EXISTS (SELECT FROM %s AS p WHERE p.%I = c.%I)',
      key.child, key.column_name, key.parent, key.column_name,
      key.child, key.column_name, key.parent, key.parent_column, key.column_name);
  END LOOP;
END
$references$;
