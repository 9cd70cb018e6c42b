import type { CommittedObject } from '../committed-objects';
import type { SyncedResource } from '../../../src/proving-ground';

interface Ordered {
  readonly name: string;
  readonly wave: number;
}

/** What a phase adds to a wave: Argo CD runs one after the other, whatever their waves. */
const PHASES: Readonly<Record<string, number>> = { PreSync: -1000, Sync: 0, PostSync: 1000 };

/**
 * What an operation did, in its order, each with the wave that its file declares.
 * @throws Error for an object that no file declares
 */
export function syncOrder(resources: readonly SyncedResource[], files: readonly CommittedObject[]): readonly Ordered[] {
  const waves = new Map(files.map(({ object }) => [idOf(object), waveOf(object)]));
  return resources.map(resource => {
    const id = nameOf(resource);
    const wave = waves.get(id);
    if (wave === undefined) throw new Error(`${id} is in no file`);
    return { name: id, wave: wave + (PHASES[resource.syncPhase ?? 'Sync'] ?? 0) };
  });
}

/** Each object that came before one of an earlier wave or phase. */
export function outOfOrder(order: readonly Ordered[]): readonly string[] {
  return order.flatMap(({ name, wave }, index) => {
    const before = order[index - 1];
    return before !== undefined && before.wave > wave
      ? [`${name} (${wave}) after ${before.name} (${before.wave})`]
      : [];
  });
}

function idOf({ apiVersion, kind, metadata }: CommittedObject['object']): string {
  return `${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind} ${metadata.name}`;
}

function nameOf({ group, kind, name }: SyncedResource): string {
  return `${group}/${kind} ${name}`;
}

function waveOf({ metadata }: CommittedObject['object']): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}
