import { recordsIn, valueAt } from '../../schema/json-path';
import type { Control } from './control';

/** No pod mounts a folder of its node. */
export const hostPathVolumes: Control = {
  name: 'HostPath Volumes',
  level: 'baseline',
  *complaints({ pod }) {
    for (const [index, volume] of recordsIn(pod.spec.volumes)) {
      if (volume.hostPath === undefined || volume.hostPath === null) continue;
      yield {
        steps: [...pod.steps, 'volumes', index, 'hostPath'],
        message: `volume ${String(volume.name)} is the node's folder ${String(valueAt(volume, ['hostPath', 'path']))}`,
        expected: 'no hostPath',
        mend: 'use an emptyDir, a ConfigMap or a PersistentVolumeClaim',
      };
    }
  },
};
