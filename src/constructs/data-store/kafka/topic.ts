import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A topic of Kafka, as git wants it. */
export interface KafkaTopic {
  readonly name: string;
  /** Parts that a group of consumers can share. */
  readonly partitions: number;
  /** Copies of each part, on as many brokers. */
  readonly replicationFactor: number;
  /** Time for which messages are kept. */
  readonly retentionHours: number;
  /** Copies that must have a message before its producer, with `acks=all`, hears that it is kept. */
  readonly minInSyncReplicas: number;
}

/** What a Job needs that makes a topic. */
export interface KafkaTopicJob {
  /** Data of the ConfigMap: file name → text. */
  readonly data: Readonly<Record<string, string>>;
  /** Where the ConfigMap is mounted. */
  readonly folder: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const HOUR_MS = 3_600_000;

/**
 * The script, its command and its variables: the topic is made where it is missing, and a topic that is otherwise fails the
 * Job (MM-05).
 * @throws when a figure is not possible, or when a broker that stops would stop all producers
 */
export function kafkaTopicJob(topic: KafkaTopic, bootstrapServers: string): KafkaTopicJob {
  const { name, partitions, replicationFactor, retentionHours, minInSyncReplicas } = topic;
  if (!/^[a-zA-Z0-9._-]{1,249}$/.test(name))
    throw new Error(`topic "${name}": expected 1 to 249 letters, digits, dots, hyphens and underscores; rename it`);
  for (const [what, figure] of Object.entries({ partitions, replicationFactor, retentionHours, minInSyncReplicas }))
    if (!Number.isInteger(figure) || figure < 1)
      throw new Error(`topic ${name}: ${what} is ${figure}, expected a whole number from 1; mend it`);
  // With one replica there is none to lose.
  const most = Math.max(1, replicationFactor - 1);
  if (minInSyncReplicas > most)
    throw new Error(
      `topic ${name}: minInSyncReplicas ${minInSyncReplicas} of ${replicationFactor} replicas; expected ${most} at most, ` +
        'or a broker that restarts stops all producers: lower it, or add replicas',
    );
  return {
    data: { 'topic.sh': readFileSync(join(__dirname, 'topic.sh'), 'utf8') },
    folder: '/scripts',
    command: ['/bin/bash', '/scripts/topic.sh'],
    env: {
      BOOTSTRAP_SERVERS: bootstrapServers,
      // The programs make a folder for logs below their own, which is read-only.
      LOG_DIR: '/tmp/logs',
      TOPIC: name,
      PARTITIONS: String(partitions),
      REPLICATION_FACTOR: String(replicationFactor),
      CONFIGS: [
        'cleanup.policy=delete',
        `min.insync.replicas=${minInSyncReplicas}`,
        `retention.ms=${retentionHours * HOUR_MS}`,
      ].join(' '),
    },
  };
}
