import { Duration } from 'cdk8s';
import { Kafka, StatefulStore, Zookeeper, type Storage } from '../../../src/constructs/data-store';
import { declarationsOf, type System } from '../../../src/constructs/structure';
import { size } from '../../../src/constructs/workload';
import type { AlertDeclaration, Watcher } from '../../../src/model';
import { CLOUDLESS_CLUSTER, testSystem, WATCHER } from '../place';

const FOLDER: Storage = { type: 'node-folder', path: '/data', size: '2Gi', node: { key: 'data', value: 'here' } };
const DISK = { type: 'class', storageClass: 'disks', size: '2Gi' } as const;

const CONNECTS = { connects: true, every: Duration.seconds(10), timeout: Duration.seconds(5), failures: 3 } as const;

const image = { repository: 'registry.example.com/events', tag: '1.0.0' };

function down(system: System): readonly AlertDeclaration[] {
  return system.node
    .findAll()
    .flatMap(declarationsOf)
    .filter((each): each is AlertDeclaration => each.type === 'alert' && each.name === 'StoreDown');
}

function store(watchedBy?: Watcher, more: { answerWatched?: true; needs?: number } = {}): System {
  const system = testSystem(CLOUDLESS_CLUSTER, watchedBy);
  new StatefulStore(system.app, 'events', {
    namespace: 'shop',
    image,
    size: size('100m', '128Mi', '200m', '256Mi'),
    user: 1000,
    ports: [{ name: 'client', port: 9092 }],
    probes: { liveness: CONNECTS, readiness: CONNECTS },
    data: { path: '/data', storage: FOLDER },
    terminationGrace: Duration.seconds(30),
    ...more,
  });
  return system;
}

describe('a store that no exporter asks', () => {
  test('is told of when no pod of it is ready, wherever its data lie, where somebody watches', () => {
    expect(down(store(WATCHER))).toEqual([
      expect.objectContaining({
        severity: 'critical',
        for: '3m',
        expr: 'max by (namespace) (kube_statefulset_status_replicas_ready{namespace="shop",statefulset="events"}) < 1',
        labels: { namespace: 'shop', service: 'events', severity: 'critical', system: 'shop', team: 'shop' },
      }),
    ]);
    expect(down(store())).toEqual([]);
  });

  test('is told of once: where its exporter tells, its pods do not', () => {
    expect(down(store(WATCHER, { answerWatched: true }))).toEqual([]);
  });

  test.each([
    [1, 1],
    [3, 2],
  ] as const)('of %i brokers or servers needs %i: copies that must have a message, a majority', (pods, needs) => {
    const system = testSystem(CLOUDLESS_CLUSTER, WATCHER);
    const shared = { namespace: 'shop', image, size: size('50m', '512Mi', '500m', '1Gi'), storage: DISK };
    const zookeeper = new Zookeeper(system.app, 'zookeeper', { ...shared, nodes: pods });
    new Kafka(system.app, 'kafka', { ...shared, brokers: pods, zookeeper, retentionHours: 168 });
    expect(down(system).map(({ labels, expr }) => [labels['service'], expr.split(' ').slice(-2).join(' ')])).toEqual([
      ['zookeeper', `< ${needs}`],
      ['kafka', `< ${needs}`],
    ]);
  });
});
