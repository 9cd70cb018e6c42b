import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaTopicJob, type KafkaTopic } from '../../../src/constructs/data-store/kafka/topic';

/**
 * No registry delivers the broker, so this stands in for Kafka 3.9's `kafka-topics.sh`: its options, its messages and the
 * line that describes a topic, with the topics in a file. What the real one does with them stays to be seen in a cluster.
 */
const STAND_IN = `#!/bin/bash
set -eu
shift 2 # --bootstrap-server and its value
case "$1" in --create) verb=create ;; --describe) verb=describe ;; *) echo "unknown $1"; exit 1 ;; esac
shift; configs=() exists=fails
while [ $# -gt 0 ]; do
  case "$1" in
    --if-not-exists) exists=ends; shift ;;
    --topic) topic="$2"; shift 2 ;;
    --partitions) partitions="$2"; shift 2 ;;
    --replication-factor) factor="$2"; shift 2 ;;
    --config) configs+=("$2"); shift 2 ;;
    *) echo "$1 is not a recognized option"; exit 1 ;;
  esac
done
echo "$verb" >>"$STATE/calls"
brokers="$(cat "$STATE/brokers")"
[ "$brokers" -gt 0 ] || { echo 'Connection to node -1 could not be established.'; exit 1; }
file="$STATE/topic-$topic"
if [ "$verb" = create ]; then
  if [ -e "$file" ]; then
    [ "$exists" = ends ] && exit 0
    echo "Topic '$topic' already exists."; exit 1
  fi
  [ "$factor" -le "$brokers" ] || { echo "Replication factor: $factor larger than available brokers: $brokers."; exit 1; }
  list="$(IFS=,; echo "\${configs[*]}")"
  printf 'Topic: %s\\tTopicId: q1h8f7pXQ7y\\tPartitionCount: %s\\tReplicationFactor: %s\\tConfigs: segment.bytes=1073741824%s\\n' \\
    "$topic" "$partitions" "$factor" "\${list:+,$list}" >"$file"
  printf '\\tTopic: %s\\tPartition: 0\\tLeader: 0\\tReplicas: 0\\tIsr: 0\\n' "$topic" >>"$file"
  echo "Created topic $topic."
else
  [ -e "$file" ] || { echo "Topic '$topic' does not exist as expected"; exit 1; }
  cat "$file"
fi
`;

const TOPIC: KafkaTopic = {
  name: 'memo_events',
  partitions: 3,
  replicationFactor: 3,
  retentionHours: 168,
  minInSyncReplicas: 2,
};

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'garam-kafka-'));
  writeFileSync(join(state, 'kafka-topics.sh'), STAND_IN, { mode: 0o755 });
  brokers(3);
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

function brokers(count: number): void {
  writeFileSync(join(state, 'brokers'), String(count));
}

function run(topic: KafkaTopic = TOPIC): { readonly code: number | null; readonly output: string } {
  const { data, env } = kafkaTopicJob(topic, 'kafka:9092');
  const { status, stdout, stderr } = spawnSync('/bin/bash', ['-c', data['topic.sh'] as string], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...env, PATH: `${state}:/usr/bin:/bin`, STATE: state, WAIT_SECONDS: '0' },
  });
  return { code: status, output: stdout + stderr };
}

const topicFile = (): string => join(state, 'topic-memo_events');

describe('the Job of a topic (MM-05), with a stand-in for kafka-topics.sh', () => {
  test('makes the topic with everything stated, and a second run changes nothing', () => {
    expect(run()).toEqual({ code: 0, output: expect.stringContaining('memo_events: as git has it') as string });
    const made = readFileSync(topicFile(), 'utf8');
    expect(made).toContain('PartitionCount: 3\tReplicationFactor: 3');
    expect(made).toContain('cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000');
    expect(run().code).toBe(0);
    expect(readFileSync(topicFile(), 'utf8')).toBe(made);
  });

  test.each([
    ['PartitionCount: 3', 'PartitionCount: 1', 'partitions is 1, expected 3'],
    ['PartitionCount: 3', 'PartitionCount: 30', 'partitions is 30, expected 3'],
    ['ReplicationFactor: 3', 'ReplicationFactor: 1', 'replication factor is 1, expected 3'],
    ['min.insync.replicas=2', 'min.insync.replicas=1', 'min.insync.replicas is 1, expected 2'],
    [',retention.ms=604800000', '', 'retention.ms is not set, expected 604800000'],
    ['retention.ms=604800000', 'local.retention.ms=604800000', 'retention.ms is not set'],
    ['cleanup.policy=delete', 'cleanup.policy=compact', 'cleanup.policy is compact, expected delete'],
  ])('fails where the brokers have %s as %s', (own, other, message) => {
    run();
    writeFileSync(topicFile(), readFileSync(topicFile(), 'utf8').replace(own, other));
    const { code, output } = run();
    expect([code, output]).toEqual([1, expect.stringContaining(message)]);
  });

  test('names every difference at once', () => {
    run();
    const { output } = run({ ...TOPIC, partitions: 6, retentionHours: 24 });
    expect(output).toContain('partitions is 3, expected 6');
    expect(output).toContain('retention.ms is 604800000, expected 86400000');
  });

  test.each([
    [0, 'could not be established'],
    [1, 'larger than available brokers: 1'],
  ])('with %d brokers it fails at its deadline and says what the broker said', (count, message) => {
    brokers(count);
    const { code, output } = run();
    expect([code, output, existsSync(topicFile())]).toEqual([1, expect.stringContaining(message), false]);
  });

  test.each([
    [{ name: 'memo events' }, /letters, digits/],
    [{ partitions: 0 }, /partitions is 0/],
    [{ minInSyncReplicas: 3 }, /expected 2 at most/],
  ])('refuses %p', (change, message) => {
    expect(() => kafkaTopicJob({ ...TOPIC, ...change }, 'kafka:9092')).toThrow(message);
  });

  test('one broker alone may have one replica that is in sync', () => {
    expect(() => kafkaTopicJob({ ...TOPIC, replicationFactor: 1, minInSyncReplicas: 1 }, 'kafka:9092')).not.toThrow();
  });
});
