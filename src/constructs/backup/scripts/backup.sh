#!/bin/bash
# Writes one backup of $DATABASE into $FOLDER: complete, with its checksum, or none. Reads: $KEEP, the backups to keep.
set -euo pipefail
. /scripts/engine.sh

# A name is a time of fixed length: no backup of "shop-eu" is taken for one of "shop".
names="$DATABASE-????????T??????Z.sql.gz"

# One at a time: another run's unfinished file looks like a dead one's. The lock goes with the process that holds it.
exec 9>"$FOLDER/.lock"
flock --timeout 600 9 || { echo "backup: another run has held $FOLDER/.lock for ten minutes" >&2; exit 1; }
# What a run that was killed left behind.
find "$FOLDER" -maxdepth 1 -name "$names.part" -delete

until name="$DATABASE-$(date -u +%Y%m%dT%H%M%SZ).sql.gz" && [ ! -e "$FOLDER/$name" ]; do sleep 0.1; done
part="$FOLDER/$name.part"
trap 'rm -f "$part"' EXIT

failed() {
  echo "backup: $1; the last good backup is kept" >&2
  exit 1
}
ready || failed "no answer from the server of $DATABASE"
dump | gzip -6 >"$part" || failed "the dump of $DATABASE failed"
complete "$part" || failed "the dump of $DATABASE ends too early"

# The checksum first: from its last rename on the backup is one.
sum="$(sha256sum <"$part" | cut -d ' ' -f 1)"
printf '%s  %s\n' "$sum" "$name" >"$FOLDER/$name.sha256"
sync -f "$part"
mv "$part" "$FOLDER/$name"
sync -f "$FOLDER/$name"

# Only now older ones go: whatever failed above has left them all.
find "$FOLDER" -maxdepth 1 -name "$names" -printf '%f\n' | sort -r | tail -n +"$((KEEP + 1))" |
  while read -r old; do rm -f "$FOLDER/$old.sha256" "$FOLDER/$old"; done
find "$FOLDER" -maxdepth 1 -name "$names.sha256" -printf '%f\n' |
  while read -r alone; do [ -e "$FOLDER/${alone%.sha256}" ] || rm -f "$FOLDER/$alone"; done
echo "backup: $name, $(stat -c %s "$FOLDER/$name") bytes, SHA-256 $sum"
