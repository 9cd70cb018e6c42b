#!/bin/sh
# Takes a snapshot that no retention removes, and waits until it can be restored.
set -eu

# The CLI stops waiting after 30 minutes; the Job's own deadline is the one that counts.
waited() {
  until aws rds wait "$@"; do sleep 5; done
}

snapshot="$CLUSTER-manual-$(date -u +%Y%m%d-%H%M%S)"
aws rds create-db-cluster-snapshot --db-cluster-identifier "$CLUSTER" --db-cluster-snapshot-identifier "$snapshot" \
  --query 'DBClusterSnapshot.DBClusterSnapshotArn' --output text
waited db-cluster-snapshot-available --db-cluster-snapshot-identifier "$snapshot"
aws rds describe-db-cluster-snapshots --db-cluster-snapshot-identifier "$snapshot" \
  --query 'DBClusterSnapshots[0].[DBClusterSnapshotIdentifier, Status, StorageEncrypted]' --output text
