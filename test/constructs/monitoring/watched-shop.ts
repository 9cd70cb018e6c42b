import { App, Duration } from 'cdk8s';
import type { ServiceLevel } from '../../../src/constructs/monitoring';
import { fixed } from '../../../src/constructs/scaling';
import { declarationsOf, Place, System } from '../../../src/constructs/structure';
import { Service, size, type ServiceProps } from '../../../src/constructs/workload';
import type { Declaration, Watcher } from '../../../src/model';
import { objectOf, TEST_CLUSTER, WATCHER } from '../place';
import { read } from '../read';

const probe = { path: '/health', every: Duration.seconds(10), timeout: Duration.seconds(2), failures: 3 };

/** A service of which its metrics are read. */
export const WEB: ServiceProps = {
  namespace: 'shop',
  image: { repository: 'registry.example.com/web', tag: '1.2.3' },
  port: 8080,
  size: size('100m', '128Mi', '200m', '256Mi'),
  probes: { liveness: probe, readiness: probe },
  replicas: fixed(1),
  user: 1000,
  metrics: '/metrics',
};

/** What users of such a service are promised. */
export const LEVEL: ServiceLevel = {
  availability: 0.999,
  latency: [{ share: 0.95, seconds: 0.5 }],
  minimumRequests: 100,
  requirements: ['FP-16'],
};

class Shop extends System {}

/** An empty system `shop`. @default by: it is watched */
export function emptyShop(by: { readonly watchedBy?: Watcher } = { watchedBy: WATCHER }): System {
  return new Shop(new Place(new App(), 'test', { cluster: TEST_CLUSTER, ...by }), 'shop');
}

/** A system `shop` with a service `web`. @default by: it is watched */
export function watchedShop(changes: Partial<ServiceProps> = {}, by?: { readonly watchedBy?: Watcher }): System {
  const system = emptyShop(by);
  new Service(system.app, 'web', { ...WEB, ...changes });
  return system;
}

/** A rule of a PrometheusRule. */
export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The rules of the service `web`. */
export const rulesOf = (system: System): readonly Rule[] =>
  (read(objectOf(system, 'PrometheusRule', 'web'), 'spec.groups') as { rules: Rule[] }[]).flatMap(group => group.rules);

/** Its first alert of a name that has these labels. */
export const alertOf = (system: System, name: string, labels: Record<string, string> = {}): Rule | undefined =>
  rulesOf(system).find(
    rule => rule.alert === name && Object.entries(labels).every(([key, value]) => rule.labels[key] === value),
  );

/** What a system declares, of one type. */
export const declaredIn = <T extends Declaration['type']>(
  system: System,
  type: T,
): Extract<Declaration, { type: T }>[] =>
  system.node
    .findAll()
    .flatMap(declarationsOf)
    .filter((each): each is Extract<Declaration, { type: T }> => each.type === type);
