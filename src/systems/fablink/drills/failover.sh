#!/bin/sh
# Makes another instance the writer, and tells how long the cluster had none that was known.
set -eu

writer() {
  aws rds describe-db-clusters --db-cluster-identifier "$CLUSTER" \
    --query 'DBClusters[0].DBClusterMembers[?IsClusterWriter].DBInstanceIdentifier' --output text
}

before=$(writer)
started=$(date +%s)
aws rds failover-db-cluster --db-cluster-identifier "$CLUSTER" --query 'DBCluster.Status' --output text
until after=$(writer) && [ -n "$after" ] && [ "$after" != "$before" ]; do sleep 2; done
echo "writer: $before -> $after after $(($(date +%s) - started)) s"
