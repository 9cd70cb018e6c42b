import { shown, valueAt } from '../../schema/json-path';
import { allContexts, type Control } from './control';

const types: readonly unknown[] = [undefined, '', 'container_t', 'container_init_t', 'container_kvm_t'];

/** SELinux types are those of containers; user and role are not set. */
export const seLinux: Control = {
  name: 'SELinux',
  level: 'baseline',
  *complaints(template) {
    for (const { context, steps, owner } of allContexts(template)) {
      for (const field of ['type', 'user', 'role']) {
        const found = valueAt(context, ['seLinuxOptions', field]);
        if (field === 'type' ? types.includes(found) : found === undefined || found === '') continue;
        yield {
          steps: [...steps, 'seLinuxOptions', field],
          message: `${owner} sets the SELinux ${field} ${shown(found)}`,
          expected: field === 'type' ? 'container_t, container_init_t or container_kvm_t' : `no ${field}`,
          mend: `remove seLinuxOptions.${field}`,
        };
      }
    }
  },
};
