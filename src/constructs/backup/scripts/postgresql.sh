# How PostgreSQL is dumped and loaded. libpq's variables name server, user and database.

# Policies are in force some seconds after a pod has started: a refused first connection is no answer yet.
ready() {
  until pg_isready --quiet; do
    [ "$SECONDS" -lt "${WAIT_SECONDS:-120}" ] || return 1
    sleep 1
  done
}

# A plain dump gives large objects transactions of their own, and the first of those would end the restore's.
dump() {
  [ "$(psql -X -A -t -c 'SELECT count(*) FROM pg_largeobject_metadata')" = 0 ] ||
    { echo "$DATABASE has large objects, which a plain dump cannot put back in one transaction" >&2; return 1; }
  pg_dump --format=plain --no-blobs --encoding=UTF8
}

# A plain dump says at its end that it is one.
complete() {
  gzip --test "$1" && gzip --decompress --stdout "$1" | tail -n 20 | grep -q '^-- PostgreSQL database dump complete'
}

# Roles belong to the server, not to the dump: they must be there. COMMIT is said only where the last byte of the dump was
# read: psql takes an end that comes too early for the end of its script, and -1 would commit what it has got by then.
load() {
  {
    echo 'BEGIN;'
    empty
    gzip --decompress --stdout "$1" && echo 'COMMIT;'
  } | psql -X -q -v ON_ERROR_STOP=1 -o /dev/null || { echo "restore: nothing was changed" >&2; return 1; }
}

# Everything goes that the user may remove, also what is newer than the dump; then what every new database starts with.
empty() {
  cat <<'SQL'
SET LOCAL lock_timeout = '1min';
SET LOCAL client_min_messages = warning;
DO $empty$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' AND pg_has_role(extowner, 'USAGE') LOOP
    EXECUTE format('DROP EXTENSION IF EXISTS %I CASCADE', name);
  END LOOP;
  FOR name IN SELECT nspname FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND pg_has_role(nspowner, 'USAGE') LOOP
    EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', name);
  END LOOP;
  PERFORM lo_unlink(oid) FROM pg_largeobject_metadata;
END
$empty$;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
COMMENT ON SCHEMA public IS 'standard public schema';
GRANT USAGE ON SCHEMA public TO PUBLIC;
SQL
}
