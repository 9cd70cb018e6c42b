import { Duration } from 'cdk8s';
import { autoscaled, fixed } from '../../../src/constructs/scaling';
import { ConfigMap, Service, size, type ServiceProps } from '../../../src/constructs/workload';
import type { System } from '../../../src/constructs/structure';
import { declarationsOf } from '../../../src/constructs/structure';
import { objectOf, objectsOf, testSystem } from '../place';
import { read } from '../read';

const probe = { path: '/health', every: Duration.seconds(10), timeout: Duration.seconds(2), failures: 3 };

const props: ServiceProps = {
  namespace: 'shop',
  image: { repository: 'registry.example.com/web', tag: '1.2.3' },
  port: 8080,
  size: size('100m', '128Mi', '200m', '256Mi'),
  probes: { liveness: probe, readiness: probe },
  replicas: fixed(1),
  user: 1000,
};

function systemWith(changes: Partial<ServiceProps> = {}): System {
  const system = testSystem();
  new Service(system.app, 'web', { ...props, ...changes });
  return system;
}

const kinds = (system: System): string[] => objectsOf(system).map(object => object.kind);

const deployment = (changes?: Partial<ServiceProps>) => objectOf(systemWith(changes), 'Deployment', 'web');

describe('a service', () => {
  test('brings its policy, identity, workload and Service', () => {
    expect(kinds(systemWith())).toEqual(['NetworkPolicy', 'ServiceAccount', 'Deployment', 'Service']);
  });

  test('shows its metrics at a port of their own, which its Service and its callers do not know', () => {
    const caller = { name: 'edge', namespace: 'edge', selector: { app: 'edge' } };
    const system = systemWith({ metrics: '/metrics', metricsPort: 8888, openTo: [caller] });
    const made = objectOf(system, 'Deployment', 'web');
    expect(read(made, 'spec.template.spec.containers.0.ports')).toEqual([
      { name: 'http', containerPort: 8080, protocol: 'TCP' },
      { name: 'metrics', containerPort: 8888, protocol: 'TCP' },
    ]);
    expect(read(made, 'spec.template.metadata.annotations')).toMatchObject({ 'prometheus.io/port': '8888' });
    expect(read(objectOf(system, 'Service', 'web'), 'spec.ports')).toHaveLength(1);
    const rules = read(objectOf(system, 'NetworkPolicy', 'web'), 'spec.ingress') as { ports: { port: number }[] }[];
    expect(rules.map(({ ports }) => ports.map(({ port }) => port))).toEqual([[8080]]);
  });

  test('has a disruption budget from two replicas up', () => {
    expect(kinds(systemWith({ replicas: fixed(2) }))).toContain('PodDisruptionBudget');
    expect(kinds(systemWith({ replicas: fixed(1) }))).not.toContain('PodDisruptionBudget');
  });

  test('lets pods that are not ready be evicted, whatever its disruption budget', () => {
    const budget = objectOf(systemWith({ replicas: fixed(2) }), 'PodDisruptionBudget', 'web');
    expect(read(budget, 'spec.unhealthyPodEvictionPolicy')).toBe('AlwaysAllow');
  });

  test('names no replicas beside an autoscaler, and the number beside none', () => {
    const scaled = systemWith({ replicas: autoscaled({ min: 3, max: 20, cpuPercent: 60, minAvailable: 2 }) });
    expect(kinds(scaled)).toContain('HorizontalPodAutoscaler');
    expect(read(objectOf(scaled, 'Deployment', 'web'), 'spec')).not.toHaveProperty('replicas');
    expect(read(objectOf(scaled, 'PodDisruptionBudget', 'web'), 'spec.minAvailable')).toBe(2);
    expect(read(deployment({ replicas: fixed(2) }), 'spec.replicas')).toBe(2);
  });

  test('runs without privileges, token or service links', () => {
    const spec = read(deployment(), 'spec.template.spec') as Record<string, unknown>;
    expect({ ...spec, containers: undefined }).toMatchInlineSnapshot(`
      {
        "automountServiceAccountToken": false,
        "containers": undefined,
        "enableServiceLinks": false,
        "priorityClassName": "shop-service",
        "restartPolicy": "Always",
        "securityContext": {
          "fsGroup": 1000,
          "runAsGroup": 1000,
          "runAsNonRoot": true,
          "runAsUser": 1000,
          "seccompProfile": {
            "type": "RuntimeDefault",
          },
        },
        "serviceAccountName": "web",
        "volumes": [
          {
            "emptyDir": {
              "sizeLimit": "64Mi",
            },
            "name": "tmp",
          },
        ],
      }
    `);
    expect(read(deployment(), 'spec.template.spec.containers.0.securityContext')).toMatchInlineSnapshot(`
      {
        "allowPrivilegeEscalation": false,
        "capabilities": {
          "drop": [
            "ALL",
          ],
        },
        "readOnlyRootFilesystem": true,
      }
    `);
  });

  test('asks its probes on the port named http, with the Host header that the application knows', () => {
    const liveness = { ...probe, initialDelay: Duration.seconds(60), host: 'api.example.com' };
    const changed = deployment({ probes: { liveness, readiness: probe, startup: probe } });
    expect(read(changed, 'spec.template.spec.containers.0.livenessProbe')).toMatchInlineSnapshot(`
      {
        "failureThreshold": 3,
        "httpGet": {
          "httpHeaders": [
            {
              "name": "Host",
              "value": "api.example.com",
            },
          ],
          "path": "/health",
          "port": "http",
          "scheme": "HTTP",
        },
        "initialDelaySeconds": 60,
        "periodSeconds": 10,
        "successThreshold": 1,
        "timeoutSeconds": 2,
      }
    `);
    expect(read(changed, 'spec.template.spec.containers.0.startupProbe')).toBeDefined();
  });

  test('keeps serving until the load balancer has let go, and has time left to drain', () => {
    const changed = deployment({ exposure: { type: 'load-balancer', lingering: Duration.seconds(30) } });
    expect(read(changed, 'spec.template.spec.containers.0.lifecycle.preStop.exec.command')).toEqual(['sleep', '30']);
    expect(read(changed, 'spec.template.spec.terminationGracePeriodSeconds')).toBe(50);
    expect(read(deployment(), 'spec.template.spec')).not.toHaveProperty('terminationGracePeriodSeconds');
  });

  test('is reached at a fixed port of every node where something outside already sends to it', () => {
    const exposure = { type: 'node-port', port: 30080, lingering: Duration.seconds(15), requirement: 'FD-05' } as const;
    expect(read(objectOf(systemWith({ exposure }), 'Service', 'web'), 'spec')).toMatchInlineSnapshot(`
      {
        "externalTrafficPolicy": "Cluster",
        "ports": [
          {
            "name": "http",
            "nodePort": 30080,
            "port": 8080,
            "protocol": "TCP",
            "targetPort": "http",
          },
        ],
        "selector": {
          "app.kubernetes.io/instance": "shop",
          "app.kubernetes.io/name": "web",
        },
        "type": "NodePort",
      }
    `);
  });

  test('spreads over zones and nodes from two replicas up', () => {
    const path = 'spec.template.spec.topologySpreadConstraints';
    const spread = read(deployment({ replicas: fixed(2) }), path) as { topologyKey: string }[];
    expect(spread.map(each => each.topologyKey)).toEqual(['topology.kubernetes.io/zone', 'kubernetes.io/hostname']);
    expect(read(deployment(), path)).toBeUndefined();
  });

  test('rolls its pods when its configuration changes, and not its selector', () => {
    const withConfig = (value: string) => {
      const system = testSystem();
      const config = new ConfigMap(system.app, 'web-config', { namespace: 'shop', data: { KEY: value } });
      new Service(system.app, 'web', { ...props, config });
      return objectOf(system, 'Deployment', 'web');
    };
    const [before, after] = [withConfig('a'), withConfig('b')];
    const hash = 'spec.template.metadata.annotations.garam\\.dev/config-hash';
    expect(read(before, hash)).not.toEqual(read(after, hash));
    expect(read(before, 'spec.selector')).toEqual(read(after, 'spec.selector'));
  });

  test('declares what gates read: most pods with a rollout’s surge, pools, and its node port', () => {
    const system = testSystem();
    const exposure = { type: 'node-port', port: 30080, lingering: Duration.seconds(15), requirement: 'FD-05' } as const;
    const replicas = autoscaled({ min: 3, max: 20, cpuPercent: 60 });
    const databases = [{ database: 'aurora', workers: 2, connections: 3 }];
    const service = new Service(system.app, 'web', { ...props, replicas, exposure, databases });
    expect(declarationsOf(service)).toMatchObject([
      { type: 'workload', name: 'web', mostPods: 21, requests: { cpuMillis: 100, memoryMiB: 128 } },
      { type: 'connection-pool', workload: 'web', mostPods: 21, workers: 2, connections: 3 },
      { type: 'node-port', service: 'web', port: 30080, requirement: 'FD-05' },
    ]);
  });

  test('refuses a floating tag with the mend', () => {
    const floating = { ...props, image: { repository: 'registry.example.com/web', tag: 'latest' } };
    expect(() => systemWith(floating)).toThrow(/tag "latest", expected an exact version/);
  });
});

describe('sizes and replicas', () => {
  test.each([
    [() => size('500m', '1Gi', '200m', '2Gi'), /request 500m\/1Gi exceeds the limit/],
    [() => size('500m', '3Gi', '600m', '2Gi'), /request 500m\/3Gi exceeds the limit/],
    [() => size('-1m', '1Gi', '200m', '2Gi'), /cpu: got "-1m"/],
    [() => size('1m', '0Mi', '200m', '2Gi'), /memory: got "0Mi"/],
    [() => fixed(0), /got 0, expected a whole number from 1/],
    [() => fixed(1.5), /got 1.5/],
    [() => autoscaled({ min: 3, max: 2, cpuPercent: 60 }), /1 ≤ min ≤ max/],
    [() => autoscaled({ min: 3, max: 9, cpuPercent: 60, minAvailable: 3 }), /no node could be drained/],
  ])('a value that cannot be is refused (%#)', (make, message) => {
    expect(make).toThrow(message);
  });
});
