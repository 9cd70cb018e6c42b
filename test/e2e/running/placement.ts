import type { KubeObject } from '../../../src/model';
import type { KubeClient } from '../../../src/proving-ground';
import { quantityOf } from '../quantity';
import { isPlaced, livePods } from './live-pods';
import { zoneOf } from './nodes';
import { nameOf, type Service } from './workloads';

/** Services whose pods differ by more than one between two zones. */
export async function unbalanced(
  client: KubeClient,
  services: readonly Service[],
  nodes: readonly KubeObject[],
): Promise<readonly string[]> {
  const zones = [...new Set(nodes.map(zoneOf))];
  const zoneOfNode = new Map(nodes.map(node => [node.metadata.name, zoneOf(node)]));
  const found = await Promise.all(
    services.map(async service => {
      const { namespace } = service.metadata;
      const pods = await livePods(client, namespace, service.spec.template.metadata?.labels);
      const counts = zones.map(
        zone => pods.filter(pod => isPlaced(pod) && zoneOfNode.get(pod.spec.nodeName ?? '') === zone).length,
      );
      const told = zones.map((zone, index) => `${zone}: ${counts[index]}`).join(', ');
      return Math.max(...counts) - Math.min(...counts) > 1 ? [`${nameOf(service)}: ${told}`] : [];
    }),
  );
  return found.flat();
}

/** Nodes whose pods request more than they offer, or are more than they take. */
export async function overfull(client: KubeClient, nodes: readonly KubeObject[]): Promise<readonly string[]> {
  const pods = (await livePods(client)).filter(isPlaced);
  return nodes.flatMap(node => {
    const { allocatable } = node.status as { allocatable: Readonly<Record<string, string>> };
    const own = pods.filter(({ spec }) => spec.nodeName === node.metadata.name);
    const requests = own.flatMap(({ spec }) => spec.containers.map(({ resources }) => resources?.requests ?? {}));
    const sum = (resource: string): number =>
      requests.reduce((total, each) => total + (quantityOf(each[resource] ?? '0') ?? 0), 0);
    const used = { cpu: sum('cpu'), memory: sum('memory'), pods: own.length * 1000 };
    return Object.entries(used).flatMap(([resource, amount]) =>
      amount > (quantityOf(allocatable[resource]) ?? 0)
        ? [`${node.metadata.name}: ${resource} ${amount / 1000} of ${allocatable[resource]}`]
        : [],
    );
  });
}
