import type { Construct } from 'constructs';
import type { PodEndpoint } from '../../model';
import { System } from '../structure';
import { selectorLabels } from '../workload';

/** A port of a store, the first of which is the one that its probes ask. */
export interface StorePort {
  readonly name: string;
  readonly port: number;
  /** Whether the pods call each other there. @default only others call */
  readonly betweenPods?: boolean;
}

/** Those ports of a store that its own pods call, as endpoints. */
export function betweenPods(
  scope: Construct,
  service: string,
  { namespace, ports }: { readonly namespace: string; readonly ports: readonly StorePort[] },
): PodEndpoint[] {
  const selector = selectorLabels(service, System.of(scope).node.id);
  return ports
    .filter(port => port.betweenPods)
    .map(({ port }) => ({ type: 'pods', service, namespace, selector, port, protocol: 'TCP' }));
}
