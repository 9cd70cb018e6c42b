import { shown } from '../../schema/json-path';
import { containerContexts, onWindows, type Control } from './control';

/** No process gets more rights than its parent. */
export const privilegeEscalation: Control = {
  name: 'Privilege Escalation',
  level: 'restricted',
  *complaints(template) {
    if (onWindows(template)) return;
    for (const { context, steps, owner } of containerContexts(template)) {
      const found = context.allowPrivilegeEscalation;
      if (found === false) continue;
      yield {
        steps: [...steps, 'allowPrivilegeEscalation'],
        message: `${owner} may gain rights: allowPrivilegeEscalation is ${found === undefined ? 'not set' : shown(found)}`,
        expected: 'false',
        mend: 'set allowPrivilegeEscalation: false',
      };
    }
  },
};
