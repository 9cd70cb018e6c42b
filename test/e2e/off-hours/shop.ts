import { Duration } from 'cdk8s';
import { fixed, scheduled } from '../../../src/constructs/scaling';
import { Service, size, type ServiceProps } from '../../../src/constructs/workload';
import type { KubeObject } from '../../../src/model';
import { CLOUDLESS_CLUSTER, objectsOf, testSystem } from '../../constructs/place';

/** Namespace of what we declare. */
export const OURS = 'shop';
/** Namespace of somebody else. */
export const THEIRS = 'ingress';

/** Pods of each scheduled Deployment in its hours. */
export const COUNTS = { 'user-service': 1, 'trip-service': 2, redis: 3 } as const;

/** A window in test: two minutes, which come every day. */
export interface Window {
  readonly opens: Date;
  readonly closes: Date;
}

const probe = { path: '/health', every: Duration.seconds(30), timeout: Duration.seconds(5), failures: 3 };
const props: Omit<ServiceProps, 'replicas'> = {
  namespace: OURS,
  image: { repository: 'registry.example.com/shop', tag: '1.2.3' },
  port: 8080,
  size: size('50m', '64Mi', '100m', '128Mi'),
  probes: { liveness: probe, readiness: probe },
  user: 1000,
};
const hours = {
  days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  start: '09:00',
  end: '18:00',
  timeZone: 'Asia/Seoul',
} as const;

/**
 * What the constructs make: scheduled services, and one that git counts. Only the minutes of the windows, and how often
 * KEDA looks, are a test's own.
 */
export function shop(window: Window): readonly KubeObject[] {
  const system = testSystem(CLOUDLESS_CLUSTER);
  for (const [name, count] of Object.entries(COUNTS)) {
    new Service(system.app, name, { ...props, replicas: scheduled({ count, hours }) });
  }
  new Service(system.app, 'always', { ...props, replicas: fixed(1) });
  return objectsOf(system)
    .filter(({ kind }) => kind !== 'NetworkPolicy')
    .map(object => (object.kind === 'ScaledObject' ? within(object, window) : withoutPriority(object)));
}

function within(object: KubeObject, { opens, closes }: Window): KubeObject {
  const { spec } = object as unknown as { spec: { triggers: [{ metadata: object }] } };
  const [trigger] = spec.triggers;
  const metadata = { ...trigger.metadata, start: seoulCron(opens), end: seoulCron(closes) };
  return { ...object, spec: { ...spec, pollingInterval: 2, triggers: [{ ...trigger, metadata }] } };
}

/** The minute in Seoul, every day: nine hours before UTC, all year round. */
function seoulCron(time: Date): string {
  const there = new Date(time.getTime() + 9 * 60 * 60 * 1000);
  return `${there.getUTCMinutes()} ${there.getUTCHours()} * * *`;
}

/** Priorities are an object of the base layer, which is not part of this. */
function withoutPriority(object: KubeObject): KubeObject {
  if (object.kind !== 'Deployment') return object;
  const copy = structuredClone(object) as unknown as { spec: { template: { spec: { priorityClassName?: string } } } };
  delete copy.spec.template.spec.priorityClassName;
  return copy as unknown as KubeObject;
}

/** A workload of somebody else, or one that holds data: KEDA has no word about either. */
export function bystander(kind: 'Deployment' | 'StatefulSet', namespace: string, name: string): KubeObject {
  const labels = { 'app.kubernetes.io/name': name };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: {
      replicas: 1,
      ...(kind === 'StatefulSet' && { serviceName: name }),
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name, image: 'registry.example.com/other:1.0.0' }] } },
    },
  };
}
