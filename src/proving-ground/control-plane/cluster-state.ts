import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcesses, lives, records, type ProcessRecord } from '../process';
import type { ToolPlaces } from '../tools';

/** What is known of a control plane once it is ready. */
export interface ClusterFacts {
  /** Version of the API server without `v` (`1.30.14`). */
  readonly version: string;
  readonly url: string;
  /** File of the administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** What Argo CD syncs here; absent where there is none. */
  readonly delivers?: {
    readonly environment: string;
    /** Commit that it was started with. */
    readonly revision: string;
  };
}

/** A control plane as its state folder tells of it. */
export interface ClusterStatus {
  readonly name: string;
  readonly state: string;
  /** Absent when it never became ready. */
  readonly facts?: ClusterFacts;
  readonly processes: readonly (ProcessRecord & { readonly alive: boolean })[];
}

/** Folder of a control plane's state: in the cache, because it can be made again. */
export function stateFolder({ cache }: ToolPlaces, name: string): string {
  return join(cache, 'state', name);
}

export function keepFacts(state: string, facts: ClusterFacts): void {
  mkdirSync(state, { recursive: true });
  writeFileSync(join(state, 'cluster.json'), `${JSON.stringify(facts, undefined, 2)}\n`);
}

/** @returns `undefined` when there is nothing of that name */
export function clusterStatus(places: ToolPlaces, name: string): ClusterStatus | undefined {
  const state = stateFolder(places, name);
  const processes = records(state).map(record => ({ ...record, alive: lives(record) }));
  const facts = readFacts(state);
  if (facts === undefined && processes.length === 0) return undefined;
  return { name, state, ...(facts === undefined ? {} : { facts }), processes };
}

/** Every control plane that has a state folder, by name. */
export function clusterStatuses(places: ToolPlaces): readonly ClusterStatus[] {
  return folders(join(places.cache, 'state'))
    .sort()
    .flatMap(name => clusterStatus(places, name) ?? []);
}

/**
 * Ends a control plane, whoever started it, and removes all it knew; its logs may be kept.
 * @returns the processes that still lived
 */
export async function removeCluster(state: string, keep?: 'logs'): Promise<readonly ProcessRecord[]> {
  const ended = await endProcesses(state);
  for (const name of folders(state)) if (name !== keep) rmSync(join(state, name), { recursive: true, force: true });
  if (keep === undefined) rmSync(state, { recursive: true, force: true });
  return ended;
}

function readFacts(state: string): ClusterFacts | undefined {
  try {
    return JSON.parse(readFileSync(join(state, 'cluster.json'), 'utf8')) as ClusterFacts;
  } catch {
    return undefined;
  }
}

function folders(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
