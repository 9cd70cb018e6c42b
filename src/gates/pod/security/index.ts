import { appArmor } from './app-armor';
import { baselineCapabilities, restrictedCapabilities } from './capabilities';
import type { Control, Level } from './control';
import { hostNamespaces } from './host-namespaces';
import { hostPathVolumes } from './host-path-volumes';
import { hostPorts } from './host-ports';
import { hostProcess } from './host-process';
import { privilegeEscalation } from './privilege-escalation';
import { privilegedContainers } from './privileged-containers';
import { procMount } from './proc-mount';
import { runningAsNonRoot } from './running-as-non-root';
import { runningAsNonRootUser } from './running-as-non-root-user';
import { seLinux } from './se-linux';
import { baselineSeccomp, restrictedSeccomp } from './seccomp';
import { sysctls } from './sysctls';
import { volumeTypes } from './volume-types';

export { levels, type Control, type Level } from './control';

/** Every control of the Pod Security Standards of Kubernetes 1.30, in their order. */
const controls: readonly Control[] = [
  hostProcess,
  hostNamespaces,
  privilegedContainers,
  baselineCapabilities,
  hostPathVolumes,
  hostPorts,
  appArmor,
  seLinux,
  procMount,
  baselineSeccomp,
  sysctls,
  volumeTypes,
  privilegeEscalation,
  runningAsNonRoot,
  runningAsNonRootUser,
  restrictedSeccomp,
  restrictedCapabilities,
];

const baseline = controls.filter(({ level }) => level === 'baseline');
const contained = new Set(controls.flatMap(({ level, contains }) => (level === 'restricted' ? (contains ?? []) : [])));

/** The controls of each level; where a stricter control contains a milder one, only the stricter one is asked. */
export const controlsOf: Readonly<Record<Level, readonly Control[]>> = {
  privileged: [],
  baseline,
  restricted: controls.filter(({ level, name }) => level === 'restricted' || !contained.has(name)),
};
