-- Closes a step: writes its version down. psql runs it last in the transaction that begin.sql opened.

-- What is checked at the end of the transaction is checked here, where the message still names its statement.
SET CONSTRAINTS ALL IMMEDIATE;

DO $same_transaction$
BEGIN
  IF coalesce(current_setting('data_init.step', true), '') = '' THEN
    RAISE EXCEPTION 'the transaction that begin.sql opened has ended before end.sql'
      USING HINT = 'A file of a step holds no COMMIT and no ROLLBACK: remove it, and look what it left behind.';
  END IF;
END
$same_transaction$;

INSERT INTO public.schema_history (step, version, checksum)
VALUES (:'step', :'version', :'checksum')
ON CONFLICT (step, version) DO NOTHING;
\echo :step: done
