import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { PodEndpoint } from '../../../model';
import { TracedConstruct } from '../../structure';
import { ConfigMap, type ContainerSize, type Image, type Probe } from '../../workload';
import { headlessName, StatefulStore } from '../stateful-store';
import type { Storage } from '../storage';
import { heapMiB } from './java-heap';
import { propertiesFile } from './properties-file';
import { ZOOKEEPER_SETTINGS, type ZookeeperSettings } from './zookeeper-settings';

export interface ZookeeperProps {
  readonly namespace: string;
  /** The official image of ZooKeeper with its exact version. */
  readonly image: Image;
  readonly size: ContainerSize;
  /** 1 stands alone; 3 go on while one of them is away. */
  readonly nodes: 1 | 3;
  readonly storage: Storage;
  /** @default none */
  readonly tier?: string;
}

const CLIENT_PORT = 2181;

/** Followers follow the leader, and servers elect it. */
const PEER_PORTS = { follow: 2888, elect: 3888 } as const;

/** `zookeeper` in the official image. */
const USER = 1000;

const DATA = '/data';
const FOLDER = '/etc/zookeeper';

/** ZooKeeper, which brokers of Kafka agree by (D-17): configuration as files, one volume a server. */
export class Zookeeper extends TracedConstruct {
  readonly endpoint: PodEndpoint;
  /** Every server with its port, a comma between two: what brokers connect to. */
  readonly connect: string;

  constructor(scope: Construct, id: string, props: ZookeeperProps) {
    super(scope, id);
    const { namespace, image, size, nodes, storage, tier } = props;
    const hosts = Array.from(
      { length: nodes },
      (_, node) => `${id}-${node}.${headlessName(id)}.${namespace}.svc.cluster.local`,
    );
    const files = new ConfigMap(this, `${id}-config`, {
      namespace,
      data: { 'logback.xml': LOGBACK, 'zoo.cfg': configuration(hosts) },
    });
    const store = new StatefulStore(this, id, {
      namespace,
      image,
      size,
      user: USER,
      ...(tier && { tier }),
      ports: [
        { name: 'client', port: CLIENT_PORT },
        ...(nodes > 1 ? Object.entries(PEER_PORTS).map(([name, port]) => ({ name, port, betweenPods: true })) : []),
      ],
      replicas: nodes,
      needs: Math.floor(nodes / 2) + 1, // a majority
      // A server answers only once it has found a majority, so none may wait for the one before.
      together: true,
      command: ['/bin/bash', '-c', START],
      env: {
        JMXDISABLE: 'true',
        ZK_SERVER_HEAP: String(heapMiB(size)),
        ZOOCFGDIR: FOLDER,
        ZOO_LOG_DIR: '/tmp',
      },
      files: [{ path: FOLDER, configMap: files }],
      writable: [{ path: '/tmp', sizeLimit: '64Mi' }],
      probes: {
        startup: { ...asked('srvr', 'Mode: '), failures: 30 },
        liveness: { ...asked('ruok', 'imok'), failures: 6 },
        // Without a majority a server runs, but serves nobody: it then tells no mode.
        readiness: { ...asked('srvr', 'Mode: '), failures: 3 },
      },
      data: { path: DATA, storage },
      terminationGrace: Duration.seconds(30),
    });
    this.endpoint = store.endpoints.client as PodEndpoint;
    this.connect = hosts.map(host => `${host}:${CLIENT_PORT}`).join(',');
  }
}

/**
 * The image's entrypoint would write a configuration into its own folder; ours is mounted, so the server is started
 * without it. Its number comes from the pod's name, counted from 1.
 */
const START = [
  'set -euo pipefail',
  `printf '%s\\n' "$((\${HOSTNAME##*-} + 1))" >${DATA}/myid`,
  'exec zkServer.sh start-foreground',
  '',
].join('\n');

/** One of ZooKeeper's four-letter words, asked by the shell itself: the image needs no further program. */
function asked(
  word: 'ruok' | 'srvr',
  answer: string,
): Pick<Probe, 'every' | 'timeout'> & { readonly command: string[] } {
  const script = `exec 3<>/dev/tcp/127.0.0.1/${CLIENT_PORT} && printf ${word} >&3 && grep -q '^${answer}' <&3`;
  return { command: ['/bin/bash', '-c', script], every: Duration.seconds(10), timeout: Duration.seconds(5) };
}

function configuration(hosts: readonly string[]): string {
  const settings: ZookeeperSettings = {
    dataDir: DATA,
    clientPort: CLIENT_PORT,
    tickTime: 2000,
    initLimit: 10,
    syncLimit: 5,
    maxClientCnxns: 60,
    'autopurge.snapRetainCount': 3,
    // Hours between two purges.
    'autopurge.purgeInterval': 24,
    'admin.enableServer': false,
    '4lw.commands.whitelist': 'ruok,srvr',
    // Off: the server would write its members into its configuration, which is read-only.
    reconfigEnabled: false,
    standaloneEnabled: hosts.length === 1,
    // A pod's own name may not resolve yet when its server opens the ports between servers.
    quorumListenOnAllIPs: hosts.length > 1,
  };
  const servers = hosts.map((host, node) => `server.${node + 1}=${host}:${PEER_PORTS.follow}:${PEER_PORTS.elect}\n`);
  return propertiesFile(settings, ZOOKEEPER_SETTINGS) + (hosts.length > 1 ? servers.join('') : '');
}

/** Log lines on standard output alone. */
const LOGBACK = `<configuration>
  <appender name="stdout" class="ch.qos.logback.core.ConsoleAppender">
    <encoder>
      <pattern>%d{ISO8601} %-5p [%t:%C{1}@%L] - %m%n</pattern>
    </encoder>
  </appender>
  <root level="INFO">
    <appender-ref ref="stdout"/>
  </root>
</configuration>
`;
