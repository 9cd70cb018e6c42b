import { shown, valueAt } from '../../schema/json-path';
import { allContexts, type Control } from './control';

const PREFIX = 'container.apparmor.security.beta.kubernetes.io/';
const mend = 'remove the profile: the runtime has its default one';

/** No AppArmor profile but the runtime's or a local one. */
export const appArmor: Control = {
  name: 'AppArmor',
  level: 'baseline',
  *complaints(template) {
    for (const { context, steps, owner } of allContexts(template)) {
      const type = valueAt(context, ['appArmorProfile', 'type']);
      if (type === undefined || type === 'RuntimeDefault' || type === 'Localhost') continue;
      const at = [...steps, 'appArmorProfile', 'type'];
      const message = `${owner} has the AppArmor profile ${shown(type)}`;
      yield { steps: at, message, expected: 'no profile, RuntimeDefault or Localhost', mend };
    }
    for (const [key, value] of Object.entries(template.annotations)) {
      if (!key.startsWith(PREFIX)) continue;
      if (value === '' || value === 'runtime/default' || String(value).startsWith('localhost/')) continue;
      const message = `container ${key.slice(PREFIX.length)} has the AppArmor profile ${shown(value)}`;
      const at = [...template.metadataSteps, 'annotations', key];
      yield { steps: at, message, expected: 'no profile, runtime/default or localhost/…', mend };
    }
  },
};
