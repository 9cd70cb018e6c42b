/** What the documentation says of a setting: its type and, where it gives one, its range or its words. */
export type DocumentedSetting =
  | { readonly type: 'boolean' }
  | { readonly type: 'string' }
  | { readonly type: 'list' }
  | { readonly type: 'short' | 'int' | 'long'; readonly min?: number };

/**
 * Settings of a broker that we know how to write: type and least value as the generated documentation of Kafka 3.9 has
 * them (apache/kafka-site, 39/generated/kafka_config.html, Apache License 2.0, read in November 2026). A setting that is
 * not here is a compile error: look it up there and add its line.
 */
export const BROKER_SETTINGS = {
  'advertised.listeners': { type: 'string' },
  'auto.create.topics.enable': { type: 'boolean' },
  'broker.id': { type: 'int' },
  'broker.id.generation.enable': { type: 'boolean' },
  'controlled.shutdown.enable': { type: 'boolean' },
  'default.replication.factor': { type: 'int' },
  listeners: { type: 'string' },
  'log.cleaner.dedupe.buffer.size': { type: 'long' },
  'log.dirs': { type: 'string' },
  'log.retention.hours': { type: 'int' },
  'log.segment.bytes': { type: 'int', min: 14 },
  'min.insync.replicas': { type: 'int', min: 1 },
  'offsets.topic.replication.factor': { type: 'short', min: 1 },
  'transaction.state.log.min.isr': { type: 'int', min: 1 },
  'transaction.state.log.replication.factor': { type: 'short', min: 1 },
  'unclean.leader.election.enable': { type: 'boolean' },
  'zookeeper.connect': { type: 'string' },
  'zookeeper.connection.timeout.ms': { type: 'int' },
  'zookeeper.session.timeout.ms': { type: 'int' },
} as const satisfies Readonly<Record<string, DocumentedSetting>>;

type BrokerSettingName = keyof typeof BROKER_SETTINGS;

type ValueOf<S extends DocumentedSetting> = S extends { readonly type: 'boolean' }
  ? boolean
  : S extends { readonly type: 'string' | 'list' }
    ? string
    : number;

/** Settings of a broker, each with a value of its documented type. */
export type BrokerSettings = {
  readonly [Name in BrokerSettingName]?: ValueOf<(typeof BROKER_SETTINGS)[Name]>;
};
