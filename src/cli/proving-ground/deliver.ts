import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  applicationStates,
  applyRoot,
  bareRepository,
  cloneOf,
  isSettled,
  keepFacts,
  readDeliveredTree,
  renewDelivery,
  standInsFor,
  startDelivery,
  startStandIns,
  statusText,
  type ApplicationState,
  type ControlPlane,
  type DeliveredTree,
  type ToolPlaces,
} from '../../proving-ground';
import type { Voice } from '../terminal';

/** How long everything may take to become Synced and Healthy: some six times what the slowest environment needs. */
const PATIENCE_SECONDS = 600;
const INTERVAL_MS = 500;

/** A cluster that gets something from the repository. */
export interface Delivery {
  readonly places: ToolPlaces;
  readonly plane: Pick<ControlPlane, 'client' | 'state' | 'url' | 'version' | 'kubeconfig'>;
  /** Name of the environment. */
  readonly environment: string;
  /** Where progress is told. */
  readonly voice: Voice;
}

/** What was brought. */
export interface Delivered {
  readonly revision: string;
  readonly tree: DeliveredTree;
}

/** Starts Argo CD on a control plane and lets it sync what HEAD commits for an environment. */
export async function deliver(delivery: Delivery & { readonly plane: ControlPlane }): Promise<Delivered> {
  const { places, plane, environment, voice } = delivery;
  const head = headOf(delivery);
  voice.complain(`Starting Argo CD for ${environment} at ${head.revision.slice(0, 12)}.`);
  await startDelivery({ places, plane, tree: head.tree, bare: head.bare });
  return bring(delivery, head);
}

/** Lets a running Argo CD sync what HEAD commits by now. */
export async function renew(delivery: Delivery): Promise<Delivered> {
  const { places, plane, environment, voice } = delivery;
  const head = headOf(delivery);
  voice.complain(`Syncing ${environment} at ${head.revision.slice(0, 12)}.`);
  await renewDelivery(places, plane, head.tree);
  return bring(delivery, head);
}

async function bring({ places, plane, environment }: Delivery, { tree, revision }: Delivered): Promise<Delivered> {
  const { state, version, url, kubeconfig } = plane;
  await startStandIns(places.root, state, kubeconfig, standInsFor(tree.objects));
  keepFacts(state, { version, url, kubeconfig, delivers: { environment, revision } });
  await applyRoot(plane, tree);
  return { tree, revision };
}

/**
 * Waits until everything is Synced and Healthy, or, where a person syncs, until root has been looked at.
 * @returns what is not as it should be, in words; nothing when all is well
 */
export async function settle(
  { client }: Pick<ControlPlane, 'client'>,
  { revision, tree: { syncsItself } }: Delivered,
  voice: Voice,
): Promise<string | undefined> {
  const told = new Map<string, string>();
  const end = Date.now() + PATIENCE_SECONDS * 1000;
  for (;;) {
    const states = await applicationStates(client);
    for (const { name, status } of states) {
      if (name === 'root') continue; // it moves with its children
      const words = `${status.sync?.status ?? 'Unknown'}, ${status.health?.status ?? 'Unknown'}`;
      if (told.get(name) !== words) voice.complain(`${name}: ${words}`);
      told.set(name, words);
    }
    if (isDone(states, revision, syncsItself)) return undefined;
    if (Date.now() > end)
      return states
        .filter(({ status }) => !isSettled(status))
        .map(({ name, status }) => `${name}: ${statusText(status)}`)
        .join('\n');
    await new Promise(resolve => setTimeout(resolve, INTERVAL_MS));
  }
}

function isDone(states: readonly ApplicationState[], revision: string, syncsItself: boolean): boolean {
  const root = states.find(({ name }) => name === 'root');
  if (root?.status.sync?.revision !== revision) return false;
  if (!syncsItself) return true;
  const children = (root.status.resources ?? []).filter(({ kind }) => kind === 'Application');
  return (
    states.length === children.length + 1 &&
    states.every(({ status }) => isSettled(status) && status.sync?.revision === revision)
  );
}

function headOf({ places: { root }, plane: { state }, environment, voice }: Delivery) {
  const words = ['-C', root, 'status', '--porcelain', '--', 'dist', 'argocd', 'crds'];
  if (execFileSync('git', words, { encoding: 'utf8' }) !== '')
    voice.complain('dist/, argocd/ or crds/ have changes that are not committed: HEAD is synced without them.');
  const bare = bareRepository(root, join(state, 'garam.git'));
  rmSync(join(state, 'tree'), { recursive: true, force: true }); // what a crash left
  const { folder, revision } = cloneOf(bare, join(state, 'tree'));
  const tree = readDeliveredTree(folder, environment);
  rmSync(folder, { recursive: true });
  return { bare, revision, tree };
}
