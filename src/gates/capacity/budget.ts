import type { EnvironmentBudget, Model, NodeShare, PodBudget, PoolBudget } from '../../model';
import { factValue } from '../../objects/fact-value';
import { grouped } from './grouped';
import { countedOn, nodesOf, pack, type Node, type PodGroup, type PodOwner } from './packing';
import { populationsOf, type Population } from './population';

const NOTHING: NodeShare = { cpuMillis: 0, memoryMiB: 0, pods: 0 };

/** What the node pools of each environment offer, and what is asked of them at most, as the rule pool-capacity counts. */
export function budgetsOf(model: Model): readonly EnvironmentBudget[] {
  return populationsOf(model).map(budgetOf);
}

function budgetOf(population: Population): EnvironmentBudget {
  const { name, cluster } = population.environment;
  const nodes = nodesOf(cluster.pools);
  const groups = countedOn(nodes, population.atMost());
  const unplaced = new Map(pack(nodes, groups).map(({ group, count }) => [group, count]));
  const byPool = grouped(nodes, ({ pool }) => pool.name);
  return {
    environment: name,
    cluster: cluster.name,
    pools: cluster.pools.map(pool => ({
      pool: pool.name,
      nodes: factValue(pool.nodes),
      aNode: pool.allocatable,
      ...sharesOf(byPool.get(pool.name) ?? []),
    })),
    pods: groups.map((group): PodBudget => {
      const { name: of, owner, count, requests } = group;
      return { name: of, owner, count, requests, unplaced: unplaced.get(group) ?? 0 };
    }),
  };
}

function sharesOf(nodes: readonly Node[]): Pick<PoolBudget, 'offered' | 'addOns' | 'services' | 'jobs' | 'left'> {
  const of = (owner: PodOwner): NodeShare =>
    sum(nodes.flatMap(({ placed }) => placed.filter(({ group }) => group.owner === owner).map(askedBy)));
  return {
    offered: sum(nodes.map(({ pool }) => pool.allocatable)),
    addOns: of('add-on'),
    services: of('service'),
    jobs: of('job'),
    left: sum(nodes),
  };
}

function askedBy({ group: { requests }, count }: { readonly group: PodGroup; readonly count: number }): NodeShare {
  return { cpuMillis: count * requests.cpuMillis, memoryMiB: count * requests.memoryMiB, pods: count };
}

function sum(shares: readonly NodeShare[]): NodeShare {
  return shares.reduce(
    (total, { cpuMillis, memoryMiB, pods }) => ({
      cpuMillis: total.cpuMillis + cpuMillis,
      memoryMiB: total.memoryMiB + memoryMiB,
      pods: total.pods + pods,
    }),
    NOTHING,
  );
}
