import { didYouMean } from '../did-you-mean';
import type { ComplaintAt } from '../object-rule';

const ofContainers = ['cpu', 'memory', 'ephemeral-storage'];
const ofQuotas = [
  ...['cpu', 'memory', 'ephemeral-storage', 'pods', 'services', 'replicationcontrollers', 'resourcequotas', 'secrets'],
  ...['configmaps', 'persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers', 'requests.cpu'],
  ...['requests.memory', 'requests.storage', 'requests.ephemeral-storage', 'limits.cpu', 'limits.memory'],
  'limits.ephemeral-storage',
];

function unknown(name: string, known: readonly string[]): Omit<ComplaintAt, 'steps'> {
  const meant = didYouMean(name, known);
  return {
    message: `found the resource "${name}"`,
    expected: `one of ${known.join(', ')}, or an extended resource (example.com/name)`,
    mend: meant === undefined ? 'use a resource that Kubernetes knows' : `did you mean "${meant}"?`,
  };
}

/** What is wrong with the name of a resource that a container asks for. */
export function resourceNameError(name: string): Omit<ComplaintAt, 'steps'> | undefined {
  const fits = ofContainers.includes(name) || name.startsWith('hugepages-') || name.includes('/');
  return fits ? undefined : unknown(name, ofContainers);
}

/** What is wrong with the name of a resource that a quota counts. */
export function quotaNameError(name: string): Omit<ComplaintAt, 'steps'> | undefined {
  const fits = ofQuotas.includes(name) || /^(requests\.|limits\.)?hugepages-/.test(name) || /^count\/|\//.test(name);
  return fits ? undefined : unknown(name, ofQuotas);
}
