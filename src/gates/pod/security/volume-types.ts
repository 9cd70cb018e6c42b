import { recordsIn } from '../../schema/json-path';
import type { Control } from './control';

const allowed = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** Volumes are of kinds that cannot reach the node. */
export const volumeTypes: Control = {
  name: 'Volume Types',
  level: 'restricted',
  contains: ['HostPath Volumes'],
  *complaints({ pod }) {
    for (const [index, volume] of recordsIn(pod.spec.volumes)) {
      const types = Object.keys(volume).filter(field => field !== 'name' && volume[field] !== undefined);
      const type = types.find(each => !allowed.includes(each));
      if (type === undefined) continue;
      yield {
        steps: [...pod.steps, 'volumes', index, type],
        message: `volume ${String(volume.name)} is of the type ${type}`,
        expected: `one of ${allowed.join(', ')}`,
        mend: 'use an emptyDir, a ConfigMap or a PersistentVolumeClaim',
      };
    }
  },
};
