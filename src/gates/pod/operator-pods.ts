import type { KubeObject } from '../../model';
import { operatorPodsOf } from '../../objects/operator-pods';
import type { PodSpecAt } from '../schema/fields/pods';

/** Pods that an operator makes, as rules look at pods. */
export interface MadePods {
  readonly labels: Readonly<Record<string, string>>;
  /** As much of their specification as references need: the ports that their containers name. */
  readonly pod: PodSpecAt;
}

/** Pods that an operator makes of an object without a template: they are selected, called and covered like all. */
export function madeByOperator(object: KubeObject): MadePods | undefined {
  const made = operatorPodsOf(object);
  if (made === undefined) return undefined;
  const ports = made.ports.map(({ port, ...rest }) => ({ ...rest, containerPort: port }));
  const spec = { containers: [{ name: made.server, ports }] };
  return { labels: made.labels, pod: { steps: ['spec'], spec, runs: 'service' } };
}
