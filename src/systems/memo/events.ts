import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Kafka, kafkaTopicJob, Zookeeper, type ClassStorage } from '../../constructs/data-store';
import { TracedConstruct } from '../../constructs/structure';
import { ConfigMap, Job, size, type ContainerSize, type Image } from '../../constructs/workload';
import type { Endpoint } from '../../model';

/** A program that keeps data. */
interface StoreValues {
  readonly size: ContainerSize;
  readonly storage: ClassStorage;
}

/** What differs between the brokers of two places. */
export interface EventValues {
  /** Brokers, and servers of ZooKeeper. */
  readonly nodes: 1 | 3;
  readonly kafka: StoreValues;
  readonly zookeeper: StoreValues;
}

export interface MemoEventsProps {
  readonly namespace: string;
  readonly values: EventValues;
}

/** The last line that works with ZooKeeper (D-17). */
const KAFKA: Image = { repository: 'docker.io/apache/kafka', tag: '3.9.2' };
const ZOOKEEPER: Image = { repository: 'docker.io/library/zookeeper', tag: '3.9.5' };

/** `appuser` in Kafka's image. */
const KAFKA_USER = 1000;

/** The document's topic (MM-05). */
export const TOPIC = 'memo_events';

/** Partitions: as many consumers of a group can share the events, and more can be added, but never fewer. */
const PARTITIONS = 3;

/** A week: events tell that something happened; the memos themselves are in the database. */
const RETENTION_HOURS = 7 * 24;

/** Kafka with ZooKeeper as the document draws it, and its topic. (MM-01, MM-05, D-17, D-22) */
export class MemoEvents extends TracedConstruct {
  readonly endpoint: Endpoint;

  constructor(scope: Construct, id: string, { namespace, values }: MemoEventsProps) {
    super(scope, id);
    const { nodes, kafka, zookeeper } = values;
    const shared = { namespace, tier: 'data' };
    const agreement = new Zookeeper(this, 'zookeeper', { ...shared, ...zookeeper, image: ZOOKEEPER, nodes });
    const brokers = new Kafka(this, 'kafka', {
      ...shared,
      ...kafka,
      image: KAFKA,
      brokers: nodes,
      zookeeper: agreement,
      retentionHours: RETENTION_HOURS,
    });
    this.endpoint = brokers.endpoint;
    this.topic(namespace, brokers);
  }

  private topic(namespace: string, { endpoint, replicationFactor, minInSyncReplicas }: Kafka): void {
    const topic = { name: TOPIC, partitions: PARTITIONS, retentionHours: RETENTION_HOURS };
    const job = kafkaTopicJob({ ...topic, replicationFactor, minInSyncReplicas }, 'kafka:9092');
    const scripts = new ConfigMap(this, 'memo-events-topic-scripts', { namespace, data: job.data });
    new Job(this, 'memo-events-topic', {
      namespace,
      run: 'on-change',
      image: KAFKA,
      user: KAFKA_USER,
      size: size('100m', '256Mi', '1000m', '512Mi'),
      command: job.command,
      env: job.env,
      files: [{ path: job.folder, configMap: scripts }],
      writable: [{ path: '/tmp', sizeLimit: '64Mi' }],
      calls: [endpoint],
      deadline: Duration.minutes(15),
      tier: 'application',
    });
  }
}
