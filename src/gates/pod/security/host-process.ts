import { valueAt } from '../../schema/json-path';
import { allContexts, type Control } from './control';

/** No Windows pod gets the rights of its host. */
export const hostProcess: Control = {
  name: 'HostProcess',
  level: 'baseline',
  *complaints(template) {
    for (const { context, steps, owner } of allContexts(template)) {
      if (valueAt(context, ['windowsOptions', 'hostProcess']) !== true) continue;
      yield {
        steps: [...steps, 'windowsOptions', 'hostProcess'],
        message: `${owner} has the rights of its Windows host (hostProcess: true)`,
        expected: 'no hostProcess, or false',
        mend: 'remove hostProcess',
      };
    }
  },
};
