#!/bin/bash
# Uploads the backup of $FOLDER, its checksum last: what has one is complete.
set -euo pipefail
. /scripts/object-store.sh

name="$(written)"
for file in "$name" "$name.sha256"; do
  aws s3 cp --only-show-errors "$FOLDER/$file" "s3://$BUCKET/$PREFIX$file"
done
echo "upload: $name is in s3://$BUCKET/$PREFIX"
