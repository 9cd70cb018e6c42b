import type { Metric } from '../../../model';

/**
 * What a node says of itself, as kube-state-metrics tells: for each condition (`Ready`) a series for each status (`true`,
 * `false`, `unknown`), 1 where it holds.
 */
export const NODE_CONDITIONS: Metric = {
  name: 'kube_node_status_condition',
  type: 'gauge',
  labels: ['condition', 'node', 'status'],
  help: { en: 'conditions of a node: 1 for the status that holds', ko: '노드의 상태 조건. 지금의 상태가 1' },
};
