import type { KubeObject } from '../../../model';
import { recordsIn, valueAt } from '../../schema/json-path';

/** Ports of a Service as others name them, by number and by name. */
export function servicePorts(service: KubeObject): readonly (string | number)[] {
  return recordsIn(valueAt(service, ['spec', 'ports'])).flatMap(([, { port, name }]) =>
    [port, name].filter(each => typeof each === 'number' || typeof each === 'string'),
  );
}
