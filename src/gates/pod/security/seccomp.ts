import { shown, valueAt } from '../../schema/json-path';
import type { ComplaintAt } from '../../schema/object-rule';
import { allContexts, containerContexts, onWindows, podContext, type ContextAt, type Control } from './control';

const NAME = 'Seccomp';
const allowed: readonly unknown[] = ['RuntimeDefault', 'Localhost'];
const mend = "set the pod's securityContext.seccompProfile: { type: RuntimeDefault }";

function typeOf({ context }: ContextAt): unknown {
  return valueAt(context, ['seccompProfile', 'type']);
}

function* forbidden(contexts: readonly ContextAt[]): Iterable<ComplaintAt> {
  for (const at of contexts) {
    const type = typeOf(at);
    if (type === undefined || allowed.includes(type)) continue;
    yield {
      steps: [...at.steps, 'seccompProfile', 'type'],
      message: `${at.owner} has the seccomp profile ${shown(type)}`,
      expected: 'RuntimeDefault or Localhost',
      mend,
    };
  }
}

/** Nobody turns the filter of system calls off. */
export const baselineSeccomp: Control = {
  name: NAME,
  level: 'baseline',
  complaints: template => forbidden(allContexts(template)),
};

/** Every container has a filter of system calls, its own or the pod's. */
export const restrictedSeccomp: Control = {
  name: NAME,
  level: 'restricted',
  contains: [NAME],
  *complaints(template) {
    yield* forbidden(allContexts(template));
    if (onWindows(template) || allowed.includes(typeOf(podContext(template)))) return;
    for (const at of containerContexts(template)) {
      if (typeOf(at) !== undefined) continue;
      yield {
        steps: [...at.steps, 'seccompProfile'],
        message: `${at.owner} has no seccomp profile, and neither has its pod`,
        expected: 'RuntimeDefault or Localhost',
        mend,
      };
    }
  },
};
