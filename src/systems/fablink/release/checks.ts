import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { k6, scriptTargets } from '../../../constructs/k6';
import type { ServiceLevel } from '../../../constructs/monitoring';
import { blueGreen } from '../../../constructs/release';
import { ConfigMap, size, type ReleaseCheck, type ServiceRelease } from '../../../constructs/workload';

/** What an environment says of releases by shares. */
export interface WeightedReleaseValues {
  /** Path that the benchmark asks for: cheap, and through the whole application. */
  readonly path: string;
  /** Paths that answer 200 whatever the Host header says (D-10). */
  readonly healthPaths: readonly string[];
}

/** What the system adds. */
export interface WeightedReleaseSurroundings {
  readonly namespace: string;
  /** Public host name, because Django refuses names it does not know. */
  readonly host: string;
  readonly serviceLevel: ServiceLevel;
}

/** Shares of the requests that the new version gets (FP-14). */
const SHARES = [10, 50, 100] as const;

/** Folder of the scripts inside the pods. */
const FOLDER = '/checks';

/** Checks of the complete new version, in this order (FP-14): script, size, and time until it counts as failed. */
const CHECKS = [
  { name: 'health', size: size('50m', '64Mi', '200m', '256Mi'), deadline: Duration.minutes(3) },
  { name: 'integration', size: size('50m', '64Mi', '200m', '256Mi'), deadline: Duration.minutes(3) },
  { name: 'benchmark', size: size('500m', '512Mi', '1000m', '1Gi'), deadline: Duration.minutes(6) },
] as const;

/**
 * Blue-green by shares: complete beside the old version, checked for health, function and speed, approved by a person,
 * then 10 → 50 → 100 percent, each judged by the service level. (FP-14, D-13)
 */
export function weightedRelease(
  scope: Construct,
  props: WeightedReleaseValues & WeightedReleaseSurroundings,
): ServiceRelease {
  const { namespace, host, path, healthPaths, serviceLevel } = props;
  const scripts = [...CHECKS.map(({ name }) => name), 'reachable'];
  const data = Object.fromEntries(scripts.map(name => [`${name}.js`, script(name)]));
  const configMap = new ConfigMap(scope, 'release-checks', { namespace, data });
  // The first share of the peak: what the new version has to take as soon as it is approved.
  const { requestsPerSecond: peak = 0 } = serviceLevel;
  const firstShare = { ...serviceLevel, requestsPerSecond: (peak * SHARES[0]) / 100 };
  const checks = CHECKS.map((check): ReleaseCheck => ({
    ...check,
    ...k6({ scripts: configMap, folder: FOLDER, file: `${check.name}.js` }),
    env: {
      HEALTH_PATHS: healthPaths.join(' '),
      HOST_HEADER: host,
      SERVICE_LEVEL: scriptTargets(firstShare),
      URL_PATH: path,
    },
  }));
  return blueGreen({ weights: SHARES, checks });
}

function script(name: string): string {
  return readFileSync(join(__dirname, `${name}.js`), 'utf8');
}
