import type { KubeObject } from '../../../src/model';
import { KubeError, type KubeClient } from '../../../src/proving-ground';
import { realModel } from '../../real-model';
import { podTemplates } from '../pod-templates';

/** What the real server says of an object. */
export interface ServerVerdict {
  /** Who was refused: the object, or the pod that it would make; nobody when all is accepted. */
  readonly refused?: 'object' | 'pod';
  /** The server's reason or its first warning; empty when it says nothing. */
  readonly says: string;
}

/**
 * Applies an object server-side, strictly validated, without keeping it; then, of a workload that was accepted, creates
 * the pod of its template, because a workload is accepted whatever the admission says of its pods.
 * @param at the object whose address is used: the mutated one may have none
 */
export async function serverVerdict(
  client: KubeClient,
  object: KubeObject,
  at: KubeObject = object,
): Promise<ServerVerdict> {
  const applied = await told(() => client.apply(at, { text: JSON.stringify(object), dryRun: true }));
  if (applied.refused) return { refused: 'object', says: applied.says };
  const [template] = podTemplates(realModel(), '', [{ path: '', text: '', object }]);
  if (template === undefined) return { says: applied.says };
  const created = await told(() => client.create(template.pod, true));
  return created.refused ? { refused: 'pod', says: created.says } : { says: applied.says || created.says };
}

async function told(
  ask: () => Promise<{ readonly warnings: readonly string[] }>,
): Promise<{ readonly refused: boolean; readonly says: string }> {
  try {
    const [warning] = (await ask()).warnings;
    return { refused: false, says: warning === undefined ? '' : `warning: ${warning}` };
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    return { refused: true, says: error.message };
  }
}

/** Asks of many at a time, answers in their order. */
export async function allOf<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<readonly R[]> {
  const answers: R[] = [];
  for (let start = 0; start < items.length; start += 8)
    answers.push(...(await Promise.all(items.slice(start, start + 8).map(ask))));
  return answers;
}
