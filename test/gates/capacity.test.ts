import { capacityRules } from '../../src/gates/capacity';
import { connectionBudget } from '../../src/gates/capacity/connection-budget';
import { poolCapacity } from '../../src/gates/capacity/pool-capacity';
import { quotaExact } from '../../src/gates/capacity/quota-exact';
import type { Declared, KubeObject, Model, NodePool, Rule, WorkloadDeclaration } from '../../src/model';
import { named, planted, realModel, redeclared, type Draft } from '../real-model';
import { clusterOf, environmentOf, modelOf } from './model-of';

const real = realModel();

function found(rule: Rule, model: Model): string[] {
  return rule
    .check(model)
    .map(({ where, message }) => `${where.object ?? where.environment} ${where.path}: ${message}`);
}

function spec(object: Draft): Record<string, unknown> {
  return object.spec as Record<string, unknown>;
}

function pool(environment: string, workload: string) {
  return (each: Declared): boolean =>
    each.type === 'connection-pool' && each.environment === environment && each.workload === workload;
}

function withPools(of: Model, name: string, change: (pool: NodePool) => Partial<NodePool>): Model {
  const environments = of.environments.map(environment => {
    if (environment.name !== name) return environment;
    const pools = environment.cluster.pools.map(each => ({ ...each, ...change(each) }));
    return { ...environment, cluster: { ...environment.cluster, pools } };
  });
  return { ...of, environments };
}

test.each(capacityRules.map(rule => [rule.code, rule] as const))('the real output keeps %s', (_, rule) => {
  expect(rule.check(real)).toEqual([]);
});

describe('connection-budget', () => {
  test('a pool that is one connection too large is shown term by term, at the line that declared the budget', () => {
    const model = redeclared(
      real,
      pool('fablink-dev', 'fablink-backend'),
      each => ({ ...each, connections: 3 }) as Declared,
    );
    const [finding] = connectionBudget.check(model);
    expect(connectionBudget.check(model)).toHaveLength(1);
    expect(finding?.code).toBe('connection-budget');
    expect(finding?.message).toMatch(
      /^fablink-aurora-cluster grants 10 connections, found up to \d+: .*fablink-backend 2 pods × 2 workers × 3 connections = 12/,
    );
    expect(finding?.expected).toContain('at most 10 (FD-08)');
    expect(finding?.where.source?.file).toMatch(/^src\/(systems|environments)\//);
  });

  test('pods that only the objects allow count too: replicas in git, and the surge beside them', () => {
    const model = planted(real, named('fablink-dev', 'Deployment/fablink-backend'), object => {
      spec(object).replicas = 2;
    });
    expect(found(connectionBudget, model)).toEqual([
      expect.stringContaining('fablink-backend 3 pods × 2 workers × 2 connections = 12'),
    ]);
  });

  test('an autoscaler’s maximum counts, and the surge in percent', () => {
    const model = planted(real, named('fablink-prod', 'HorizontalPodAutoscaler/fablink-backend'), object => {
      spec(object).maxReplicas = 60;
    });
    expect(found(connectionBudget, model)).toEqual([
      expect.stringContaining('fablink-backend 61 pods × 4 workers × 4'),
    ]);
  });

  test('the sum is exact: 8 of 8 pass, 9 of 8 do not', () => {
    const provenance = { construct: 'db', lines: () => [] };
    const budget = { type: 'connection-budget', database: 'db', connections: 8, requirement: 'FD-08' } as const;
    const own = { type: 'connection-pool', namespace: 'shop', database: 'db', workers: 2, connections: 2 } as const;
    const messages = (extra: number): string[] => {
      const pools = [
        { ...own, workload: 'web', mostPods: 2 },
        { ...own, workload: 'job', mostPods: extra, workers: 1, connections: 1 },
      ];
      const declarations = [budget, ...pools].map(each => ({ ...each, environment: 'test', provenance }));
      return connectionBudget.check(modelOf([], { declarations })).map(({ message }) => message);
    };
    expect(messages(0)).toEqual([]);
    expect(messages(1)).toEqual([
      'db grants 8 connections, found up to 9: web 2 pods × 2 workers × 2 connections = 8 + job 1 pod × 1 worker × 1 connection = 1',
    ]);
  });

  test('a pool of a database without a budget is a finding, with the name that was probably meant', () => {
    const model = redeclared(
      real,
      pool('fablink-dev', 'fablink-backend'),
      each => ({ ...each, database: 'fablink-aurora-clutser' }) as Declared,
    );
    expect(connectionBudget.check(model)).toEqual([
      expect.objectContaining({
        message:
          'fablink-backend opens a pool of connections to fablink-aurora-clutser, which has no connection budget',
        mend: 'did you mean "fablink-aurora-cluster"?',
      }),
    ]);
  });

  test('where no database has a budget every one needs its own', () => {
    const declarations = real.declarations.filter(({ type }) => type !== 'connection-budget');
    const [finding] = connectionBudget.check({ ...real, declarations });
    expect(finding).toMatchObject({
      expected: 'a budget for every database',
      mend: expect.stringContaining('declare') as string,
    });
  });

  test('a budget of another environment does not count', () => {
    const model: Model = {
      ...real,
      declarations: real.declarations.filter(
        each => each.type !== 'connection-budget' || each.environment !== 'fablink-prod',
      ),
    };
    expect(connectionBudget.check(model).map(({ where }) => where.environment)).toEqual([
      'fablink-prod',
      'fablink-prod',
    ]);
  });
});

describe('quota-exact', () => {
  const quota = named('fablink-dev', 'ResourceQuota/quota');

  test.each([
    ['pods', '500', '"500"'],
    ['pods', '1', '"1"'],
    ['requests.cpu', '100', '"100"'],
    ['requests.memory', '9Ti', '"9Ti"'],
    ['limits.cpu', undefined, 'nothing'],
    ['limits.memory', '1Ti', '"1Ti"'],
  ])('a quota of %s that is %s is not the sum', (name, amount, text) => {
    const model = planted(real, quota, object => {
      const hard = spec(object).hard as Record<string, unknown>;
      if (amount === undefined) delete hard[name];
      else hard[name] = amount;
    });
    const path = name === 'pods' ? '$.spec.hard.pods' : `$.spec.hard["${name}"]`;
    expect(found(quotaExact, model)).toEqual([
      expect.stringMatching(
        `^ResourceQuota/fablink-dev/quota ${path.replace(/[$[\].]/g, '\\$&')}: found ${text}, but the declared`,
      ),
    ]);
  });

  test('the same amount in another unit is the same', () => {
    const model = planted(real, quota, object => {
      const hard = spec(object).hard as Record<string, string>;
      hard['limits.cpu'] = String(Number.parseInt(hard['limits.cpu'] ?? '', 10) / 1000);
    });
    expect(quotaExact.check(model)).toEqual([]);
  });

  test('an autoscaler that may go further than what is declared is not covered by the quota', () => {
    const model = planted(real, named('fablink-prod', 'HorizontalPodAutoscaler/fablink-backend'), object => {
      spec(object).maxReplicas = 40;
    });
    expect(found(quotaExact, model)[0]).toMatch(
      /^ResourceQuota\/fablink-prod\/quota \$\.spec\.hard\.pods: found "\d+", but the declared workloads of fablink-prod need \d+: .*fablink-backend 41 × 1/,
    );
  });

  test.each(['requests', 'limits'])('%s of a container above the LimitRange are named with their place', part => {
    const model = planted(real, named('fablink-dev', 'Deployment/fablink-backend'), object => {
      const pod = (spec(object).template as { spec: { containers: { resources: Record<string, object> }[] } }).spec;
      const [first] = pod.containers;
      if (first !== undefined) first.resources[part] = { cpu: '1m', memory: '513Gi' };
    });
    expect(found(quotaExact, model)).toEqual([
      `Deployment/fablink-dev/fablink-backend $.spec.template.spec.containers[0].resources.${part}.memory: ` +
        'found "513Gi", above the maximum of LimitRange limits',
    ]);
  });

  test('a quota that counts only some pods is nobody’s sum', () => {
    const object: KubeObject = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'best-effort', namespace: 'shop' },
      spec: { hard: { pods: '7' }, scopes: ['BestEffort'] },
    };
    expect(quotaExact.check(modelOf([object]))).toEqual([]);
  });
});

/** Nodes of 2 cores and 4 GiB. */
function nodePool(overrides: Partial<NodePool> = {}): NodePool {
  return {
    name: 'default',
    instanceTypes: ['t3.medium'],
    zones: ['a'],
    nodes: { min: 1, max: 2 },
    allocatable: { cpuMillis: 2000, memoryMiB: 4096, pods: 10 },
    ...overrides,
  };
}

function workload(name: string, mostPods: number, cpuMillis: number, memoryMiB: number): Declared<WorkloadDeclaration> {
  return {
    type: 'workload',
    environment: 'test',
    provenance: { construct: name, lines: () => [] },
    name,
    namespace: 'shop',
    selector: { app: name },
    serves: [],
    calls: [],
    openTo: [],
    mostPods,
    requests: { cpuMillis, memoryMiB },
    limits: { cpuMillis, memoryMiB },
    runs: 'service',
  };
}

function deployment(name: string, pod: object, replicas?: number): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      strategy: { type: 'Recreate' },
      template: { metadata: { labels: { app: name } }, spec: { containers: [], ...pod } },
    },
  };
}

function autoscaler(name: string, minReplicas: number, maxReplicas: number): KubeObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: 'shop' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas, maxReplicas },
  };
}

function capacityOf(
  pools: NodePool[],
  workloads: Declared<WorkloadDeclaration>[],
  objects: KubeObject[] = [],
): string[] {
  const environments = [environmentOf({ cluster: clusterOf({ pools }) })];
  return found(poolCapacity, modelOf(objects, { environments, declarations: workloads }));
}

describe('pool-capacity', () => {
  test('nodes that are too few for the real services are reported, by the sum or node by node', () => {
    const few = (max: number): string[] =>
      found(
        poolCapacity,
        withPools(real, 'fablink-prod', () => ({ nodes: { min: 2, max } })),
      );
    expect(few(4)).toEqual([
      expect.stringMatching(
        /^fablink-prod cluster\.pools: the sums fit, but \d+ of 40 pods of fablink-backend \(500m CPU, 1024 MiB each\) find room on none of 12 nodes$/,
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

  test('the real dev nodes hold what runs there, and not ten times as much', () => {
    const model = redeclared(
      real,
      each => each.type === 'workload' && each.environment === 'fablink-dev' && each.name === 'fablink-backend',
      each => ({ ...each, mostPods: 20 }) as Declared,
    );
    expect(found(poolCapacity, model)).toEqual([
      expect.stringMatching(/the pods need \d+m CPU, and 2 nodes offer 3860m CPU: .*fablink-backend 20 × 200/),
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

  test('pods that ask for one machine find no room in a pool that may take another', () => {
    const web = workload('web', 1, 1000, 100);
    const on = (...instanceTypes: readonly string[]): string[] =>
      capacityOf(
        [nodePool({ instanceTypes })],
        [web],
        [deployment('web', { nodeSelector: { 'node.kubernetes.io/instance-type': 'm5.large' } }, 1)],
      );
    expect(on('m5.large')).toEqual([]);
    expect(on('m5.large', 'm5.xlarge')).toEqual([expect.stringContaining('1 of 1 pods of web')]);
  });

  test('pods go only to pools whose labels they select and whose taints they tolerate', () => {
    const pools = [
      nodePool({ name: 'system', labels: { role: 'system' } }),
      nodePool({
        name: 'batch',
        labels: { role: 'batch' },
        taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }],
      }),
    ];
    const web = workload('web', 4, 1000, 100);
    const on = (pod: object): string[] => capacityOf(pools, [web], [deployment('web', pod, 4)]);
    const toleration = { key: 'dedicated', operator: 'Equal', value: 'batch', effect: 'NoSchedule' };
    const none = [expect.stringContaining('4 of 4 pods of web')];
    expect(on({})).toEqual([]);
    expect(on({ nodeSelector: { role: 'system' } })).toEqual([]);
    expect(on({ nodeSelector: { role: 'sistem' } })).toEqual(none);
    expect(on({ nodeSelector: { role: 'batch' } })).toEqual(none);
    expect(on({ nodeSelector: { role: 'batch' }, tolerations: [toleration] })).toEqual([]);
    expect(on({ nodeSelector: { role: 'batch' }, tolerations: [{ ...toleration, value: 'other' }] })).toEqual(none);
    const expression = (operator: string, values: string[]): object => ({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'role', operator, values }] }],
          },
        },
      },
    });
    expect(on(expression('In', ['system']))).toEqual([]);
    expect(on(expression('NotIn', ['system']))).toEqual(none);
  });

  test('pods that spread over zones are stopped by the fullest one', () => {
    const pools = [nodePool({ zones: ['a'] }), nodePool({ name: 'b', zones: ['b'], nodes: { min: 0, max: 1 } })];
    const spread = { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' };
    const over = (constraint: object, pods: number): string[] =>
      capacityOf(
        pools,
        [workload('web', pods, 1000, 100)],
        [deployment('web', { topologySpreadConstraints: [constraint] }, pods)],
      );
    expect(over(spread, 5)).toEqual([]);
    expect(over(spread, 6)).toEqual([expect.stringContaining('1 of 6 pods of web')]);
    expect(over({ ...spread, maxSkew: 2 }, 6)).toEqual([]);
    expect(over({ ...spread, whenUnsatisfiable: 'ScheduleAnyway' }, 6)).toEqual([]);
  });

  test('of three uneven zones the smallest sets how many pods the others take', () => {
    const pools = [1, 3, 5].map((max, index) =>
      nodePool({ name: `pool-${index}`, zones: [`zone-${index}`], nodes: { min: 0, max } }),
    );
    const constraint = (maxSkew: number): object => ({ maxSkew, topologyKey: 'topology.kubernetes.io/zone' });
    const left = (pods: number, ...skews: number[]): string[] =>
      capacityOf(
        pools,
        [workload('web', pods, 2000, 100)],
        [deployment('web', { topologySpreadConstraints: skews.map(constraint) }, pods)],
      );
    expect(left(5, 1)).toEqual([]);
    expect(left(6, 1)).toEqual([expect.stringContaining('1 of 6 pods of web')]);
    expect(left(7, 2)).toEqual([]);
    expect(left(7, 2, 1)).toEqual([expect.stringContaining('2 of 7 pods of web')]);
  });

  test('two services that spread leave each other room in every zone', () => {
    const pools = ['a', 'b'].map(zone => nodePool({ name: zone, zones: [zone] }));
    const pod = { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone' }] };
    const names = ['web', 'api'];
    const objects = names.map(name => deployment(name, pod, 4));
    const declared = names.map(name => workload(name, 4, 1000, 100));
    expect(capacityOf(pools, declared, objects)).toEqual([]);
  });

  test('pods that take much memory count as large', () => {
    const [small, large] = [workload('small', 2, 300, 1500), workload('large', 2, 100, 2500)];
    expect(capacityOf([nodePool()], [small, large])).toEqual([]);
  });

  test('services that git scales count with their replicas when a zone is lost, jobs not at all', () => {
    const zones = ['a', 'b'].map(zone => nodePool({ name: zone, zones: [zone] }));
    const objects = [deployment('web', {}), autoscaler('web', 1, 2), deployment('db', {}, 3)];
    const job: Declared<WorkloadDeclaration> = { ...workload('load', 1, 1000, 1), runs: 'job' };
    const declared = [workload('web', 2, 1000, 1), workload('db', 3, 1000, 1)];
    expect(capacityOf(zones, [...declared, job], objects)).toEqual([]);
    expect(capacityOf(zones, [...declared, workload('undeclared', 1, 1000, 1)], objects)).toEqual([
      expect.stringContaining('without zone a the pods need 5000m CPU'),
      expect.stringContaining('without zone b the pods need 5000m CPU'),
    ]);
  });

  test('a toleration without a value tolerates its key, one without a key everything', () => {
    const pool = nodePool({ taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }] });
    const on = (...tolerations: object[]): number =>
      capacityOf([pool], [workload('web', 1, 1, 1)], [deployment('web', { tolerations }, 1)]).length;
    expect(on({ key: 'dedicated', operator: 'Exists' })).toBe(0);
    expect(on({ operator: 'Exists' })).toBe(0);
    expect(on({ key: 'other', operator: 'Exists' })).toBe(1);
    expect(on({ key: 'dedicated', operator: 'Exists', effect: 'NoExecute' })).toBe(1);
  });

  test('pods that keep apart need a node each', () => {
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    expect(capacityOf([nodePool()], [workload('web', 3, 10, 10)], [deployment('web', { affinity }, 3)])).toEqual([
      expect.stringContaining('1 of 3 pods of web'),
    ]);
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
