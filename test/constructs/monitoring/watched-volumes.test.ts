import { Duration } from 'cdk8s';
import { StatefulStore, type Storage } from '../../../src/constructs/data-store';
import { declarationsOf, type System } from '../../../src/constructs/structure';
import { size } from '../../../src/constructs/workload';
import type { AlertDeclaration, Watcher } from '../../../src/model';
import { TEST_CLUSTER, testSystem, WATCHER } from '../place';

const DISK: Storage = { type: 'class', storageClass: 'disks', size: '2Gi' };
const FOLDER: Storage = { type: 'node-folder', path: '/data', size: '2Gi', node: { key: 'data', value: 'here' } };

const CONNECTS = { connects: true, every: Duration.seconds(10), timeout: Duration.seconds(5), failures: 3 } as const;

/** Alerts of a system with one store. */
function alertsOf(storage: Storage, watchedBy?: Watcher, replicas = 1): readonly AlertDeclaration[] {
  const system: System = testSystem(TEST_CLUSTER, watchedBy);
  new StatefulStore(system.app, 'events', {
    namespace: 'shop',
    image: { repository: 'registry.example.com/events', tag: '1.0.0' },
    size: size('100m', '128Mi', '200m', '256Mi'),
    user: 1000,
    ports: [{ name: 'client', port: 9092 }],
    replicas,
    probes: { liveness: CONNECTS, readiness: CONNECTS },
    data: { path: '/data', storage },
    terminationGrace: Duration.seconds(30),
  });
  return system.node
    .findAll()
    .flatMap(declarationsOf)
    .filter((each): each is AlertDeclaration => each.type === 'alert' && each.name.startsWith('Volume'));
}

describe('volumes of a store', () => {
  test('bring their alerts where somebody watches: on space and inodes, and on silence about each', () => {
    const alerts = alertsOf(DISK, WATCHER, 2);
    expect(alerts.map(({ name, severity, labels }) => [name, labels['resource'], severity])).toEqual([
      ['VolumeFilling', 'space', 'warning'],
      ['VolumeFull', 'space', 'critical'],
      ['VolumeFilling', 'inodes', 'warning'],
      ['VolumeFull', 'inodes', 'critical'],
      ['VolumeUnseen', undefined, 'warning'],
      ['VolumeUnseen', undefined, 'warning'],
    ]);
    const of = (what: string): string =>
      `kubelet_volume_stats_${what}{namespace="shop",persistentvolumeclaim=~"data-events-0|data-events-1"}`;
    const share = `min by (namespace, persistentvolumeclaim) (${of('available_bytes')} / ${of('capacity_bytes')})`;
    const later = `min by (namespace, persistentvolumeclaim) (predict_linear(${of('available_bytes')}[6h], 345600))`;
    expect(alerts.slice(0, 2).map(({ expr, for: lasting }) => [expr, lasting])).toEqual([
      [`${share} < 0.15 and ${later} < 0`, '1h'],
      [`${share} < 0.03`, '5m'],
    ]);
    expect(alerts.at(-1)?.expr).toBe(
      'absent(kubelet_volume_stats_capacity_bytes{namespace="shop",persistentvolumeclaim="data-events-1"})',
    );
  });

  test('bring none where nobody watches, and none for a folder of a node, of which no kubelet tells', () => {
    expect(alertsOf(DISK)).toEqual([]);
    expect(alertsOf(FOLDER, WATCHER)).toEqual([]);
  });
});
