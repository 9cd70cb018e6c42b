import { shown } from '../../schema/json-path';
import { containerContexts, type Control } from './control';

/** /proc is masked as the runtime does by default. */
export const procMount: Control = {
  name: '/proc Mount Type',
  level: 'baseline',
  *complaints(template) {
    for (const { context, steps, owner } of containerContexts(template)) {
      if (context.procMount === undefined || context.procMount === 'Default') continue;
      yield {
        steps: [...steps, 'procMount'],
        message: `${owner} mounts /proc as ${shown(context.procMount)}`,
        expected: 'no procMount, or Default',
        mend: 'remove procMount',
      };
    }
  },
};
