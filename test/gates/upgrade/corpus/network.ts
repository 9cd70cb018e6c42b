import type { KubeObject } from '../../../../src/model';
import { change, clusterWide, namespaced, type UpgradeCase } from './upgrade-case';

type Fields = Readonly<Record<string, unknown>>;

const service = (name: string, spec: Fields = {}): KubeObject =>
  namespaced('v1', 'Service', name, {
    spec: { ports: [{ name: 'http', port: 80 }], selector: { app: name }, ...spec },
  });
const policy = (name: string, podSelector: Fields): KubeObject =>
  namespaced('networking.k8s.io/v1', 'NetworkPolicy', name, { spec: { podSelector, policyTypes: ['Ingress'] } });
const pods = (app: string, labels: Fields): KubeObject =>
  namespaced('apps/v1', 'Deployment', app, {
    spec: {
      selector: { matchLabels: { app } },
      template: {
        metadata: { labels: { app, ...labels } },
        spec: { containers: [{ name: 'main', image: 'registry.example.com/web:1.0.0' }] },
      },
    },
  });
const ingress = (className: string): KubeObject =>
  namespaced('networking.k8s.io/v1', 'Ingress', 'ingress', {
    spec: {
      ingressClassName: className,
      defaultBackend: { service: { name: 'web', port: { number: 80 } } },
    },
  });

/** Services, policies, ingresses. */
export const networkCases: readonly UpgradeCase[] = [
  change(
    'a Service gets another port',
    service('svc-port'),
    service('svc-port', { ports: [{ name: 'http', port: 81 }] }),
    'accepted',
  ),
  change('a Service gets a node port', service('svc-node'), service('svc-node', { type: 'NodePort' }), 'accepted'),
  change(
    'a Service gets an address of its own choice',
    service('svc-address'),
    service('svc-address', { clusterIP: '10.96.7.7' }),
    'immutable',
  ),
  change(
    'a Service loses its address',
    service('svc-headless'),
    service('svc-headless', { clusterIP: 'None' }),
    'immutable',
  ),
  change(
    'a Service no longer has a node port',
    service('svc-closed', { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort: 30081 }] }),
    service('svc-closed'),
    'accepted',
  ),
  change(
    'a Service no longer states that it has no address',
    service('svc-unstated', { clusterIP: 'None' }),
    service('svc-unstated'),
    'accepted',
  ),
  change(
    'a Service becomes a name outside',
    service('svc-external'),
    service('svc-external', { type: 'ExternalName', externalName: 'db.example.com' }),
    'accepted',
  ),
  change(
    'a load balancer gets a class',
    service('svc-class', { type: 'LoadBalancer' }),
    service('svc-class', { type: 'LoadBalancer', loadBalancerClass: 'service.k8s.aws/nlb' }),
    'immutable',
  ),
  change(
    'a Service becomes a load balancer of a class',
    service('svc-balancer'),
    service('svc-balancer', { type: 'LoadBalancer', loadBalancerClass: 'service.k8s.aws/nlb' }),
    'accepted',
  ),
  change(
    'a Service changes its protocol of addresses',
    service('svc-family', { ipFamilies: ['IPv4'] }),
    service('svc-family', { ipFamilies: ['IPv6'] }),
    'immutable',
  ),
  change(
    'a load balancer is watched at another port',
    service('svc-health', { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 30090 }),
    service('svc-health', { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 30091 }),
    'immutable',
  ),
  {
    name: 'a Service selects by a label that only the new pods have',
    before: [pods('renamed', {}), service('renamed')],
    after: [pods('renamed', { role: 'web' }), service('renamed', { selector: { app: 'renamed', role: 'web' } })],
    expected: 'accepted',
    findings: ['selector-follows-pods'],
  },
  {
    name: 'a Service selects by a label that the old pods have, too',
    before: [pods('narrowed', { role: 'web' }), service('narrowed')],
    after: [pods('narrowed', { role: 'web' }), service('narrowed', { selector: { app: 'narrowed', role: 'web' } })],
    expected: 'accepted',
  },
  {
    name: 'a NetworkPolicy selects by a label that only the new pods have',
    before: [pods('guarded', {}), policy('guarded', { matchLabels: { app: 'guarded' } })],
    after: [pods('guarded', { role: 'web' }), policy('guarded', { matchLabels: { app: 'guarded', role: 'web' } })],
    expected: 'accepted',
    findings: ['selector-follows-pods'],
  },
  {
    name: 'a disruption budget selects other pods',
    before: [
      namespaced('policy/v1', 'PodDisruptionBudget', 'budget', {
        spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'a' } } },
      }),
    ],
    after: [
      namespaced('policy/v1', 'PodDisruptionBudget', 'budget', {
        spec: { minAvailable: 1, selector: { matchLabels: { app: 'b' } } },
      }),
    ],
    expected: 'accepted',
  },
  change('an Ingress changes its class', ingress('alb'), ingress('nginx'), 'accepted'),
  change(
    'an IngressClass changes its controller',
    clusterWide('networking.k8s.io/v1', 'IngressClass', 'corpus-class', { spec: { controller: 'example.com/a' } }),
    clusterWide('networking.k8s.io/v1', 'IngressClass', 'corpus-class', { spec: { controller: 'example.com/b' } }),
    'immutable',
  ),
  change(
    'a slice of endpoints holds other addresses',
    namespaced('discovery.k8s.io/v1', 'EndpointSlice', 'slice', { addressType: 'IPv4', endpoints: [] }),
    namespaced('discovery.k8s.io/v1', 'EndpointSlice', 'slice', { addressType: 'IPv6', endpoints: [] }),
    'immutable',
  ),
];
