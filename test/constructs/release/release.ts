import { App, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { DJANGO } from '../../../src/constructs/monitoring';
import { blueGreen, canary } from '../../../src/constructs/release';
import { autoscaled } from '../../../src/constructs/scaling';
import { Place, System } from '../../../src/constructs/structure';
import { Service, size, type ReleaseCheck, type ServiceProps } from '../../../src/constructs/workload';
import type { PodEndpoint } from '../../../src/model';
import { TEST_CLUSTER } from '../place';

const PROMETHEUS: PodEndpoint = {
  type: 'pods',
  service: 'prometheus',
  namespace: 'monitoring',
  selector: { 'app.kubernetes.io/name': 'prometheus' },
  port: 9090,
  protocol: 'TCP',
};

class Shop extends System {
  constructor(scope: Construct) {
    super(scope, 'shop');
  }
}

/** An empty system in a place that somebody watches. */
export function watchedSystem(): System {
  return new Shop(
    new Place(new App(), 'test', {
      cluster: TEST_CLUSTER,
      watchedBy: {
        type: 'by-operator',
        prometheus: PROMETHEUS,
        runbooks: 'https://git.example.com/runbooks',
        dashboards: 'https://grafana.example.com',
      },
    }),
  );
}

const probe = { path: '/health', every: Duration.seconds(10), timeout: Duration.seconds(2), failures: 3 };

/** A check that runs in a pod of its own. */
export const INTEGRATION: ReleaseCheck = {
  name: 'integration',
  image: { repository: 'registry.example.com/check', tag: '1.0.0' },
  command: ['check'],
  size: size('50m', '64Mi', '100m', '128Mi'),
  user: 1000,
  deadline: Duration.minutes(5),
};

/** Shares of the documents (LP-16, FP-14). */
export const CANARY = canary({ weights: [5, 10, 25, 50, 100] });
export const BLUE_GREEN = blueGreen({ weights: [10, 50, 100], checks: [INTEGRATION] });

/** A service that is released by shares. */
export const RELEASED: ServiceProps = {
  namespace: 'shop',
  image: { repository: 'registry.example.com/web', tag: '1.2.3' },
  port: 8080,
  size: size('100m', '128Mi', '200m', '256Mi'),
  probes: { liveness: probe, readiness: probe },
  replicas: autoscaled({ min: 3, max: 20, cpuPercent: 60, minAvailable: 2 }),
  user: 1000,
  exposure: { type: 'load-balancer', lingering: Duration.seconds(30) },
  requests: DJANGO,
  serviceLevel: {
    availability: 0.999,
    latency: [
      { share: 0.95, seconds: 0.5 },
      { share: 0.99, seconds: 1 },
    ],
    minimumRequests: 1000,
    requirements: ['FP-16'],
  },
  release: CANARY,
};

/** A system with the released service `web`. */
export function releasedSystem(changes: Partial<ServiceProps> = {}): System {
  const system = watchedSystem();
  new Service(system.app, 'web', { ...RELEASED, ...changes });
  return system;
}
