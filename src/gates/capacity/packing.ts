import type { NodePool, PodResources } from '../../model';
import { factValue } from '../fact/fact-value';
import type { Placement } from './placement';

/** A node, and what is still free on it. */
interface Node {
  readonly pool: NodePool;
  readonly zone: string;
  cpuMillis: number;
  memoryMiB: number;
  pods: number;
}

/** Pods of one kind to be placed. */
export interface PodGroup {
  readonly name: string;
  readonly count: number;
  readonly requests: PodResources;
  readonly placement: Placement;
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
    return all.filter(zone => zone !== lostZone).map(zone => ({ pool, zone, ...pool.allocatable }));
  });
}

/** First fit, the choosiest and the largest pods first: what then finds no node. */
export function pack(nodes: readonly Node[], groups: readonly PodGroup[]): readonly Unplaced[] {
  const choices = groups.map(group => ({ group, nodes: acceptedNodes(nodes, group) }));
  choices.sort((a, b) => a.nodes.length - b.nodes.length || sizeOf(b.group) - sizeOf(a.group));
  return choices.flatMap(choice => {
    const left = choice.group.count - placed(choice.group, choice.nodes);
    return left > 0 ? [{ group: choice.group, count: left }] : [];
  });
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
function filled({ requests, placement }: PodGroup, nodes: readonly Node[], count: number): number {
  let done = 0;
  for (const node of nodes) {
    if (done === count) break;
    const room = Math.min(roomOn(node, requests), placement.aNode ?? Infinity, count - done);
    node.cpuMillis -= room * requests.cpuMillis;
    node.memoryMiB -= room * requests.memoryMiB;
    node.pods -= room;
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
