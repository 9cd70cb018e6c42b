#!/bin/bash
# Uploads the backup of $FOLDER, its checksum last: what has one is complete. Nothing there is overwritten.
set -euo pipefail
. /scripts/object-store.sh
. /scripts/azure-login.sh

name="$(written)"
for file in "$name" "$name.sha256"; do
  az storage blob upload --auth-mode login --account-name "$ACCOUNT" --container-name "$CONTAINER" \
    --name "$file" --file "$FOLDER/$file" --overwrite false --no-progress --only-show-errors --output none
done
echo "upload: $name is in $ACCOUNT/$CONTAINER"
