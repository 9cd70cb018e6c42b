import { containersOf } from '../../schema/fields/pods';
import { recordsIn, shown } from '../../schema/json-path';
import type { Control } from './control';

/** No container takes a port of its node. */
export const hostPorts: Control = {
  name: 'Host Ports',
  level: 'baseline',
  *complaints({ pod }) {
    for (const { container, steps } of containersOf(pod)) {
      for (const [index, port] of recordsIn(container.ports)) {
        if (port.hostPort === undefined || port.hostPort === null || port.hostPort === 0) continue;
        yield {
          steps: [...steps, 'ports', index, 'hostPort'],
          message: `container ${String(container.name)} takes port ${shown(port.hostPort)} of its node`,
          expected: 'no hostPort, or 0',
          mend: 'remove hostPort; a Service makes the port reachable',
        };
      }
    }
  },
};
