#!/bin/sh
# Restores the newest second of the cluster into a second one, starts an instance on it, and removes both again.
# What a failed drill left behind stays for a look; the next drill removes it first.
set -eu

# The CLI stops waiting after 30 minutes; the Job's own deadline is the one that counts.
waited() {
  until aws rds wait "$@"; do sleep 5; done
}

drill="$CLUSTER-drill"

remove() {
  if aws rds delete-db-instance --db-instance-identifier "$drill" --skip-final-snapshot >/dev/null 2>&1; then
    waited db-instance-deleted --db-instance-identifier "$drill"
  fi
  if aws rds delete-db-cluster --db-cluster-identifier "$drill" --skip-final-snapshot >/dev/null 2>&1; then
    waited db-cluster-deleted --db-cluster-identifier "$drill"
  fi
}

remove
started=$(date +%s)
newest=$(aws rds describe-db-clusters --db-cluster-identifier "$CLUSTER" \
  --query 'DBClusters[0].LatestRestorableTime' --output text)
aws rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier "$CLUSTER" \
  --db-cluster-identifier "$drill" --restore-to-time "$newest" --db-subnet-group-name "$SUBNET_GROUP" --no-copy-tags-to-snapshot \
  --query 'DBCluster.Status' --output text
waited db-cluster-available --db-cluster-identifier "$drill"
aws rds create-db-instance --db-instance-identifier "$drill" --db-cluster-identifier "$drill" \
  --engine aurora-postgresql --db-instance-class "$INSTANCE_CLASS" --no-publicly-accessible \
  --query 'DBInstance.DBInstanceStatus' --output text
waited db-instance-available --db-instance-identifier "$drill"
echo "restored $CLUSTER as of $newest in $(($(date +%s) - started)) s"
remove
