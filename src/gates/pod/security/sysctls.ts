import { recordsIn, shown } from '../../schema/json-path';
import { podContext, type Control } from './control';

/** Kernel parameters that belong to the pod alone, as of Kubernetes 1.30. */
const safe: readonly unknown[] = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_syncookies',
];

/** No kernel parameters but the safe ones. */
export const sysctls: Control = {
  name: 'Sysctls',
  level: 'baseline',
  *complaints(template) {
    const { context, steps } = podContext(template);
    for (const [index, { name }] of recordsIn(context.sysctls)) {
      if (safe.includes(name)) continue;
      yield {
        steps: [...steps, 'sysctls', index, 'name'],
        message: `found the kernel parameter ${shown(name)}, which is not the pod's alone`,
        expected: `one of ${safe.join(', ')}`,
        mend: 'remove it, or set it on the nodes',
      };
    }
  },
};
