import type { Construct } from 'constructs';
import { Place, System } from '../structure';
import { AlertRules } from './rules/alert-rules';
import { agentRules, readyRules, type JudgedStore } from './rules/ready-rules';
import type { WatchedPods } from './rules/target-rules';

/** Has somebody told when a store that no exporter asks serves nobody, where somebody watches the place of a construct. */
export function watchStore(construct: Construct, store: JudgedStore): void {
  if (!Place.of(construct).watchedBy) return;
  const { name, namespace } = store;
  const groups = [readyRules(store)];
  new AlertRules(System.of(construct).monitoring, `${namespace}-${name}-store`, {
    name: `${name}-store`,
    namespace,
    groups,
  });
}

/** Has somebody told when a program without metrics is missing on a node, where somebody watches the place of a construct. */
export function watchAgent(construct: Construct, agent: WatchedPods): void {
  if (!Place.of(construct).watchedBy) return;
  const { name, namespace } = agent;
  new AlertRules(System.of(construct).monitoring, `${namespace}-${name}-agent`, {
    name: `${name}-agent`,
    namespace,
    groups: [agentRules(agent)],
  });
}
