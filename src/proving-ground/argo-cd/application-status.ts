import type { KubeClient } from '../client';

/** What the controller did with one object. */
export interface SyncedResource {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly status?: string;
  readonly message?: string;
  readonly hookPhase?: string;
  readonly hookType?: string;
  readonly syncPhase?: string;
}

/** State of an Application as the controller writes it. */
export interface ApplicationStatus {
  readonly sync?: { readonly status: string; readonly revision?: string };
  readonly health?: { readonly status: string };
  readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  readonly operationState?: {
    readonly phase: string;
    readonly startedAt?: string;
    readonly finishedAt?: string;
    readonly message?: string;
    readonly operation?: { readonly info?: readonly { readonly value: string }[] };
    readonly syncResult?: { readonly revision: string; readonly resources?: readonly SyncedResource[] };
  };
  readonly resources?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly status?: string;
    readonly health?: { readonly status: string; readonly message?: string };
  }[];
}

/** An Application with its state. */
export interface ApplicationState {
  readonly name: string;
  /** Options of its own that a sync by hand has to send along, as the UI does. */
  readonly syncOptions: readonly string[];
  readonly status: ApplicationStatus;
}

/** Every Application of a cluster, root first, then by the order of their waves. */
export async function applicationStates(client: KubeClient): Promise<readonly ApplicationState[]> {
  const found = await client.list('argoproj.io/v1alpha1', 'Application', 'argocd');
  const wave = (annotations: Readonly<Record<string, string>> = {}): number =>
    Number(annotations['argocd.argoproj.io/sync-wave'] ?? 0);
  return found
    .map(({ metadata, spec, status }) => ({
      name: metadata.name,
      rank: metadata.name === 'root' ? -Infinity : wave(metadata.annotations),
      syncOptions: (spec as { syncPolicy?: { syncOptions?: readonly string[] } }).syncPolicy?.syncOptions ?? [],
      status: (status ?? {}) as ApplicationStatus,
    }))
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
    .map(({ name, syncOptions, status }) => ({ name, syncOptions, status }));
}

/** Synced and Healthy, the last operation has succeeded, and none runs. */
export function isSettled({ sync, health, operationState }: ApplicationStatus): boolean {
  return sync?.status === 'Synced' && health?.status === 'Healthy' && operationState?.phase === 'Succeeded';
}

/** A state in words, as far as something is not as it should be. */
export function statusText({
  sync,
  health,
  conditions = [],
  operationState,
  resources = [],
}: ApplicationStatus): string {
  const bad = resources.filter(each => each.status !== 'Synced' || (each.health?.status ?? 'Healthy') !== 'Healthy');
  return [
    `sync ${sync?.status} ${sync?.revision ?? ''}, health ${health?.status}`,
    `operation ${operationState?.phase}: ${operationState?.message}`,
    ...(operationState?.syncResult?.resources ?? [])
      .filter(({ status }) => status === 'SyncFailed')
      .map(({ kind, name, message }) => `${kind} ${name}: ${message}`),
    ...conditions.map(({ type, message }) => `${type}: ${message}`),
    ...bad.map(
      each => `${each.kind} ${each.name}: ${each.status}, ${each.health?.status} ${each.health?.message ?? ''}`,
    ),
  ].join('\n');
}
