import { NetworkAccess, type NetworkAccessProps } from '../../../src/constructs/network';
import { Job, size } from '../../../src/constructs/workload';
import { Duration } from 'cdk8s';
import type { PodEndpoint } from '../../../src/model';
import { objectOf, testSystem } from '../place';
import { read } from '../read';

const web: PodEndpoint = {
  type: 'pods',
  service: 'web',
  namespace: 'shop',
  selector: { app: 'web' },
  port: 8080,
  protocol: 'TCP',
};

const closed: NetworkAccessProps = {
  name: 'web',
  namespace: 'shop',
  selector: { app: 'web' },
  serves: [web],
  calls: [],
  openTo: [],
};

function caller(system: ReturnType<typeof testSystem>, name: string, namespace: string): void {
  new Job(system.app, name, {
    namespace,
    run: 'after-sync',
    image: { repository: 'registry.example.com/job', tag: '1' },
    command: ['true'],
    size: size('10m', '16Mi', '10m', '16Mi'),
    user: 1000,
    deadline: Duration.minutes(1),
    calls: [web],
  });
}

function policy(build: (system: ReturnType<typeof testSystem>) => void, name = 'web') {
  const system = testSystem();
  build(system);
  return objectOf(system, 'NetworkPolicy', name);
}

describe('network access', () => {
  test('lets out to what has no address by its port alone', () => {
    const nodes = { type: 'outside', service: 'kubelets', cidrs: ['192.0.2.0/25'], byPort: true } as const;
    const calls: NetworkAccessProps['calls'] = [{ ...nodes, port: 10250, protocol: 'TCP' }];
    const object = policy(system => new NetworkAccess(system.app, 'access', { ...closed, calls }));
    expect(read(object, 'spec.egress.1')).toEqual({ ports: [{ port: 10250, protocol: 'TCP' }] });
  });

  test('lets nobody in where nobody calls, and out to the cluster’s resolver only', () => {
    const object = policy(system => new NetworkAccess(system.app, 'access', closed));
    expect(read(object, 'spec')).toMatchInlineSnapshot(`
      {
        "egress": [
          {
            "ports": [
              {
                "port": 53,
                "protocol": "UDP",
              },
              {
                "port": 53,
                "protocol": "TCP",
              },
            ],
            "to": [
              {
                "namespaceSelector": {
                  "matchLabels": {
                    "kubernetes.io/metadata.name": "kube-system",
                  },
                },
                "podSelector": {
                  "matchLabels": {
                    "k8s-app": "kube-dns",
                  },
                },
              },
            ],
          },
        ],
        "podSelector": {
          "matchLabels": {
            "app": "web",
          },
        },
        "policyTypes": [
          "Ingress",
          "Egress",
        ],
      }
    `);
  });

  test('opens the callee for the caller’s one declaration, in whichever order they are created', () => {
    const before = policy(system => {
      caller(system, 'check', 'shop');
      new NetworkAccess(system.app, 'access', closed);
    });
    const after = policy(system => {
      new NetworkAccess(system.app, 'access', closed);
      caller(system, 'check', 'shop');
    });
    expect(read(before, 'spec.ingress')).toMatchInlineSnapshot(`
      [
        {
          "from": [
            {
              "podSelector": {
                "matchLabels": {
                  "app.kubernetes.io/instance": "shop",
                  "app.kubernetes.io/name": "check",
                },
              },
            },
          ],
          "ports": [
            {
              "port": 8080,
              "protocol": "TCP",
            },
          ],
        },
      ]
    `);
    expect(after).toEqual(before);
  });

  test('opens the caller’s side to the callee', () => {
    const object = policy(system => {
      new NetworkAccess(system.app, 'access', closed);
      caller(system, 'check', 'shop');
    }, 'check');
    expect(read(object, 'spec.egress.1')).toMatchInlineSnapshot(`
      {
        "ports": [
          {
            "port": 8080,
            "protocol": "TCP",
          },
        ],
        "to": [
          {
            "podSelector": {
              "matchLabels": {
                "app": "web",
              },
            },
          },
        ],
      }
    `);
  });

  test('names the other’s namespace across namespaces', () => {
    const object = policy(system => {
      new NetworkAccess(system.app, 'access', closed);
      caller(system, 'check', 'elsewhere');
    });
    expect(read(object, 'spec.ingress.0.from.0.namespaceSelector.matchLabels')).toEqual({
      'kubernetes.io/metadata.name': 'elsewhere',
    });
  });

  test('lets a load balancer’s addresses in, and out to ranges without their exceptions', () => {
    const object = policy(
      system =>
        new NetworkAccess(system.app, 'access', {
          ...closed,
          openTo: [{ name: 'load-balancer', cidrs: ['192.0.2.64/26'] }],
          calls: [
            {
              type: 'outside',
              service: 'apis',
              cidrs: ['0.0.0.0/0'],
              except: ['10.0.0.0/8'],
              port: 443,
              protocol: 'TCP',
            },
          ],
        }),
    );
    expect(read(object, 'spec.ingress.0.from')).toEqual([{ ipBlock: { cidr: '192.0.2.64/26' } }]);
    expect(read(object, 'spec.egress.1.to')).toEqual([{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }]);
  });
});
