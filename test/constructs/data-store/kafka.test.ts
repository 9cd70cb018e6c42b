import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, Zookeeper } from '../../../src/constructs/data-store';
import { BROKER_SETTINGS } from '../../../src/constructs/data-store/kafka/broker-settings';
import { propertiesFile } from '../../../src/constructs/data-store/kafka/properties-file';
import { ZOOKEEPER_SETTINGS } from '../../../src/constructs/data-store/kafka/zookeeper-settings';
import { size } from '../../../src/constructs/workload';
import type { NetworkPolicyShape } from '../network/network-policy-shape';
import { CLOUDLESS_CLUSTER, objectOf, objectsOf, testSystem } from '../place';
import { read } from '../read';

interface Container {
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly securityContext: object;
}

const storage = { type: 'class', size: '5Gi' } as const;

function brokers(count: 1 | 3) {
  const system = testSystem(CLOUDLESS_CLUSTER);
  const zookeeper = new Zookeeper(system.app, 'zookeeper', {
    namespace: 'shop',
    image: { repository: 'docker.io/library/zookeeper', tag: '3.9.5' },
    size: size('50m', '256Mi', '500m', '512Mi'),
    nodes: count,
    storage,
  });
  new Kafka(system.app, 'kafka', {
    namespace: 'shop',
    image: { repository: 'docker.io/apache/kafka', tag: '3.9.2' },
    size: size('200m', '768Mi', '1000m', '1Gi'),
    brokers: count,
    storage,
    zookeeper,
    retentionHours: 168,
  });
  const file = (map: string, name: string): Record<string, string> => {
    const text = String(read(objectOf(system, 'ConfigMap', map), `data.${name.replace('.', '\\.')}`));
    return Object.fromEntries(
      text
        .trim()
        .split('\n')
        .map(line => line.split(/=(.*)/s).slice(0, 2)),
    );
  };
  const container = (name: string): Container =>
    read(objectOf(system, 'StatefulSet', name), 'spec.template.spec.containers.0') as Container;
  return { system, file, container };
}

describe('settings', () => {
  test.each([1, 3] as const)(
    'every one that is written for %i is documented, with a value of its type and range',
    count => {
      const { file } = brokers(count);
      const broker = file('kafka-config', 'server.properties');
      const zookeeper = file('zookeeper-config', 'zoo.cfg');
      expect(Object.keys(broker).filter(name => !(name in BROKER_SETTINGS))).toEqual([]);
      const plain = Object.keys(zookeeper).filter(name => !/^server\.\d$/.test(name));
      expect(plain.filter(name => !(name in ZOOKEEPER_SETTINGS))).toEqual([]);
      expect(plain.length).toBeGreaterThan(10);
    },
  );

  test.each([
    [{ 'min.insync.replica': 1 }, 'setting min.insync.replica: got 1, expected a setting of the table'],
    [{ 'min.insync.replicas': 0 }, 'got 0, expected a whole number from 1 to 2147483647'],
    [{ 'min.insync.replicas': 1.5 }, 'got 1.5, expected a whole number'],
    [{ 'offsets.topic.replication.factor': 40_000 }, 'to 32767'],
    [{ 'auto.create.topics.enable': 'no' }, 'got "no", expected true or false'],
    [{ 'log.dirs': '/data\nbroker.id=7' }, 'expected text without spaces'],
  ])('%j is refused', (settings, message) => {
    expect(() => propertiesFile(settings as Record<string, string>, BROKER_SETTINGS)).toThrow(message);
  });

  test('replication fits the number of brokers, and one broker may restart', () => {
    expect(brokers(1).file('kafka-config', 'server.properties')).toMatchObject({
      'default.replication.factor': '1',
      'min.insync.replicas': '1',
      'offsets.topic.replication.factor': '1',
      'transaction.state.log.min.isr': '1',
    });
    expect(brokers(3).file('kafka-config', 'server.properties')).toMatchObject({
      'default.replication.factor': '3',
      'min.insync.replicas': '2',
      'offsets.topic.replication.factor': '3',
      'transaction.state.log.replication.factor': '3',
      'unclean.leader.election.enable': 'false',
      'auto.create.topics.enable': 'false',
    });
  });

  test('ZooKeeper alone knows of no others; three know each other by the names of their pods', () => {
    const alone = brokers(1).file('zookeeper-config', 'zoo.cfg');
    expect(alone).toMatchObject({ standaloneEnabled: 'true' });
    expect(Object.keys(alone).filter(name => name.startsWith('server.'))).toEqual([]);
    const { file } = brokers(3);
    expect(file('zookeeper-config', 'zoo.cfg')).toMatchObject({
      standaloneEnabled: 'false',
      'server.1': 'zookeeper-0.zookeeper-pods.shop.svc.cluster.local:2888:3888',
      'server.3': 'zookeeper-2.zookeeper-pods.shop.svc.cluster.local:2888:3888',
    });
    expect(file('kafka-config', 'server.properties')['zookeeper.connect']?.split(',')).toHaveLength(3);
  });
});

/** What a start command does in a pod of that name; its last program is a function that shows its arguments. */
function started(command: readonly string[], pod: string, program: string): string[] {
  const script = String(command[2]).replace(/exec \S*(kafka-server-start\.sh|zkServer\.sh)/, program);
  return execFileSync('bash', ['-c', `show() { printf '%s\\n' "$@"; }\nHOSTNAME=${pod}\n${script}`], {
    encoding: 'utf8',
  })
    .trim()
    .split('\n');
}

describe('a pod', () => {
  test('of Kafka takes its number and its name from its own', () => {
    const { command } = brokers(3).container('kafka');
    expect(started(command, 'kafka-2', 'show')).toEqual([
      '/etc/kafka/garam/server.properties',
      '--override',
      'broker.id=2',
      '--override',
      'advertised.listeners=PLAINTEXT://kafka-2.kafka-pods.shop.svc.cluster.local:9092',
    ]);
  });

  test('of ZooKeeper writes its number, from 1, where the server looks for it', () => {
    const { command } = brokers(3).container('zookeeper');
    const data = mkdtempSync(join(tmpdir(), 'garam-zookeeper-'));
    try {
      const here = command.map(part => part.replaceAll('/data/', `${data}/`));
      expect(started(here, 'zookeeper-2', 'show')).toEqual(['start-foreground']);
      expect(readFileSync(join(data, 'myid'), 'utf8')).toBe('3\n');
    } finally {
      rmSync(data, { recursive: true });
    }
  });

  test('of either gives Java half of its memory, and writes nowhere but to its volume and /tmp', () => {
    const { container } = brokers(3);
    const value = (name: string, variable: string): unknown =>
      container(name).env.find(each => each.name === variable)?.value;
    expect(value('kafka', 'KAFKA_HEAP_OPTS')).toBe('-Xms512m -Xmx512m');
    expect(value('zookeeper', 'ZK_SERVER_HEAP')).toBe('256');
    expect(value('kafka', 'KAFKA_GC_LOG_OPTS')).toContain('file=/tmp/');
    for (const name of ['kafka', 'zookeeper'])
      expect(container(name).securityContext).toMatchObject({ readOnlyRootFilesystem: true });
  });

  test('asks for a volume of the cluster’s default class where no class is named', () => {
    const { system } = brokers(1);
    const claim = read(objectOf(system, 'StatefulSet', 'kafka'), 'spec.volumeClaimTemplates.0.spec') as object;
    expect(Object.keys(claim)).not.toContain('storageClassName');
  });
});

describe('traffic', () => {
  const peers = (system: ReturnType<typeof testSystem>, name: string, direction: 'ingress' | 'egress'): string[] => {
    const { spec } = objectOf(system, 'NetworkPolicy', name) as unknown as NetworkPolicyShape;
    return (spec[direction] ?? []).flatMap(({ from, to, ports }) =>
      (from ?? to ?? []).flatMap(({ podSelector }) =>
        ports.map(({ port }) => `${podSelector?.matchLabels?.['app.kubernetes.io/name'] ?? 'dns'}:${port}`),
      ),
    );
  };

  test('three servers of ZooKeeper speak with each other, and three brokers', () => {
    const { system } = brokers(3);
    expect(peers(system, 'zookeeper', 'ingress')).toEqual(['kafka:2181', 'zookeeper:2888', 'zookeeper:3888']);
    expect(peers(system, 'zookeeper', 'egress')).toEqual(expect.arrayContaining(['zookeeper:2888', 'zookeeper:3888']));
    expect(peers(system, 'kafka', 'ingress')).toEqual(['kafka:9092']);
    expect(peers(system, 'kafka', 'egress')).toEqual(expect.arrayContaining(['zookeeper:2181', 'kafka:9092']));
  });

  test('one of a kind opens nothing between pods', () => {
    const { system } = brokers(1);
    expect(peers(system, 'zookeeper', 'ingress')).toEqual(['kafka:2181']);
    expect(peers(system, 'kafka', 'ingress')).toEqual([]);
  });

  test('servers of ZooKeeper start together, and a majority of three may not go', () => {
    const { system } = brokers(3);
    expect(read(objectOf(system, 'StatefulSet', 'zookeeper'), 'spec.podManagementPolicy')).toBe('Parallel');
    expect(read(objectOf(system, 'PodDisruptionBudget', 'zookeeper'), 'spec.minAvailable')).toBe(2);
    expect(objectsOf(brokers(1).system).filter(({ kind }) => kind === 'PodDisruptionBudget')).toEqual([]);
  });
});
