#!/bin/bash
# Brings one backup and its checksum into $FOLDER: $BACKUP, or the newest that has a checksum.
set -euo pipefail
. /scripts/object-store.sh
. /scripts/azure-login.sh

list="$(az storage blob list --auth-mode login --account-name "$ACCOUNT" --container-name "$CONTAINER" \
  --prefix "$DATABASE-" --num-results '*' --query '[].name' --only-show-errors --output tsv)"
name="${BACKUP:-$(newest <<<"$list")}"
[ -n "$name" ] || { echo "fetch: $ACCOUNT/$CONTAINER has no backup of $DATABASE" >&2; exit 1; }
for file in "$name" "$name.sha256"; do
  az storage blob download --auth-mode login --account-name "$ACCOUNT" --container-name "$CONTAINER" \
    --name "$file" --file "$FOLDER/$file" --no-progress --only-show-errors --output none ||
    { echo "fetch: $file did not come; $ACCOUNT/$CONTAINER has:" >&2; echo "$list" >&2; exit 1; }
done
echo "fetch: $name"
