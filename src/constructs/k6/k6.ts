import type { ServiceLevel } from '../monitoring';
import type { ConfigMap, Image, JobProps } from '../workload';

/** What sends requests and judges the answers: load tests, and checks of releases. */
const K6: Image = { repository: 'docker.io/grafana/k6', tag: '1.3.0' };

/** `k6` in its image. */
export const K6_USER = 12345;

/** A script of k6, as a pod finds it. */
export interface K6Script {
  readonly scripts: ConfigMap;
  /** Where they stand inside the pod. */
  readonly folder: string;
  /** File among them. */
  readonly file: string;
}

/**
 * A process of k6 that runs one script and ends with 99 when a threshold was crossed: what is common to a Job and to a
 * check of a release.
 */
export function k6({
  scripts,
  folder,
  file,
}: K6Script): Pick<JobProps, 'image' | 'user' | 'command' | 'files' | 'writable'> {
  return {
    image: K6,
    user: K6_USER,
    command: ['k6', 'run', '--quiet', `${folder}/${file}`],
    files: [{ path: folder, configMap: scripts }],
    writable: [{ path: '/tmp', sizeLimit: '64Mi' }],
  };
}

/** A service level as scripts read it, from the environment variable `SERVICE_LEVEL`. */
export function scriptTargets(serviceLevel: ServiceLevel): string {
  const { availability, errorRatio = Number((1 - availability).toFixed(6)), requestsPerSecond } = serviceLevel;
  const millis = (share: number): number | undefined => {
    const objective = serviceLevel.latency.find(each => each.share === share);
    return objective && objective.seconds * 1000;
  };
  return JSON.stringify({ p95Millis: millis(0.95), p99Millis: millis(0.99), errorRatio, requestsPerSecond });
}
