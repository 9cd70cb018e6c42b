import type { Control } from './control';

/** Pods share no namespace with their host. */
export const hostNamespaces: Control = {
  name: 'Host Namespaces',
  level: 'baseline',
  *complaints({ pod }) {
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
      if (pod.spec[field] !== true) continue;
      yield {
        steps: [...pod.steps, field],
        message: `found ${field}: true, which shares a namespace with the node`,
        expected: `no ${field}, or false`,
        mend: `remove ${field}`,
      };
    }
  },
};
