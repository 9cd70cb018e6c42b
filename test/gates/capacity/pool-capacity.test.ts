import { poolCapacity } from '../../../src/gates/capacity/pool-capacity';
import type { Declared, KubeObject, Model, NodePool } from '../../../src/model';
import { redeclared } from '../../real-model';
import { real, found, workload } from './declared-pods';
import { autoscaler, capacityOf, deployment, nodePool } from './nodes';

function withPools(of: Model, name: string, change: (pool: NodePool) => Partial<NodePool>): Model {
  const environments = of.environments.map(environment => {
    if (environment.name !== name) return environment;
    const pools = environment.cluster.pools.map(each => ({ ...each, ...change(each) }));
    return { ...environment, cluster: { ...environment.cluster, pools } };
  });
  return { ...of, environments };
}

describe('pool-capacity', () => {
  test('nodes that are too few for the real services are reported, by the sum or node by node', () => {
    const few = (max: number): string[] =>
      found(
        poolCapacity,
        withPools(real, 'fablink-prod', () => ({ nodes: { min: 2, max } })),
      );
    // What EKS installs on every node is in the sum.
    expect(few(5)[0]).toMatch(/and 15 nodes offer 28950m CPU: .*cloudwatch-agent 15 × 250/);
    const five = withPools(real, 'fablink-prod', () => ({ nodes: { min: 2, max: 5 } }));
    const environments = five.environments.map(each => ({
      ...each,
      addOns: each.addOns.filter(({ name }) => name !== 'amazon-cloudwatch-observability'),
    }));
    expect(found(poolCapacity, { ...five, environments })).toEqual([
      expect.stringMatching(
        /^fablink-prod cluster\.pools: the sums fit, but \d+ of 40 pods of fablink-backend \(500m CPU, 1024 MiB each\) find room on none of 15 nodes$/,
      ),
    ]);
    expect(few(3)[0]).toMatch(/the pods need \d+m CPU, and 9 nodes offer 17370m CPU: .*fablink-backend 40 × 500/);
  });

  test('a count of nodes that is assumed counts as it stands, at the environment’s line', () => {
    const model = withPools(real, 'fablink-prod', () => ({
      nodes: { assumed: true, value: { min: 1, max: 1 }, reason: 'test' },
    }));
    const [finding] = poolCapacity.check(model);
    expect(finding?.message).toContain('3 nodes offer 5790m CPU');
    expect(finding?.expected).toContain('FP-19');
    expect(finding?.where.source?.file).toMatch(/^src\/environments\//);
  });

  test('the real dev nodes hold what runs there beside the add-ons, and not 15 pods of it', () => {
    const model = redeclared(
      real,
      each => each.type === 'workload' && each.environment === 'fablink-dev' && each.name === 'fablink-backend',
      each => ({ ...each, mostPods: 15 }) as Declared,
    );
    expect(found(poolCapacity, model)).toEqual([
      expect.stringMatching(/the pods need \d+m CPU, and 2 nodes offer 3860m CPU: .*fablink-backend 15 × 200/),
      expect.stringMatching(/the pods need \d+ MiB, and 2 nodes offer 6776 MiB: .*fablink-backend 15 × 320/),
      expect.stringMatching(/the pods need \d+ pods, and 2 nodes offer 34 pods: .*fablink-backend 15 × 1/),
    ]);
  });

  test('without pools nothing is counted', () => {
    expect(capacityOf([], [workload('web', 1000, 1000, 1000)])).toEqual([]);
  });

  test.each([
    ['CPU', workload('web', 5, 1000, 10), 'the pods need 5000m CPU, and 2 nodes offer 4000m CPU: web 5 × 1000'],
    ['memory', workload('web', 3, 10, 3000), 'the pods need 9000 MiB, and 2 nodes offer 8192 MiB: web 3 × 3000'],
    ['pods', workload('web', 21, 1, 1), 'the pods need 21 pods, and 2 nodes offer 20 pods: web 21 × 1'],
  ])('more %s than the nodes offer is a finding', (_, declared, message) => {
    expect(capacityOf([nodePool()], [declared])).toEqual([`test cluster.pools: ${message}`]);
  });

  test('pods that fit by their sum but on no node are found by packing', () => {
    expect(capacityOf([nodePool()], [workload('web', 3, 1100, 100)])).toEqual([
      'test cluster.pools: the sums fit, but 1 of 3 pods of web (1100m CPU, 100 MiB each) find room on none of 2 nodes',
    ]);
  });

  test('large pods are placed before small ones', () => {
    const [small, large] = [workload('small', 4, 500, 10), workload('large', 2, 1000, 10)];
    expect(capacityOf([nodePool()], [small, large])).toEqual([]);
  });

  test('a service with an autoscaler fits twice', () => {
    const objects = [deployment('web', {}), autoscaler('web', 1, 2)];
    expect(capacityOf([nodePool()], [workload('web', 2, 1000, 100)], objects)).toEqual([]);
    expect(capacityOf([nodePool()], [workload('web', 2, 1001, 100)], objects)).toEqual([
      expect.stringContaining('the pods need 4004m CPU'),
    ]);
  });

  test('a ScaledObject counts at its maximum, once', () => {
    const scaled = (maxReplicaCount?: number): KubeObject => ({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { scaleTargetRef: { name: 'web' }, ...(maxReplicaCount === undefined ? {} : { maxReplicaCount }) },
    });
    const web = workload('web', 1, 1000, 100);
    expect(capacityOf([nodePool()], [web], [deployment('web', {}), scaled(4)])).toEqual([]);
    expect(capacityOf([nodePool()], [web], [deployment('web', {}), scaled(5)])).toEqual([
      expect.stringContaining('web 5 × 1000'),
    ]);
    expect(capacityOf([nodePool()], [web], [deployment('web', {}), scaled()])[0]).toContain('web 100 × 1000');
  });

  test('an autoscaler’s minimum fits without any one zone', () => {
    const zones = [nodePool({ zones: ['a'] }), nodePool({ name: 'b', zones: ['b'], nodes: { min: 1, max: 4 } })];
    const objects = [deployment('web', {}), autoscaler('web', 5, 6)];
    expect(capacityOf(zones, [workload('web', 6, 1000, 100)], objects)).toEqual([
      'test cluster.pools: without zone b the pods need 5000m CPU, and 2 nodes offer 4000m CPU: web 5 × 1000',
    ]);
  });

  test('one pool over three zones loses a third of its nodes with a zone', () => {
    const pool = nodePool({ zones: ['a', 'b', 'c'], nodes: { min: 3, max: 6 } });
    const objects = [deployment('web', {}), autoscaler('web', 5, 6)];
    expect(capacityOf([pool], [workload('web', 6, 1000, 100)], objects)).toEqual([]);
    const more = [deployment('web', {}), autoscaler('web', 9, 6)];
    expect(capacityOf([pool], [workload('web', 6, 1000, 100)], more)).toHaveLength(3);
  });
});

test.each([
  ['a Rollout that runs beside itself', { blueGreen: {} }, 8],
  ['a Rollout that shifts traffic', { canary: { trafficRouting: { alb: {} } } }, 8],
  ['a Rollout that only adds pods', { canary: { maxSurge: '25%' } }, 5],
])('%s may have as many pods', (_, strategy, pods) => {
  const rollout: KubeObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { replicas: 4, strategy },
  };
  expect(capacityOf([nodePool({ nodes: { min: 0, max: 1 } })], [workload('web', 4, 2000, 1)], [rollout])).toEqual([
    expect.stringContaining(`web ${pods} × 2000`),
  ]);
});
