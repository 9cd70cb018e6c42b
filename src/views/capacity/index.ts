import type { EnvironmentBudget, NodeShare, PodBudget, PoolBudget } from '../../model';
import { plain, type Paint } from '../paint';
import { textTable, type Column } from '../table';

/** What a reader must know of the figures. */
export const CAPACITY_NOTES: readonly string[] = [
  'A node offers what the cloud’s reservation and the cluster’s own pods leave of the machine.',
  'Pods count at their most, all at the same time; services with an autoscaler count twice, the new version beside the old.',
  'Shares lie where a packing puts them, add-ons first; the scheduler may choose another node.',
];

const figures = (...headings: readonly string[]): readonly Column[] =>
  headings.map(heading => ({ heading, figures: true }));

/** Budgets of the nodes as people read them: a table of the pools, and one of the pods. */
export function capacityText(budgets: readonly EnvironmentBudget[], paint: Paint = plain): string {
  const parts = budgets.map(budget => {
    const heading = `${paint.strong(budget.environment)} on ${budget.cluster}`;
    if (budget.pools.length === 0) return `${heading}\nno node pools are declared: nothing is counted`;
    return [heading, poolTable(budget.pools), '', podTable(budget.pods), ...misfits(budget, paint)].join('\n');
  });
  return [...parts, CAPACITY_NOTES.join('\n')].join('\n\n');
}

function poolTable(pools: readonly PoolBudget[]): string {
  const rows = pools.flatMap(({ pool, nodes, aNode, offered, addOns, services, jobs, left }) => [
    row([pool, nodeCount(nodes), 'a node offers'], aNode),
    row(['', '', 'all offer'], offered),
    row(['', '', 'add-ons'], addOns),
    row(['', '', 'services'], services),
    row(['', '', 'jobs'], jobs),
    row(['', '', 'left'], left),
  ]);
  const columns = ['pool', 'nodes', ''].map(heading => ({ heading }));
  return textTable([...columns, ...figures('CPU m', 'memory MiB', 'pods')], rows);
}

function nodeCount({ min, max }: PoolBudget['nodes']): string {
  return min === max ? `${max}` : `${min}–${max}`;
}

function row(cells: readonly string[], { cpuMillis, memoryMiB, pods }: NodeShare): readonly string[] {
  return [...cells, String(cpuMillis), String(memoryMiB), String(pods)];
}

function podTable(pods: readonly PodBudget[]): string {
  const rows = pods.map(({ name, owner, count, requests: { cpuMillis, memoryMiB } }) => [
    owner,
    name,
    ...[count, cpuMillis, memoryMiB, count * cpuMillis, count * memoryMiB].map(String),
  ]);
  const columns = ['who', 'pods of'].map(heading => ({ heading }));
  return textTable([...columns, ...figures('most', 'each m', 'each MiB', 'all m', 'all MiB')], rows);
}

function misfits({ pods }: EnvironmentBudget, paint: Paint): readonly string[] {
  return pods
    .filter(({ unplaced }) => unplaced > 0)
    .map(({ name, count, unplaced }) => paint.alarm(`${unplaced} of ${count} pods of ${name} find no node`));
}
