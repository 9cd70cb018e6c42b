-- Opens a step of the data initialisation. psql runs it first in the step's only transaction (psql -1) with the
-- variables step, version, checksum, needs_step and needs_version.

-- One step at a time, whichever Job or pod it comes from: a Job can start twice, and CREATE … IF NOT EXISTS is not safe
-- under concurrency. The lock goes with the transaction, also when the client is killed.
SELECT pg_advisory_xact_lock(hashtextextended('data-init', 0)) AS locked \gset

-- A backend whose client was killed while it waits for the lock leaves within two seconds.
SET LOCAL client_connection_check_interval = '2s';
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = public;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL timezone = 'UTC';

-- What a step does may hold a password: a superuser keeps this transaction out of the server's log.
SELECT rolsuper AS superuser FROM pg_roles WHERE rolname = current_user \gset
\if :superuser
SET LOCAL log_statement = 'none';
SET LOCAL log_min_duration_statement = -1;
SET LOCAL log_min_duration_sample = -1;
SET LOCAL log_transaction_sample_rate = 0;
SET LOCAL log_min_error_statement = 'panic';
SET LOCAL debug_print_parse = off;
SET LOCAL debug_print_rewritten = off;
SET LOCAL debug_print_plan = off;
\endif

CREATE TABLE IF NOT EXISTS public.schema_history (
  step text NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  checksum text NOT NULL CHECK (checksum ~ '^[0-9a-f]{64}$'),
  applied_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (step, version)
);
COMMENT ON TABLE public.schema_history IS 'Which version of which step of the data initialisation was applied, and when.';
COMMENT ON COLUMN public.schema_history.step IS 'Name of the step, which is the name of its Job.';
COMMENT ON COLUMN public.schema_history.checksum IS 'SHA-256 of the step''s files, in the order in which they ran.';

SELECT set_config('data_init.step', :'step', true) AS step_set,
       set_config('data_init.version', :'version', true) AS version_set,
       set_config('data_init.checksum', :'checksum', true) AS checksum_set,
       set_config('data_init.needs_step', :'needs_step', true) AS needs_step_set,
       set_config('data_init.needs_version', :'needs_version', true) AS needs_version_set \gset

DO $refusals$
DECLARE
  own_step text := current_setting('data_init.step');
  own_version integer := current_setting('data_init.version')::integer;
  own_checksum text := current_setting('data_init.checksum');
  needed_step text := current_setting('data_init.needs_step');
  needed_version integer := current_setting('data_init.needs_version')::integer;
  newest record;
  there integer;
BEGIN
  SELECT version, checksum INTO newest
  FROM public.schema_history WHERE step = own_step ORDER BY version DESC LIMIT 1;
  IF newest.version > own_version THEN
    RAISE EXCEPTION '%: this is version %, the database has version % already', own_step, own_version, newest.version
      USING HINT = 'A step never goes back. Raise the version in git above the recorded one, or restore a backup.';
  END IF;
  IF newest.version = own_version AND newest.checksum <> own_checksum THEN
    RAISE EXCEPTION '%: version % was applied with checksum %, these files have %',
      own_step, own_version, newest.checksum, own_checksum
      USING HINT = 'The files changed and their version did not: raise the version of the step in git.';
  END IF;
  IF needed_step <> '' THEN
    SELECT max(version) INTO there FROM public.schema_history WHERE step = needed_step;
    IF coalesce(there, 0) < needed_version THEN
      RAISE EXCEPTION '%: needs version % of %, the database has %',
        own_step, needed_version, needed_step, coalesce('version ' || there, 'none of it')
        USING HINT = format('Run the Job %s first.', needed_step);
    END IF;
  END IF;
END
$refusals$;

SELECT coalesce(max(version), 0) AS recorded_version FROM public.schema_history WHERE step = :'step' \gset
\echo :step: version :version (recorded: :recorded_version)
