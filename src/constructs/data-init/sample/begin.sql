-- Looks at everything, reports it, and fails when anything is off. It changes nothing: what it writes is temporary.

SELECT pg_advisory_xact_lock_shared(hashtextextended('data-init', 0)) AS locked \gset
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = public;

CREATE TEMPORARY TABLE checks (number integer GENERATED ALWAYS AS IDENTITY, subject text, expected text, found text) ON COMMIT DROP;
CREATE TEMPORARY TABLE faults (number integer GENERATED ALWAYS AS IDENTITY, subject text, fault text) ON COMMIT DROP;
CREATE TEMPORARY TABLE others (table_name text, how_many bigint) ON COMMIT DROP;
SET TRANSACTION READ ONLY;
