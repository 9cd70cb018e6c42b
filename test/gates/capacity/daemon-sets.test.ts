import { budgetsOf } from '../../../src/gates/capacity';
import { quotaExact } from '../../../src/gates/capacity/quota-exact';
import type { KubeObject, Model } from '../../../src/model';
import { clusterOf, environmentOf, modelOf } from '../model-of';
import { found, real, workload } from './declared-pods';
import { autoscaler, capacityOf, deployment, nodePool } from './nodes';

/** A DaemonSet of the namespace shop. */
function daemonSet(name: string, pod: object = {}): KubeObject {
  const template = { metadata: { labels: { app: name } }, spec: { containers: [], ...pod } };
  return { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name, namespace: 'shop' }, spec: { template } };
}

/** A PriorityClass. */
function priority(name: string, value: number): KubeObject {
  return { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value } as KubeObject;
}

const AGENT = daemonSet('agent', { priorityClassName: 'system-node-critical' });
const THREE = [nodePool({ nodes: { min: 3, max: 3 } })];

describe('a pod on every node', () => {
  test('takes its share of each node before anything else', () => {
    const full = workload('web', 6, 1000, 100);
    expect(capacityOf(THREE, [full], [deployment('web', {})])).toEqual([]);
    expect(capacityOf(THREE, [full, workload('agent', 3, 100, 100)], [deployment('web', {}), AGENT])).toEqual([
      expect.stringContaining('the pods need 6300m CPU, and 3 nodes offer 6000m CPU: web 6 × 1000 + agent 3 × 100'),
    ]);
  });

  test('finds room on its own node or nowhere: half a node is no room for what is as large as a node', () => {
    const large = workload('web', 3, 1950, 100);
    expect(capacityOf(THREE, [large, workload('agent', 3, 50, 100)], [deployment('web', {}), AGENT])).toEqual([]);
    expect(
      capacityOf(
        [nodePool({ nodes: { min: 4, max: 4 } })],
        [large, workload('agent', 4, 60, 100)],
        [deployment('web', {}), AGENT],
      ),
    ).toEqual([
      expect.stringContaining(
        'the sums fit, but 3 of 3 pods of web (1950m CPU, 100 MiB each) find room on none of 4 nodes',
      ),
    ]);
  });

  test.each([
    ['less than what it meets', 10, 'agent'],
    ['as much as what it meets', 50, 'agent'],
    ['more than what it meets', 51, 'web'],
  ])('of a class that is worth %s: who has to wait is told', (_what, value, waiting) => {
    const web = deployment('web', { priorityClassName: 'web' });
    const agent = daemonSet('agent', { priorityClassName: 'agent' });
    const pods = [workload('web', 3, 1950, 100), workload('agent', 4, 60, 100)];
    const objects = [web, agent, priority('web', 50), priority('agent', value)];
    expect(capacityOf([nodePool({ nodes: { min: 4, max: 4 } })], pods, objects)).toEqual([
      expect.stringContaining(`of ${waiting === 'web' ? 3 : 4} pods of ${waiting} (`),
    ]);
  });

  test('that names no class waits behind what names one', () => {
    const web = deployment('web', { priorityClassName: 'web' });
    const pods = [workload('web', 3, 1950, 100), workload('agent', 4, 60, 100)];
    const objects = [web, daemonSet('agent'), priority('web', 50)];
    expect(capacityOf([nodePool({ nodes: { min: 4, max: 4 } })], pods, objects)).toEqual([
      expect.stringContaining('3 of 4 pods of agent (60m CPU'),
    ]);
  });

  test('is as many as there are nodes, whatever is declared', () => {
    const lines = capacityOf(THREE, [workload('agent', 1, 2500, 100)], [AGENT]);
    expect(lines).toEqual([expect.stringContaining('agent 3 × 2500')]);
  });

  test('is asked of the nodes that are left when a zone is lost', () => {
    const pools = [nodePool({ zones: ['a', 'b'], nodes: { min: 4, max: 4 } })];
    const web = [deployment('web', {}), autoscaler('web', 1, 2)];
    expect(capacityOf(pools, [workload('web', 4, 100, 100), workload('agent', 4, 1000, 100)], [...web, AGENT])).toEqual(
      [],
    );
  });

  test('runs on the nodes that its selector and its tolerations take, and on no other', () => {
    const pools = [
      nodePool({ name: 'system', taints: [{ key: 'only', value: 'charts', effect: 'NoSchedule' }] }),
      nodePool({ name: 'application', labels: { group: 'application' } }),
    ];
    const asks = (pod: object) => capacityOf(pools, [workload('agent', 2, 2500, 100)], [daemonSet('agent', pod)]);
    expect(asks({ nodeSelector: { group: 'application' } })).toEqual([expect.stringContaining('2 of 2 pods of agent')]);
    expect(asks({ tolerations: [{ operator: 'Exists' }] })).toEqual([expect.stringContaining('agent 4 × 2500')]);
  });

  test('is in the quota once for every node', () => {
    const quota: KubeObject = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota', namespace: 'shop' },
      spec: {
        hard: {
          pods: '2',
          'requests.cpu': '100m',
          'requests.memory': '100Mi',
          'limits.cpu': '100m',
          'limits.memory': '100Mi',
        },
      },
    };
    const of = (most: number): Model => {
      const environments = [environmentOf({ cluster: clusterOf({ pools: THREE }) })];
      return modelOf([quota, AGENT], { environments, declarations: [workload('agent', most, 50, 50)] });
    };
    expect(found(quotaExact, of(2))[0]).toContain('need 3: agent 3 × 1');
  });

  test.each([
    ['fablink-prod', 'fluent-bit', 30],
    ['learn', 'fluent-bit', 6],
    // Those of the charts' group, too, whose taint keeps everything else away.
    ['learn', 'node-exporter', 10],
  ])('is counted on the real nodes of %s (%s)', (environment, agent, nodes) => {
    const pods = budgetsOf(real).find(each => each.environment === environment)?.pods ?? [];
    expect(pods.find(({ name }) => name === agent)).toMatchObject({ count: nodes, unplaced: 0 });
  });
});
