import type { KubeObject } from '../../../src/model';
import type { KubeClient } from '../../../src/proving-ground';
import { isPlaced, livePods, stateOf, type LivePod } from './live-pods';
import type { PodRemoval } from './pod-removal';
import { settled } from './settled';

const READY_SECONDS = 180;

export function zoneOf({ metadata }: KubeObject): string {
  return metadata.labels?.['topology.kubernetes.io/zone'] ?? '';
}

/** Adds nodes, and waits until pods may be placed on them. */
export async function addNodes(client: KubeClient, nodes: readonly KubeObject[]): Promise<void> {
  for (const node of nodes) await client.create(node);
  await settled(() => notInService(client, nodes), 'the nodes are in service', READY_SECONDS);
}

async function notInService(client: KubeClient, nodes: readonly KubeObject[]): Promise<readonly string[]> {
  const live = await client.list('v1', 'Node');
  return nodes.flatMap(wanted => {
    const node = live.find(({ metadata }) => metadata.name === wanted.metadata.name);
    const { conditions = [] } = (node?.status ?? {}) as { conditions?: { type: string; status: string }[] };
    const { taints = [] } = (node?.spec ?? {}) as { taints?: { key: string }[] };
    const ready = conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
    const held = taints.some(({ key }) => key.startsWith('node.kubernetes.io/'));
    return ready && !held ? [] : [`${wanted.metadata.name}: ${JSON.stringify({ conditions, taints })}`];
  });
}

/** Whether new pods may be placed on a node. */
export async function cordon(client: KubeClient, node: KubeObject, unschedulable: boolean): Promise<void> {
  await client.mergePatch(node, { spec: { unschedulable } });
}

/**
 * Empties a node as `kubectl drain` does: cordons it and evicts its pods, again and again while a disruption budget
 * forbids it.
 * @throws Error with what the budgets said last, once the deadline has passed
 */
export async function drain(client: KubeClient, removal: PodRemoval, node: KubeObject, seconds: number): Promise<void> {
  await cordon(client, node, true);
  const evict = async (pod: LivePod): Promise<string> => {
    const refusal = pod.metadata.deletionTimestamp === undefined ? await removal.evict(pod) : undefined;
    return `${stateOf(pod)}; ${refusal ?? 'evicted'}`;
  };
  await settled(
    async () => Promise.all((await podsOn(client, [node])).map(evict)),
    `${node.metadata.name} is drained`,
    seconds,
  );
}

/** Closes nodes: nothing new is placed on them, and what runs there is lost. The nodes stay, as they do while a zone is away. */
export async function closeNodes(client: KubeClient, removal: PodRemoval, nodes: readonly KubeObject[]): Promise<void> {
  for (const node of nodes) await cordon(client, node, true);
  for (const pod of await podsOn(client, nodes)) await removal.lose(pod);
}

/** Loses nodes with all that runs on them. */
export async function loseNodes(client: KubeClient, removal: PodRemoval, nodes: readonly KubeObject[]): Promise<void> {
  for (const node of nodes) await cordon(client, node, true);
  for (const node of nodes) await client.remove(node);
  for (const pod of await podsOn(client, nodes)) await removal.lose(pod);
}

/** Pods that go with a node; those of DaemonSets stay as long as it does. */
async function podsOn(client: KubeClient, nodes: readonly KubeObject[]): Promise<readonly LivePod[]> {
  const names = nodes.map(({ metadata }) => metadata.name);
  return (await livePods(client)).filter(
    pod =>
      isPlaced(pod) &&
      names.includes(pod.spec.nodeName ?? '') &&
      !pod.metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet'),
  );
}
