import { containerContexts, type Control } from './control';

/** No container is privileged. */
export const privilegedContainers: Control = {
  name: 'Privileged Containers',
  level: 'baseline',
  *complaints(template) {
    for (const { context, steps, owner } of containerContexts(template)) {
      if (context.privileged !== true) continue;
      yield {
        steps: [...steps, 'privileged'],
        message: `${owner} is privileged: it can do on the node whatever the node can`,
        expected: 'no privileged, or false',
        mend: 'remove privileged; add the one capability that is needed instead',
      };
    }
  },
};
