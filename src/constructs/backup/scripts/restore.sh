#!/bin/bash
# Puts a backup back in one transaction: all of it or nothing. Reads: $BACKUP, its name; without one the newest is taken.
set -euo pipefail
. /scripts/engine.sh

refused() {
  echo "restore: $1; nothing was changed. Choose with BACKUP=<name> among:" >&2
  find "$FOLDER" -maxdepth 1 -name "$DATABASE-*.sql.gz" -printf '%f, %s bytes\n' | sort >&2
  exit 1
}

# Not beside a backup, which removes old ones.
exec 9>"$FOLDER/.lock"
flock --timeout 600 9 || refused "a backup has held $FOLDER/.lock for ten minutes"

name="${BACKUP:-$(find "$FOLDER" -maxdepth 1 -name "$DATABASE-????????T??????Z.sql.gz" -printf '%f\n' | sort | tail -n 1)}"
[ -n "$name" ] && [ -f "$FOLDER/$name" ] || refused "there is no backup ${name:-of $DATABASE}"
[ -f "$FOLDER/$name.sha256" ] || refused "$name has no checksum"
found="$(sha256sum <"$FOLDER/$name" | cut -d ' ' -f 1)  $name"
[ "$found" = "$(cat "$FOLDER/$name.sha256")" ] || refused "$name is not what was written"
complete "$FOLDER/$name" || refused "$name ends too early"
ready || refused "no answer from the server of $DATABASE"

# What a load that fails has changed, its engine says.
load "$FOLDER/$name" || { echo "restore: $name could not be loaded" >&2; exit 1; }
echo "restore: $DATABASE is as $name has it"
