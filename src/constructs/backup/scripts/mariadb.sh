# How MariaDB is dumped and loaded. $MYSQL_HOST, $MYSQL_TCP_PORT and $DATABASE_USER name server and user; the clients read
# the password from $MYSQL_PWD, so that no list of processes shows it.

server=(--no-defaults --protocol=tcp "--host=$MYSQL_HOST" "--port=$MYSQL_TCP_PORT" "--user=$DATABASE_USER"
  --default-character-set=utf8mb4)

query() {
  mariadb "${server[@]}" --batch --skip-column-names --execute="$1"
}

# Policies are in force some seconds after a pod has started: a refused first connection is no answer yet.
ready() {
  local answer
  until answer="$(query 'SELECT 1' 2>&1)"; do
    [ "$SECONDS" -lt "${WAIT_SECONDS:-120}" ] || { echo "$answer" >&2; return 1; }
    sleep 1
  done
}

# One moment of all rows, without a lock. A table that somebody alters meanwhile fails the dump.
dump() {
  mariadb-dump "${server[@]}" --single-transaction --quick --routines --triggers --events --hex-blob --no-tablespaces \
    "$DATABASE"
}

# A dump says at its end that it is one.
complete() {
  gzip --test "$1" && gzip --decompress --stdout "$1" | tail -n 1 | grep -q '^-- Dump completed'
}

# MariaDB commits at every statement of DDL, so no transaction holds a whole dump. It is loaded beside the database first: a
# dump that does not load changes nothing. Then its tables take the place of those that are there, by one RENAME TABLE,
# which is all or nothing (atomic DDL, MariaDB 10.6 and newer). Accounts and grants belong to the server: they must be there.
load() {
  local new="${DATABASE}__restore" made
  # Of a database that is gone the server's own collation is taken.
  made="$(query "SELECT CONCAT('CHARACTER SET ', default_character_set_name, ' COLLATE ', default_collation_name)
    FROM information_schema.schemata WHERE schema_name = '$DATABASE'")" || return 1
  query "DROP DATABASE IF EXISTS \`$new\`; CREATE DATABASE \`$new\` $made" && fill "$1" "$new" ||
    { echo "restore: the dump does not load; $DATABASE is as it was" >&2; return 1; }
  query "CREATE DATABASE IF NOT EXISTS \`$DATABASE\` $made" && replace "$1" "$new" "$made" && query "DROP DATABASE \`$new\`"
}

# Loads a dump into an empty database; fails at the first statement that does, and where the dump cannot be read to its end.
fill() {
  gzip --decompress --stdout "$1" | mariadb "${server[@]}" --batch --skip-print-query-on-error "$2"
}

# Puts what was loaded into database $2 in the place of what is there.
replace() {
  local names others
  names="$(tables "$2")" && others="$(immovable "$2" "$DATABASE")" || return 1
  [ -n "$names" ] || { echo "restore: the dump holds no table" >&2; return 1; }
  if [ "$others" = 0 ]; then
    exchange "$2" "$names"
  else
    echo "restore: views, routines, triggers and events do not move: $DATABASE is made anew, statement by statement;" \
      "until this has ended it is not whole, so if it fails, run it again"
    query "DROP DATABASE \`$DATABASE\`; CREATE DATABASE \`$DATABASE\` $3" && fill "$1" "$DATABASE"
  fi
}

tables() {
  query "SELECT table_name FROM information_schema.tables WHERE table_schema = '$1' AND table_type = 'BASE TABLE'"
}

# How many views, routines, triggers and events two databases have: what RENAME TABLE does not move.
immovable() {
  query "SELECT (SELECT COUNT(*) FROM information_schema.views WHERE table_schema IN ('$1', '$2'))
    + (SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema IN ('$1', '$2'))
    + (SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema IN ('$1', '$2'))
    + (SELECT COUNT(*) FROM information_schema.events WHERE event_schema IN ('$1', '$2'))"
}

# All tables at once: the database's go aside, those of $1, whose names are $2, come.
exchange() {
  local aside="${DATABASE}__before" present name moves=()
  present="$(tables "$DATABASE")" || return 1
  while read -r name; do moves+=("\`$DATABASE\`.\`$name\` TO \`$aside\`.\`$name\`"); done < <(printf '%s' "${present:+$present$'\n'}")
  while read -r name; do moves+=("\`$1\`.\`$name\` TO \`$DATABASE\`.\`$name\`"); done <<<"$2"
  query "DROP DATABASE IF EXISTS \`$aside\`; CREATE DATABASE \`$aside\`" &&
    query "RENAME TABLE $(IFS=,; echo "${moves[*]}")" && query "DROP DATABASE \`$aside\`"
}
