import { Duration } from 'cdk8s';
import { blueGreen, canary } from '../../../src/constructs/release';
import { fixed, scheduled } from '../../../src/constructs/scaling';
import { declarationsOf } from '../../../src/constructs/structure';
import { Service, type ServiceProps } from '../../../src/constructs/workload';
import type { KubeObject } from '../../../src/model';
import { objectOf, objectsOf, testSystem } from '../place';
import { read } from '../read';
import { BLUE_GREEN, CANARY, INTEGRATION, RELEASED, releasedSystem } from './release';

const WAVE = 'metadata.annotations.argocd\\.argoproj\\.io/sync-wave';

const rollout = (changes?: Partial<ServiceProps>): KubeObject => objectOf(releasedSystem(changes), 'Rollout', 'web');

/** Steps in few words. */
const steps = (changes?: Partial<ServiceProps>): unknown[] =>
  (read(rollout(changes), 'spec.strategy.canary.steps') as Record<string, unknown>[]).map(step => {
    if ('setWeight' in step) return step['setWeight'];
    if ('pause' in step) return { pause: step['pause'] };
    if ('setCanaryScale' in step) return step['setCanaryScale'];
    const { templates } = step['analysis'] as { templates: { templateName: string }[] };
    return templates.map(template => template.templateName).join();
  });

describe('a service that is released by shares', () => {
  test('has a Rollout in place of the Deployment, and the Services of its two versions', () => {
    const found = objectsOf(releasedSystem()).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(found).toContain('Rollout web');
    expect(found.filter(name => name.startsWith('Service '))).toEqual([
      'Service web-ping',
      'Service web-pong',
      'Service web',
    ]);
    expect(found.filter(name => name.startsWith('Deployment'))).toEqual([]);
  });

  test('moves requests by the load balancer of its Ingress, with Services that change roles (D-13)', () => {
    const { steps: _, ...strategy } = read(rollout(), 'spec.strategy.canary') as Record<string, unknown>;
    expect(strategy).toMatchInlineSnapshot(`
      {
        "abortScaleDownDelaySeconds": 300,
        "maxSurge": 1,
        "maxUnavailable": 0,
        "pingPong": {
          "pingService": "web-ping",
          "pongService": "web-pong",
        },
        "scaleDownDelaySeconds": 300,
        "trafficRouting": {
          "alb": {
            "ingress": "web",
            "rootService": "web",
            "servicePort": 8080,
          },
        },
      }
    `);
  });

  test('states no field that is false: the controller writes them back without, and Argo CD would heal it for ever', () => {
    const { template: _, ...spec } = read(rollout({ release: BLUE_GREEN }), 'spec') as Record<string, unknown>;
    expect(JSON.stringify(spec)).not.toMatch(/:(false|""|null)/);
  });

  test('gets 5, 10, 25, 50 and 100 percent, judged after each share (LP-16, D-28)', () => {
    expect(steps()).toEqual([5, 10, 25, 50, 100].flatMap(share => [share, 'web-service-level']));
  });

  test('blue-green: is complete, checked and approved, then gets 10, 50 and 100 percent (FP-14, D-13)', () => {
    expect(steps({ release: BLUE_GREEN })).toEqual([
      { weight: 100 },
      'web-integration',
      { pause: {} },
      ...[10, 50, 100].flatMap(share => [share, 'web-service-level']),
    ]);
  });

  test('blue-green: has a Service that leads to the new version alone, before it gets a request', () => {
    const system = releasedSystem({ release: BLUE_GREEN });
    expect(read(objectOf(system, 'Rollout', 'web'), 'spec.strategy.canary.canaryService')).toBe('web-preview');
    expect(read(objectOf(system, 'Service', 'web-preview'), 'spec.ports.0.port')).toBe(8080);
    expect(read(rollout(), 'spec.strategy.canary')).not.toHaveProperty('canaryService');
  });

  test('is taken back when its pods do not get ready', () => {
    expect(read(rollout(), 'spec')).toMatchObject({ progressDeadlineAbort: true, progressDeadlineSeconds: 600 });
  });

  test('gives no version all requests with its first pod, the one before neither', () => {
    expect(read(rollout(), 'spec')).not.toHaveProperty('rollbackWindow');
  });

  test('names no replicas beside its autoscaler, which scales the Rollout', () => {
    const scaler = objectOf(releasedSystem(), 'HorizontalPodAutoscaler', 'web');
    expect(read(rollout(), 'spec')).not.toHaveProperty('replicas');
    expect(read(scaler, 'spec.scaleTargetRef')).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      name: 'web',
    });
    expect(read(rollout({ replicas: fixed(2) }), 'spec.replicas')).toBe(2);
  });

  test('comes in the last wave with its autoscaler, everything else before', () => {
    const waves = Object.fromEntries(
      objectsOf(releasedSystem({ release: BLUE_GREEN }))
        .filter(object => read(object, WAVE) !== undefined)
        .map(object => [`${object.kind} ${object.metadata.name}`, Number(read(object, WAVE))]),
    );
    const last = Object.keys(waves).filter(name => waves[name] === 20);
    expect(last.sort()).toEqual(['HorizontalPodAutoscaler web', 'Rollout web']);
    expect(Math.max(...Object.values(waves))).toBe(20);
  });

  test('counts both versions at full size, in pods and in connections', () => {
    const system = releasedSystem({ databases: [{ database: 'orders', workers: 4, connections: 4 }] });
    const declared = system.node.findAll().flatMap(declarationsOf);
    expect(declared.find(({ type }) => type === 'workload')).toMatchObject({ name: 'web', mostPods: 40 });
    expect(declared.find(({ type }) => type === 'connection-pool')).toMatchObject({ workload: 'web', mostPods: 40 });
  });

  test('has the pods that a Deployment would have, spread version by version', () => {
    const released = read(rollout(), 'spec.template') as Record<string, unknown>;
    const rolling = testSystem();
    const { release: _, ...without } = RELEASED;
    new Service(rolling.app, 'web', without);
    const deployed = JSON.stringify(read(objectOf(rolling, 'Deployment', 'web'), 'spec.template'));
    expect(released).toEqual(JSON.parse(deployed.replaceAll('"pod-template-hash"', '"rollouts-pod-template-hash"')));
    expect(JSON.stringify(released)).toContain('rollouts-pod-template-hash');
  });

  test.each([
    ['a load balancer', { exposure: undefined }, /load balancer/],
    ['requests that are counted', { requests: undefined }, /`requests` and `serviceLevel`/],
    ['a promise to users', { serviceLevel: undefined }, /`requests` and `serviceLevel`/],
    [
      'pods at all times',
      {
        replicas: scheduled({
          count: 2,
          hours: { days: ['Mon'], start: '09:00', end: '18:00', timeZone: 'Asia/Seoul' },
        }),
      },
      /scheduled replicas/,
    ],
  ] as const)('needs %s', (_, changes, message) => {
    const props = { ...RELEASED, ...changes } as ServiceProps;
    expect(() => releasedSystem(props)).toThrow(message);
  });

  test('needs somebody who watches', () => {
    expect(() => new Service(testSystem().app, 'web', RELEASED)).toThrow(/nobody watches/);
  });

  test.each([
    ['falls', [10, 5, 100]],
    ['stops below 100', [10, 50]],
    ['is empty', []],
    ['holds half a percent', [0.5, 100]],
  ])('takes no way that %s', (_, weights) => {
    expect(() => canary({ ...CANARY, weights })).toThrow(/rise to 100/);
  });

  test('blue-green without a check is refused', () => {
    expect(() => blueGreen({ ...BLUE_GREEN, checks: [] })).toThrow(/at least one/);
  });
});

describe('a check of a new version', () => {
  const system = releasedSystem({
    release: blueGreen({ ...BLUE_GREEN, checks: [{ ...INTEGRATION, env: { LEVEL: 'full' } }] }),
  });
  const template = objectOf(system, 'AnalysisTemplate', 'web-integration');
  const job = read(template, 'spec.metrics.0.provider.job.spec') as Record<string, unknown>;

  test('runs once, and the release goes back when it fails', () => {
    expect(read(template, 'spec.metrics.0')).toMatchObject({ name: 'check', count: 1, failureLimit: 0 });
    expect(job).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: Duration.minutes(5).toSeconds() });
  });

  test('asks the new version alone', () => {
    expect(JSON.stringify(job)).toContain('{"name":"RELEASE_URL","value":"http://web-preview:8080"}');
    expect(JSON.stringify(job)).toContain('{"name":"LEVEL","value":"full"}');
  });

  test('may reach the service, and nothing else', () => {
    const policy = objectOf(system, 'NetworkPolicy', 'web-integration');
    const egress = read(policy, 'spec.egress') as { ports: { port: number }[] }[];
    expect(egress.flatMap(rule => rule.ports.map(({ port }) => port)).sort()).toEqual([53, 53, 8080]);
    expect(JSON.stringify(read(objectOf(system, 'NetworkPolicy', 'web'), 'spec.ingress'))).toContain('web-integration');
  });
});
