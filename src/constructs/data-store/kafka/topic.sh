#!/bin/bash
# Creates the topic $TOPIC where it is missing, and fails where the brokers have it otherwise: the number of partitions can
# only grow, and doing so moves keys to other partitions, so a person decides. Reads $BOOTSTRAP_SERVERS, $TOPIC,
# $PARTITIONS, $REPLICATION_FACTOR and $CONFIGS (name=value, a space between two).
set -euo pipefail
# The image's own programs, wherever PATH points.
PATH="$PATH:/opt/kafka/bin"

topics() {
  kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" "$@" 2>&1
}

wanted=()
for config in $CONFIGS; do wanted+=(--config "$config"); done

# A broker that starts, or too few for the replicas, is waited for; --if-not-exists makes a second run do nothing.
echo "topic $TOPIC: waiting for $BOOTSTRAP_SERVERS"
until answer="$(topics --create --if-not-exists --topic "$TOPIC" --partitions "$PARTITIONS" \
  --replication-factor "$REPLICATION_FACTOR" ${wanted[@]+"${wanted[@]}"})"; do
  if [ "$SECONDS" -ge "${WAIT_SECONDS:-300}" ]; then
    echo "topic $TOPIC: not there within ${WAIT_SECONDS:-300} s: $answer" >&2
    exit 1
  fi
  sleep 5
done

# The first line tells the topic: fields with a tab between them, each a name, a colon and a value.
described="$(topics --describe --topic "$TOPIC" | grep -m 1 'PartitionCount:')" ||
  { echo "topic $TOPIC: the brokers do not describe it" >&2; exit 1; }
field() {
  tr '\t' '\n' <<<"$described" | sed -n "s/^ *$1: *//p" | tr -d ' '
}
faults=0
expect() {
  if [ "$2" != "$3" ]; then
    echo "topic $TOPIC: $1 is ${3:-not set}, expected $2" >&2
    faults=1
  fi
}
expect partitions "$PARTITIONS" "$(field PartitionCount)"
expect 'replication factor' "$REPLICATION_FACTOR" "$(field ReplicationFactor)"
configs="$(field Configs | tr ',' '\n')"
for config in $CONFIGS; do
  name="${config%%=*}"
  expect "$name" "${config#*=}" "$(sed -n "s/^${name//./\\.}=//p" <<<"$configs")"
done
if [ "$faults" != 0 ]; then
  echo "topic $TOPIC: the brokers have it otherwise than git; docs/guides/memo-data.md tells how to change a topic" >&2
  exit 1
fi
echo "topic $TOPIC: as git has it"
