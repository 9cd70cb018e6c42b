import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { PodEndpoint } from '../../../model';
import { TracedConstruct } from '../../structure';
import { ConfigMap, type ContainerSize, type Image } from '../../workload';
import { headlessName, StatefulStore } from '../stateful-store';
import type { Storage } from '../storage';
import { BROKER_SETTINGS, type BrokerSettings } from './broker-settings';
import { heapMiB } from './java-heap';
import { propertiesFile } from './properties-file';
import type { Zookeeper } from './zookeeper';

export interface KafkaProps {
  readonly namespace: string;
  /** The image `apache/kafka` of a 3.x line, the last that works with ZooKeeper (D-17), with its exact version. */
  readonly image: Image;
  readonly size: ContainerSize;
  /** Brokers: 1 for development; 3 go on while one of them is away. */
  readonly brokers: 1 | 3;
  readonly storage: Storage;
  readonly zookeeper: Zookeeper;
  /** Time for which messages are kept where their topic says nothing else. */
  readonly retentionHours: number;
  /** @default none */
  readonly tier?: string;
}

const PORT = 9092;

/** `appuser` in the image. */
const USER = 1000;

const DATA = '/var/lib/kafka';
const FOLDER = '/etc/kafka/garam';

/** Brokers of Kafka that work with ZooKeeper. Topics are made by Jobs, never by the first message. (D-17) */
export class Kafka extends TracedConstruct {
  readonly endpoint: PodEndpoint;
  /** Copies of each part that a topic can have. */
  readonly replicationFactor: number;
  /** Copies that must have a message: one less than there are, so that a broker may restart. */
  readonly minInSyncReplicas: number;

  constructor(scope: Construct, id: string, props: KafkaProps) {
    super(scope, id);
    const { namespace, image, size, brokers, storage, zookeeper, tier } = props;
    this.replicationFactor = brokers;
    this.minInSyncReplicas = Math.max(1, brokers - 1);
    const files = new ConfigMap(this, `${id}-config`, {
      namespace,
      data: { 'log4j.properties': LOG4J, 'server.properties': propertiesFile(this.settings(props), BROKER_SETTINGS) },
    });
    const store = new StatefulStore(this, id, {
      namespace,
      image,
      size,
      user: USER,
      ...(tier && { tier }),
      ports: [{ name: 'kafka', port: PORT, ...(brokers > 1 && { betweenPods: true }) }],
      replicas: brokers,
      // With fewer no message is taken that is to be kept.
      needs: this.minInSyncReplicas,
      calls: [zookeeper.endpoint],
      // Brokers wait for ZooKeeper, in the wave of the stores.
      position: 1,
      command: ['/bin/bash', '-c', start(`${headlessName(id)}.${namespace}.svc.cluster.local`)],
      env: environment(heapMiB(size)),
      files: [{ path: FOLDER, configMap: files }],
      writable: [{ path: '/tmp', sizeLimit: '128Mi' }],
      probes: {
        // A broker that was killed reads its logs again before it opens the port.
        startup: { ...CONNECTS, failures: 60 },
        liveness: { ...CONNECTS, failures: 6 },
        readiness: { ...CONNECTS, failures: 3 },
      },
      data: { path: DATA, storage },
      // Leaders move to other brokers first (controlled shutdown).
      terminationGrace: Duration.seconds(120),
    });
    this.endpoint = store.endpoints.kafka as PodEndpoint;
  }

  private settings({ zookeeper, retentionHours }: KafkaProps): BrokerSettings {
    return {
      'broker.id.generation.enable': false,
      listeners: `PLAINTEXT://:${PORT}`,
      // Below the volume: in its root the file system keeps a folder of its own, which a broker takes for a topic.
      'log.dirs': `${DATA}/logs`,
      'zookeeper.connect': zookeeper.connect,
      'zookeeper.connection.timeout.ms': 18_000,
      'zookeeper.session.timeout.ms': 18_000,
      'auto.create.topics.enable': false,
      'default.replication.factor': this.replicationFactor,
      'min.insync.replicas': this.minInSyncReplicas,
      'offsets.topic.replication.factor': this.replicationFactor,
      'transaction.state.log.replication.factor': this.replicationFactor,
      'transaction.state.log.min.isr': this.minInSyncReplicas,
      'unclean.leader.election.enable': false,
      'controlled.shutdown.enable': true,
      'log.retention.hours': retentionHours,
      // Whole segments are removed: a small topic would keep its messages until 1 GiB is full.
      'log.segment.bytes': 128 * MIB,
      // Its default is a third of a small heap.
      'log.cleaner.dedupe.buffer.size': 32 * MIB,
    };
  }
}

const MIB = 1024 * 1024;

/** The start script of Kafka itself: the image's entrypoint has no mode for ZooKeeper. Number and name are the pod's. */
function start(domain: string): string {
  return [
    'set -euo pipefail',
    `exec /opt/kafka/bin/kafka-server-start.sh ${FOLDER}/server.properties \\`,
    '  --override "broker.id=${HOSTNAME##*-}" \\',
    `  --override "advertised.listeners=PLAINTEXT://$HOSTNAME.${domain}:${PORT}"`,
    '',
  ].join('\n');
}

function environment(heap: number): Record<string, string> {
  return {
    // The default keeps ten files of 100 MB, more than the folder may hold.
    KAFKA_GC_LOG_OPTS: '-Xlog:gc*:file=/tmp/gc.log:time,tags:filecount=4,filesize=8M',
    KAFKA_HEAP_OPTS: `-Xms${heap}m -Xmx${heap}m`,
    KAFKA_LOG4J_OPTS: `-Dlog4j.configuration=file:${FOLDER}/log4j.properties`,
    LOG_DIR: '/tmp',
  };
}

/** A question to the broker would start a Java program every ten seconds; it opens the port when it is registered. */
const CONNECTS = { connects: true, every: Duration.seconds(10), timeout: Duration.seconds(5) } as const;

/** Log lines on standard output alone: the root of a container is read-only. */
const LOG4J = `log4j.rootLogger=INFO, stdout
log4j.appender.stdout=org.apache.log4j.ConsoleAppender
log4j.appender.stdout.layout=org.apache.log4j.PatternLayout
log4j.appender.stdout.layout.ConversionPattern=[%d] %p %m (%c)%n
log4j.logger.kafka.request.logger=WARN, stdout
log4j.additivity.kafka.request.logger=false
`;
