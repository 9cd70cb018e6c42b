import { allContexts, containerContexts, podContext, type Control } from './control';

const expected = 'true';
const mend = "set the pod's securityContext.runAsNonRoot: true, and a user other than 0";

/** The kubelet refuses to start anything as root. */
export const runningAsNonRoot: Control = {
  name: 'Running as Non-root',
  level: 'restricted',
  *complaints(template) {
    for (const { context, steps, owner } of allContexts(template)) {
      if (context.runAsNonRoot === undefined || context.runAsNonRoot === true) continue;
      yield { steps: [...steps, 'runAsNonRoot'], message: `${owner} may run as root`, expected, mend };
    }
    if (podContext(template).context.runAsNonRoot === true) return;
    for (const { context, steps, owner } of containerContexts(template)) {
      if (context.runAsNonRoot !== undefined) continue;
      const message = `${owner} may run as root: neither it nor its pod sets runAsNonRoot`;
      yield { steps: [...steps, 'runAsNonRoot'], message, expected, mend };
    }
  },
};
