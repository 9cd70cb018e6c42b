import { Duration } from 'cdk8s';
import { fewest, most, scheduled, ScheduledScaler } from '../../../src/constructs/scaling';
import { assumed, declarationsOf, type System } from '../../../src/constructs/structure';
import { Service, size, type ServiceProps } from '../../../src/constructs/workload';
import type { OfficeHours } from '../../../src/model';
import { objectOf, objectsOf, testSystem } from '../place';
import { read } from '../read';

const hours: OfficeHours = {
  days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'],
  start: '09:00',
  end: '18:30',
  timeZone: 'Asia/Seoul',
};
const probe = { path: '/health', every: Duration.seconds(30), timeout: Duration.seconds(5), failures: 3 };
const props: Omit<ServiceProps, 'replicas'> = {
  namespace: 'shop',
  image: { repository: 'registry.example.com/web', tag: '1.2.3' },
  port: 8080,
  size: size('100m', '128Mi', '200m', '256Mi'),
  probes: { liveness: probe, readiness: probe },
  user: 1000,
};

function shop(count: number): { readonly system: System; readonly service: Service } {
  const system = testSystem();
  return { system, service: new Service(system.app, 'web', { ...props, replicas: scheduled({ count, hours }) }) };
}

const scaledObject = (changes: Partial<OfficeHours>) => {
  const system = testSystem();
  const replicas = scheduled({ count: 1, hours: { ...hours, ...changes } });
  new ScheduledScaler(system.app, 'scaler', { name: 'web', namespace: 'shop', replicas });
  return objectOf(system, 'ScaledObject', 'web');
};

describe('a scheduled service', () => {
  test('has a ScaledObject of its name that alone sets its pods, and no other autoscaler', () => {
    const { system } = shop(1);
    const kinds = objectsOf(system).map(({ kind }) => kind);
    expect(kinds).toContain('ScaledObject');
    expect(kinds).not.toContain('HorizontalPodAutoscaler');
    expect(read(objectOf(system, 'Deployment', 'web'), 'spec')).not.toHaveProperty('replicas');
    expect(objectOf(system, 'ScaledObject', 'web')).toMatchObject({
      apiVersion: 'keda.sh/v1alpha1',
      metadata: { namespace: 'shop', annotations: { 'argocd.argoproj.io/sync-wave': '0' } },
    });
    expect(read(objectOf(system, 'ScaledObject', 'web'), 'spec')).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      pollingInterval: 30,
      cooldownPeriod: 0,
      idleReplicaCount: 0,
      minReplicaCount: 1,
      maxReplicaCount: 1,
      triggers: [
        {
          type: 'cron',
          metadata: { timezone: 'Asia/Seoul', start: '0 9 * * 1-5', end: '30 18 * * 1-5', desiredReplicas: '1' },
        },
      ],
    });
  });

  test('of several pods is spread and guarded in its hours, as if git gave the count', () => {
    const { system } = shop(3);
    expect(read(objectOf(system, 'PodDisruptionBudget', 'web'), 'spec.minAvailable')).toBe(2);
    const spread = 'spec.template.spec.topologySpreadConstraints';
    expect(read(objectOf(system, 'Deployment', 'web'), spread)).toHaveLength(2);
    expect(objectsOf(shop(1).system).map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
  });

  test('declares its hours, and its pods with a rollout’s surge', () => {
    const { system, service } = shop(2);
    expect(declarationsOf(service)).toMatchObject([{ type: 'workload', mostPods: 3 }]);
    const all = system.node.findAll().flatMap(declarationsOf);
    expect(all.filter(({ type }) => type === 'schedule')).toEqual([
      { type: 'schedule', workload: 'web', namespace: 'shop', count: 2, hours, assumed: false },
    ]);
  });

  test('says that its hours are assumed', () => {
    const system = testSystem();
    const replicas = scheduled({ count: 1, hours: assumed(hours, 'the document says nights and weekends') });
    new ScheduledScaler(system.app, 'scaler', { name: 'web', namespace: 'shop', replicas });
    expect(system.node.findAll().flatMap(declarationsOf)).toMatchObject([{ assumed: true, hours }]);
  });

  test('counts its pods in its hours, for whoever shares something out', () => {
    const replicas = scheduled({ count: 2, hours });
    expect([fewest(replicas), most(replicas)]).toEqual([2, 2]);
  });
});

test.each<[OfficeHours['days'], string]>([
  [['Mon', 'Tue', 'Wed', 'Thu', 'Fri'], '1-5'],
  [['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'], '0-6'],
  [['Fri', 'Mon'], '1,5'],
  [['Sat', 'Sun'], '0,6'],
  [['Mon', 'Tue'], '1,2'],
  [['Sun', 'Tue', 'Wed', 'Thu'], '0,2-4'],
])('days %j are %s to cron', (days, weekdays) => {
  expect(read(scaledObject({ days }), 'spec.triggers.0.metadata')).toMatchObject({ start: `0 9 * * ${weekdays}` });
});

test.each<[Partial<OfficeHours>, RegExp]>([
  [{ days: [] }, /got days none, expected at least one/],
  [{ days: ['Mon', 'Mon'] }, /got days Mon, Mon, expected at least one, each once/],
  [{ start: '18:30' }, /got 18:30 to 18:30, expected an end after the start, on the same day/],
  [{ start: '22:00', end: '06:00' }, /got 22:00 to 06:00/],
  [{ start: '9:00' }, /got "9:00", expected a time from 00:00 to 23:59/],
  [{ end: '24:00' }, /got "24:00"/],
])('hours that cannot be are refused: %j', (changes, message) => {
  expect(() => scheduled({ count: 1, hours: { ...hours, ...changes } })).toThrow(message);
});

test.each([0, 1.5])('a count of %d is refused', count => {
  expect(() => scheduled({ count, hours })).toThrow(/expected a whole number from 1/);
});
