import { allContexts, type Control } from './control';

/** Nothing names the user root. */
export const runningAsNonRootUser: Control = {
  name: 'Running as Non-root user',
  level: 'restricted',
  *complaints(template) {
    for (const { context, steps, owner } of allContexts(template)) {
      if (context.runAsUser !== 0) continue;
      yield {
        steps: [...steps, 'runAsUser'],
        message: `${owner} runs as root (runAsUser: 0)`,
        expected: 'a user other than 0',
        mend: "set the image's own user, or remove runAsUser",
      };
    }
  },
};
