import { containersOf } from '../../schema/fields/pods';
import { isRecord, valueAt, type Step } from '../../schema/json-path';
import type { ComplaintAt } from '../../schema/object-rule';
import type { PodTemplate } from '../pod-template';

/** Levels of the Pod Security Standards, open to closed. */
export const levels = ['privileged', 'baseline', 'restricted'] as const;

/** A level of the Pod Security Standards. */
export type Level = (typeof levels)[number];

/** One control of the Pod Security Standards. */
export interface Control {
  /** Name that the standard gives it (`Host Namespaces`). */
  readonly name: string;
  /** Lowest level that asks for it. */
  readonly level: 'baseline' | 'restricted';
  /** Names of controls of the lower level that this one contains. @default none */
  readonly contains?: readonly string[];
  complaints(template: PodTemplate): Iterable<ComplaintAt>;
}

/** A security context of a pod or of one of its containers. */
export interface ContextAt {
  readonly steps: readonly Step[];
  readonly context: Readonly<Record<string, unknown>>;
  /** How a message calls it: `the pod`, `container web`. */
  readonly owner: string;
}

function contextOf(holder: Readonly<Record<string, unknown>>, steps: readonly Step[], owner: string): ContextAt {
  const { securityContext } = holder;
  return {
    steps: [...steps, 'securityContext'],
    context: isRecord(securityContext) ? securityContext : {},
    owner,
  };
}

/** The pod's own security context; empty where there is none. */
export function podContext({ pod }: PodTemplate): ContextAt {
  return contextOf(pod.spec, pod.steps, 'the pod');
}

/** The security contexts of all containers, ephemeral ones too. */
export function containerContexts({ pod }: PodTemplate): readonly ContextAt[] {
  return containersOf(pod).map(({ container, steps }) =>
    contextOf(container, steps, `container ${String(container.name)}`),
  );
}

/** The pod's security context and those of its containers. */
export function allContexts(template: PodTemplate): readonly ContextAt[] {
  return [podContext(template), ...containerContexts(template)];
}

/** Whether the pod says that it runs on Windows, where some controls mean nothing. */
export function onWindows({ pod }: PodTemplate): boolean {
  return valueAt(pod.spec, ['os', 'name']) === 'windows';
}
