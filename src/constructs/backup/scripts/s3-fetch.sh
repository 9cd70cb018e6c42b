#!/bin/bash
# Brings one backup and its checksum into $FOLDER: $BACKUP, or the newest that has a checksum.
set -euo pipefail
. /scripts/object-store.sh

# 1 says that nothing is there; what else fails says more than 1. A line is date, time, size and name.
list="$(aws s3 ls "s3://$BUCKET/$PREFIX$DATABASE-")" || [ "$?" -eq 1 ]
list="$(while read -r _ _ _ file; do echo "$file"; done <<<"$list")"
name="${BACKUP:-$(newest <<<"$list")}"
[ -n "$name" ] || { echo "fetch: s3://$BUCKET/$PREFIX has no backup of $DATABASE" >&2; exit 1; }
for file in "$name" "$name.sha256"; do
  aws s3 cp --only-show-errors "s3://$BUCKET/$PREFIX$file" "$FOLDER/$file" ||
    { echo "fetch: $file did not come; s3://$BUCKET/$PREFIX has:" >&2; echo "$list" >&2; exit 1; }
done
echo "fetch: $name"
