-- A check that does not find what it expects is a fault, too.
INSERT INTO faults (subject, fault)
SELECT subject, format('found %s, expected %s', coalesce(found, 'nothing'), expected)
FROM checks WHERE found IS DISTINCT FROM expected;

\pset footer off
\pset null nothing
\echo
\echo === Validation of the data ===
SELECT subject AS "check", expected, found, CASE WHEN found = expected THEN 'ok' ELSE 'FAULT' END AS verdict
FROM checks ORDER BY number;
SELECT count(*) > 0 AS there_are_others FROM others WHERE how_many > 0 \gset
\if :there_are_others
\echo === Rows of the application (no fault) ===
SELECT table_name AS "table", how_many AS "rows" FROM others WHERE how_many > 0 ORDER BY 1;
\endif
SELECT count(*) > 0 AS there_are_faults, count(*) AS how_many FROM faults \gset
\if :there_are_faults
\echo === Faults ===
SELECT subject, fault FROM faults ORDER BY number;
\endif

DO $verdict$
DECLARE
  how_many integer := (SELECT count(*) FROM faults);
BEGIN
  IF how_many > 0 THEN
    RAISE EXCEPTION 'the data have % fault(s): they stand above', how_many
      USING HINT = 'Run the load again: it sets sample rows right. What it cannot, {{guide}} tells.';
  END IF;
END
$verdict$;
\echo data are complete
