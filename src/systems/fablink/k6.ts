import type { ServiceLevel } from '../../constructs/monitoring';
import type { Image } from '../../constructs/workload';

/** What measures the backend: drills and checks of releases. */
export const K6: Image = { repository: 'docker.io/grafana/k6', tag: '1.3.0' };

/** `k6` in its image. */
export const K6_USER = 12345;

/** A service level as scripts read it, from the environment variable `SERVICE_LEVEL`. */
export function scriptTargets(serviceLevel: ServiceLevel): string {
  const { availability, errorRatio = Number((1 - availability).toFixed(6)), requestsPerSecond } = serviceLevel;
  const millis = (share: number): number | undefined => {
    const objective = serviceLevel.latency.find(each => each.share === share);
    return objective && objective.seconds * 1000;
  };
  return JSON.stringify({ p95Millis: millis(0.95), p99Millis: millis(0.99), errorRatio, requestsPerSecond });
}
