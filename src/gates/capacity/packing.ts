import type { NodePool, PodResources } from '../../model';
import { factValue } from '../../objects/fact-value';
import type { Placement } from './placement';

/** A node, what is still free on it, and what was put there. */
export interface Node {
  readonly pool: NodePool;
  readonly zone: string;
  cpuMillis: number;
  memoryMiB: number;
  pods: number;
  readonly placed: { readonly group: PodGroup; readonly count: number }[];
}

/** Who runs pods: a chart of an add-on, a service, or a job. */
export type PodOwner = 'add-on' | 'service' | 'job';

/** Pods of one kind to be placed. */
export interface PodGroup {
  readonly name: string;
  readonly owner: PodOwner;
  readonly count: number;
  readonly requests: PodResources;
  readonly placement: Placement;
  /** Value of the pods' PriorityClass. @default 0, as of pods without one */
  readonly priority?: number;
}

/** Pods for which no node is left. */
export interface Unplaced {
  readonly group: PodGroup;
  readonly count: number;
}

/** The nodes of the pools at their most, dealt out to the zones in turn, without those of a zone that is lost. */
export function nodesOf(pools: readonly NodePool[], lostZone?: string): Node[] {
  return pools.flatMap(pool => {
    const named = factValue(pool.zones);
    const zones = named.length === 0 ? [''] : named;
    const all = Array.from({ length: factValue(pool.nodes).max }, (_, index) => zones[index % zones.length] ?? '');
    return all.filter(zone => zone !== lostZone).map(zone => ({ pool, zone, ...pool.allocatable, placed: [] }));
  });
}

/** The groups as these nodes see them: what every node has is as many pods as they are. */
export function countedOn(nodes: readonly Node[], groups: readonly PodGroup[]): readonly PodGroup[] {
  return groups.map(group => (isEverywhere(group) ? { ...group, count: acceptedNodes(nodes, group).length } : group));
}

/**
 * What every node has first, where it outranks all that systems run: its pods find room on their node or nowhere, and for
 * them the scheduler evicts only what ranks lower. Then add-ons, as at the installation, each pod on the node that is least
 * full then, as the scheduler likes it; then everything else, and last what every node has and outranks not all of it. Gives
 * what then finds no node. Nodes remember what they took. `countedOn` comes before.
 */
export function pack(nodes: readonly Node[], groups: readonly PodGroup[]): readonly Unplaced[] {
  const isAddOn = ({ owner }: PodGroup): boolean => owner === 'add-on';
  const agents = groups.filter(isEverywhere);
  const movable = groups.filter(group => !isEverywhere(group));
  const highest = Math.max(0, ...movable.map(rankOf));
  const onEach = firstFit(
    nodes,
    agents.filter(agent => rankOf(agent) > highest),
  );
  const addOns = movable.filter(isAddOn).flatMap(group => unplaced(group, evenly(group, acceptedNodes(nodes, group))));
  const others = movable.filter(group => !isAddOn(group));
  const onMost = firstFit(nodes, others);
  const behind = firstFit(
    nodes,
    agents.filter(agent => rankOf(agent) <= highest),
  );
  return [...onEach, ...addOns, ...onMost, ...behind];
}

function rankOf({ priority = 0 }: PodGroup): number {
  return priority;
}

function isEverywhere({ placement }: PodGroup): boolean {
  return placement.everyNode === true;
}

/** First fit, the choosiest and the largest pods first. */
function firstFit(nodes: readonly Node[], groups: readonly PodGroup[]): readonly Unplaced[] {
  const choices = groups.map(group => ({ group, nodes: acceptedNodes(nodes, group) }));
  choices.sort((a, b) => a.nodes.length - b.nodes.length || sizeOf(b.group) - sizeOf(a.group));
  return choices.flatMap(choice => {
    return unplaced(choice.group, placed(choice.group, choice.nodes));
  });
}

function unplaced(group: PodGroup, done: number): readonly Unplaced[] {
  return done < group.count ? [{ group, count: group.count - done }] : [];
}

/** One pod after the other on the node that is least full with it. */
function evenly(group: PodGroup, nodes: readonly Node[]): number {
  let done = 0;
  while (done < group.count) {
    const free = nodes.filter(node => roomOn(node, group.requests) > 0);
    const [emptiest] = free.sort((a, b) => fullness(a, group.requests) - fullness(b, group.requests));
    if (emptiest === undefined) break;
    done += filled(group, [emptiest], 1);
  }
  return done;
}

/** The largest share of anything that a node has given away, once it has taken one more pod. */
function fullness(node: Node, { cpuMillis, memoryMiB }: PodResources): number {
  const { allocatable } = node.pool;
  const share = (left: number, more: number, all: number): number => (all > 0 ? (all - left + more) / all : 1);
  return Math.max(
    share(node.cpuMillis, cpuMillis, allocatable.cpuMillis),
    share(node.memoryMiB, memoryMiB, allocatable.memoryMiB),
    share(node.pods, 1, allocatable.pods),
  );
}

/** Nodes that the pods may run on: the nodes of a pool in a zone are all alike, and asked about once. */
function acceptedNodes(nodes: readonly Node[], { placement }: PodGroup): readonly Node[] {
  const answers = new Map<NodePool, Map<string, boolean>>();
  return nodes.filter(({ pool, zone }) => {
    const ofPool = answers.get(pool) ?? new Map<string, boolean>();
    const answer = ofPool.get(zone) ?? placement.accepts(pool, zone);
    answers.set(pool, ofPool.set(zone, answer));
    return answer;
  });
}

/** One number for the size of a pod: a core weighs like 4 GiB, as on most machines. */
function sizeOf({ requests }: PodGroup): number {
  return Math.max(requests.cpuMillis, requests.memoryMiB / 4);
}

function placed(group: PodGroup, nodes: readonly Node[]): number {
  return group.placement.zoneSkew === undefined ? filled(group, nodes, group.count) : spread(group, nodes);
}

/** Fills node after node. */
function filled(group: PodGroup, nodes: readonly Node[], count: number): number {
  const { requests, placement } = group;
  let done = 0;
  for (const node of nodes) {
    if (done === count) break;
    const room = Math.min(roomOn(node, requests), placement.aNode ?? Infinity, count - done);
    node.cpuMillis -= room * requests.cpuMillis;
    node.memoryMiB -= room * requests.memoryMiB;
    node.pods -= room;
    if (room > 0) node.placed.push({ group, count: room });
    done += room;
  }
  return done;
}

/** Pods of these requests that still fit on the node. */
function roomOn(node: Node, { cpuMillis, memoryMiB }: PodResources): number {
  const byCpu = cpuMillis > 0 ? Math.floor(node.cpuMillis / cpuMillis) : Infinity;
  const byMemory = memoryMiB > 0 ? Math.floor(node.memoryMiB / memoryMiB) : Infinity;
  return Math.max(0, Math.min(byCpu, byMemory, node.pods));
}

/** Deals the pods out to the zones evenly; a full zone stops the others at the skew that is allowed. */
function spread(group: PodGroup, nodes: readonly Node[]): number {
  const zones = [...new Set(nodes.map(({ zone }) => zone))].map(zone => ({
    nodes: nodes.filter(node => node.zone === zone),
    most: 0,
  }));
  if (zones.length === 0) return 0;
  for (const zone of zones) {
    zone.most = zone.nodes.reduce(
      (sum, node) => sum + Math.min(roomOn(node, group.requests), group.placement.aNode ?? Infinity),
      0,
    );
  }
  const smallest = Math.min(...zones.map(({ most }) => most));
  const ceiling = smallest + (group.placement.zoneSkew ?? 1);
  const shares = sharesOf(
    zones.map(({ most }) => Math.min(most, ceiling)),
    group.count,
  );
  return zones.reduce((sum, zone, index) => sum + filled(group, zone.nodes, shares[index] ?? 0), 0);
}

/** Even shares of a count, none above its limit: the smallest limits first, what they leave goes to the others. */
function sharesOf(limits: readonly number[], count: number): number[] {
  const shares = limits.map(() => 0);
  const order = limits.map((limit, index) => ({ limit, index })).sort((a, b) => a.limit - b.limit || a.index - b.index);
  let left = count;
  order.forEach(({ limit, index }, position) => {
    const share = Math.min(limit, Math.ceil(left / (order.length - position)));
    shares[index] = share;
    left -= share;
  });
  return shares;
}
