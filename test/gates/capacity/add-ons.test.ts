import { budgetsOf } from '../../../src/gates/capacity';
import { poolCapacity } from '../../../src/gates/capacity/pool-capacity';
import type { AddOnPods, InstalledAddOn, Model, NodePool } from '../../../src/model';
import { realModel } from '../../real-model';
import { clusterOf, environmentOf, modelOf } from '../model-of';

const real = realModel();

/** The real model with the pods of one add-on of one environment changed. */
function grown(environment: string, addOn: string, change: (pods: AddOnPods) => AddOnPods): Model {
  let count = 0;
  const environments = real.environments.map(each => {
    if (each.name !== environment) return each;
    const addOns = each.addOns.map(({ name, pods }): InstalledAddOn => {
      if (name !== addOn) return { name, pods };
      count++;
      return { name, pods: pods.map(change) };
    });
    return { ...each, addOns };
  });
  if (count !== 1) throw new Error(`grown: ${environment} has ${count} add-ons ${addOn}`);
  return { ...real, environments };
}

const byMemory =
  (memoryMiB: number) =>
  (pods: AddOnPods): AddOnPods => ({
    ...pods,
    requests: { ...pods.requests, memoryMiB: pods.requests.memoryMiB + memoryMiB },
  });

function messages(model: Model): string[] {
  return poolCapacity.check(model).map(({ where, message }) => `${where.environment}: ${message}`);
}

function nodePool(overrides: Partial<NodePool> = {}): NodePool {
  return {
    name: 'default',
    instanceTypes: ['t3.medium'],
    zones: ['a'],
    nodes: { min: 2, max: 2 },
    allocatable: { cpuMillis: 2000, memoryMiB: 4096, pods: 10 },
    ...overrides,
  };
}

function withAddOn(pods: Partial<AddOnPods>, pools: readonly NodePool[] = [nodePool()]): Model {
  const requests = { cpuMillis: 1000, memoryMiB: 100 };
  const addOns = [{ name: 'operator', pods: [{ name: 'operator-webhook', count: 1, requests, ...pods }] }];
  return modelOf([], { environments: [environmentOf({ cluster: clusterOf({ pools }), addOns })] });
}

describe('the pods of add-ons', () => {
  test('are known of every real environment, and leave room for everything', () => {
    for (const { name, addOns } of real.environments) {
      expect({ name, addOns: addOns.map(addOn => addOn.name) }).toEqual({
        name,
        addOns: expect.arrayContaining(['argocd']) as string[],
      });
      for (const addOn of addOns) expect(addOn.pods.length).toBeGreaterThan(0);
    }
    expect(messages(real)).toEqual([]);
  });

  test('that ask 2 GiB more are too much for the two nodes of tripgen-dev, and are named (TG-01)', () => {
    expect(messages(grown('tripgen-dev', 'headlamp', byMemory(2048)))).toEqual([
      expect.stringMatching(/^tripgen-dev: the pods need \d+ MiB, and 2 nodes offer \d+ MiB: .*headlamp 1 × 2112 /),
    ]);
  });

  test('count where pools grow by themselves, too', () => {
    expect(messages(grown('fablink-prod', 'metrics-server', byMemory(250_000)))).toContainEqual(
      expect.stringMatching(
        /^fablink-prod: the pods need \d+ MiB, and 30 nodes offer 225540 MiB: .*metrics-server 2 ×/,
      ),
    );
  });

  test('count in an environment that runs nothing else', () => {
    expect(messages(withAddOn({ count: 4 }))).toEqual([]);
    expect(messages(withAddOn({ count: 5 }))).toEqual([
      'test: the pods need 5000m CPU, and 2 nodes offer 4000m CPU: operator-webhook 5 × 1000',
    ]);
  });

  test('that fit by their sum but on no node are named with their add-on', () => {
    const requests = { cpuMillis: 1100, memoryMiB: 10 };
    expect(messages(withAddOn({ name: 'webhook', count: 3, requests }))).toEqual([
      'test: the sums fit, but 1 of 3 pods of operator webhook (1100m CPU, 10 MiB each) find room on none of 2 nodes',
    ]);
  });

  test('go where their selector and tolerations let them', () => {
    const pools = [
      nodePool({ nodes: { min: 1, max: 1 }, taints: [{ key: 'for', value: 'system', effect: 'NoSchedule' }] }),
      nodePool({ name: 'work', nodes: { min: 1, max: 1 }, labels: { role: 'work' } }),
    ];
    expect(messages(withAddOn({ count: 3 }, pools))).toHaveLength(1);
    const tolerations = [{ key: 'for', value: 'system', effect: 'NoSchedule' as const }];
    expect(messages(withAddOn({ count: 3, tolerations }, pools))).toEqual([]);
    expect(messages(withAddOn({ count: 3, tolerations, nodeSelector: { role: 'work' } }, pools))).toHaveLength(1);
  });

  test('go to the node that is least full with them, before anything else', () => {
    const pools = [
      nodePool({ name: 'small', nodes: { min: 1, max: 1 } }),
      nodePool({
        name: 'large',
        nodes: { min: 1, max: 1 },
        allocatable: { cpuMillis: 4000, memoryMiB: 8192, pods: 20 },
      }),
    ];
    const [budget] = budgetsOf(withAddOn({ count: 3, requests: { cpuMillis: 100, memoryMiB: 100 } }, pools));
    expect(budget?.pools.map(({ pool, addOns }) => [pool, addOns.pods])).toEqual([
      ['small', 1],
      ['large', 2],
    ]);
  });
});

test('a budget adds up in every pool of every real environment', () => {
  const budgets = budgetsOf(real);
  expect(budgets.map(({ environment }) => environment)).toEqual(real.environments.map(({ name }) => name));
  for (const { pools, pods } of budgets) {
    for (const { offered, addOns, services, jobs, left } of pools) {
      for (const what of ['cpuMillis', 'memoryMiB', 'pods'] as const) {
        expect(addOns[what] + services[what] + jobs[what] + left[what]).toBe(offered[what]);
      }
    }
    const placed = pools.reduce((sum, { addOns, services, jobs }) => sum + addOns.pods + services.pods + jobs.pods, 0);
    expect(placed).toBe(pods.reduce((sum, { count }) => sum + count, 0));
  }
});
