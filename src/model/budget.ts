import type { PodResources } from './declaration';

/** A part of what nodes have for pods. */
export interface NodeShare extends PodResources {
  readonly pods: number;
}

/** What a node pool at its most offers, and who takes it when every pod runs at the same time. */
export interface PoolBudget {
  readonly pool: string;
  readonly nodes: { readonly min: number; readonly max: number };
  /** What one node has left for pods beside the cluster's own. */
  readonly aNode: NodeShare;
  /** What all nodes have, at the most nodes. */
  readonly offered: NodeShare;
  readonly addOns: NodeShare;
  readonly services: NodeShare;
  readonly jobs: NodeShare;
  readonly left: NodeShare;
}

/** Pods of one kind, at their most. */
export interface PodBudget {
  readonly name: string;
  readonly owner: 'add-on' | 'service' | 'job';
  readonly count: number;
  /** What one of them requests. */
  readonly requests: PodResources;
  /** How many of them find no node. */
  readonly unplaced: number;
}

/** What the nodes of one environment offer and are asked for. */
export interface EnvironmentBudget {
  readonly environment: string;
  readonly cluster: string;
  readonly pools: readonly PoolBudget[];
  readonly pods: readonly PodBudget[];
}
