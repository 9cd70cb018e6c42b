import type { PodEndpoint } from '../../model';

/** Whether two endpoints name the same port of the same pods. */
export function samePods(a: PodEndpoint, b: PodEndpoint): boolean {
  return a.namespace === b.namespace && a.service === b.service && a.port === b.port && a.protocol === b.protocol;
}
