import type { KubeClient, LiveObject } from '../client';
import type { StandIn } from './stand-in';

export type Answer = StandIn['answer'];

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly observedGeneration?: number;
}

export function statusOf(object: LiveObject): Record<string, unknown> {
  return (object.status ?? {}) as Record<string, unknown>;
}

export function generationOf({ metadata }: LiveObject): number | undefined {
  return (metadata as { generation?: number }).generation;
}

/** Whether a condition is True, and of what the object says now where it tells of what. */
export function has(object: LiveObject, type: string): boolean {
  return ((statusOf(object).conditions ?? []) as readonly Condition[]).some(
    ({ type: of, status, observedGeneration = generationOf(object) }) =>
      of === type && status === 'True' && observedGeneration === generationOf(object),
  );
}

export async function write(client: KubeClient, object: LiveObject, status: object): Promise<void> {
  await client.mergePatch(object, { status }, 'status');
}

/** The condition is True, again after each change of the object. A kind that knows less of conditions drops the rest. */
export function condition(type: string, reason: string): Answer {
  return async (client, object) => {
    if (has(object, type)) return;
    const lastTransitionTime = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    const observedGeneration = generationOf(object);
    const told = { type, status: 'True', reason, message: '', lastTransitionTime, observedGeneration };
    await write(client, object, { conditions: [told] });
  };
}
