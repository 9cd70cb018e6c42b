import type { KubeClient } from '../client';
import { establishCrds, type ControlPlane } from '../control-plane';
import { startRollouts } from '../rollouts';
import type { ToolPlaces } from '../tools';
import type { DeliveredTree } from './delivered-tree';
import { ownCrds } from './own-crds';
import { configObject } from './settings';
import { startArgoCd } from './start-argo-cd';

export interface DeliveryOptions {
  readonly places: ToolPlaces;
  readonly plane: ControlPlane;
  readonly tree: DeliveredTree;
  /** Bare repository that is served under the URL which the tree names. */
  readonly bare: string;
}

/**
 * Brings a cluster to where `root.yaml` can be applied: the add-ons' CRDs, the Rollouts controller where something is
 * released by shares, and Argo CD with the environment's settings.
 */
export async function startDelivery({ places, plane, tree, bare }: DeliveryOptions): Promise<void> {
  await establishAddOns(places, plane.client, tree);
  if (tree.objects.some(({ kind }) => kind === 'Rollout')) await startRollouts(places, plane);
  await startArgoCd({ places, plane, repositories: { [tree.repository]: bare }, config: tree.config });
}

/** Gives a cluster on which Argo CD runs what another revision has beside the objects that are synced. */
export async function renewDelivery(
  places: ToolPlaces,
  plane: Pick<ControlPlane, 'client'>,
  tree: DeliveredTree,
): Promise<void> {
  await establishAddOns(places, plane.client, tree);
  await plane.client.apply(configObject(tree.config));
}

/** CRDs of crds/, but for those that came with Argo CD. */
async function establishAddOns(places: ToolPlaces, client: KubeClient, { crds }: DeliveredTree): Promise<void> {
  const own = new Set(ownCrds(places).map(({ metadata }) => metadata.name));
  const others = crds.filter(({ metadata }) => !own.has(metadata.name));
  await establishCrds(client, others);
}

/** `kubectl apply --server-side -f root.yaml`, as a person does it. */
export async function applyRoot({ client }: Pick<ControlPlane, 'client'>, { root }: DeliveredTree): Promise<void> {
  for (const object of root) await client.apply(object, { manager: 'a-person' });
}
