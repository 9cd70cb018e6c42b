import { policyMatchesCalls } from '../../src/gates/network/policy-matches-calls';
import type { Declared, Endpoint, KubeObject, WorkloadDeclaration } from '../../src/model';
import { named, realModel, redeclared, without } from '../real-model';
import { said, saidOf, withPlants, type Plant } from './pod-planting';

const DEV = 'fablink-dev';
const PROD = 'fablink-prod';
const BACKEND = 'NetworkPolicy/fablink-backend';
const CHECK = 'NetworkPolicy/fablink-backend-check';
const AT_BACKEND = 'NetworkPolicy/fablink-dev/fablink-backend';
const AT_CHECK = 'NetworkPolicy/fablink-dev/fablink-backend-check';
const PEER = { 'app.kubernetes.io/instance': 'fablink', 'app.kubernetes.io/name': 'fablink-backend' };
const INTERNET = ['spec', 'egress', 2, 'to', 0, 'ipBlock'];

test('policy-matches-calls is silent about the real output', () =>
  expect(said(policyMatchesCalls, realModel())).toEqual([]));

const planted: readonly [defect: string, plants: readonly Plant[], said: readonly string[]][] = [
  [
    'an egress rule that is missing',
    [[DEV, CHECK, ['spec', 'egress', 1], undefined]],
    [
      `${AT_CHECK} $.spec.egress: fablink-backend-check declares that it calls fablink-backend:8000/TCP, but no policy lets the call out`,
    ],
  ],
  [
    'an ingress rule that is missing',
    [[DEV, BACKEND, ['spec', 'ingress', 0, 'from', 0], { ipBlock: { cidr: '192.0.2.0/26' } }]],
    [
      `${AT_BACKEND} $.spec.ingress: fablink-backend-check declares that it calls fablink-backend:8000/TCP, but no policy lets the call in`,
    ],
  ],
  [
    'an origin that is not let in',
    [[DEV, BACKEND, ['spec', 'ingress', 0, 'from', 2], { ipBlock: { cidr: '192.0.2.0/26' } }]],
    [
      `${AT_BACKEND} $.spec.ingress: fablink-backend declares that nodes (192.0.2.64/26) calls fablink-backend:8000/TCP, but no policy lets the call in`,
    ],
  ],
  [
    'a port that is another',
    [[DEV, CHECK, ['spec', 'egress', 1, 'ports', 0, 'port'], 8001]],
    [
      `${AT_CHECK} $.spec.egress: fablink-backend-check declares that it calls fablink-backend:8000/TCP, but no policy lets the call out`,
      `${AT_CHECK} $.spec.egress[1].to[0]: the rule lets out to pods app.kubernetes.io/instance=fablink,app.kubernetes.io/name=fablink-backend on 8001/TCP, which fablink-backend-check does not declare`,
    ],
  ],
  [
    'a protocol that is another',
    [[DEV, BACKEND, ['spec', 'egress', 1, 'ports', 0, 'protocol'], 'UDP']],
    [
      `${AT_BACKEND} $.spec.egress: fablink-backend declares that it calls fablink-aurora-cluster:5432/TCP at 192.0.2.128/27, but no policy lets the call out`,
      `${AT_BACKEND} $.spec.egress: fablink-backend declares that it calls fablink-aurora-cluster:5432/TCP at 192.0.2.160/27, but no policy lets the call out`,
      `${AT_BACKEND} $.spec.egress[1].to[0]: the rule lets out to 192.0.2.128/27 on 5432/UDP, which fablink-backend does not declare`,
      `${AT_BACKEND} $.spec.egress[1].to[1]: the rule lets out to 192.0.2.160/27 on 5432/UDP, which fablink-backend does not declare`,
    ],
  ],
  [
    'a range of ports that is wider than what is declared',
    [[DEV, CHECK, ['spec', 'egress', 1, 'ports', 0, 'endPort'], 8010]],
    [
      `${AT_CHECK} $.spec.egress[1].to[0]: the rule lets out to pods app.kubernetes.io/instance=fablink,app.kubernetes.io/name=fablink-backend on 8000–8010/TCP, which fablink-backend-check does not declare`,
    ],
  ],
  [
    'an address range that is wider than what is declared',
    [[DEV, BACKEND, ['spec', 'egress', 1, 'to', 0, 'ipBlock', 'cidr'], '192.0.2.128/26']],
    [
      `${AT_BACKEND} $.spec.egress[1].to[0]: the rule lets out to 192.0.2.128/26 on 5432/TCP, which fablink-backend does not declare`,
    ],
  ],
  [
    'the internet without its exceptions',
    [[DEV, BACKEND, [...INTERNET, 'except'], undefined]],
    [
      `${AT_BACKEND} $.spec.egress[2].to[0]: the rule lets out to 0.0.0.0/0 on 443/TCP, which fablink-backend does not declare`,
    ],
  ],
  [
    'the internet with one exception too many',
    [[DEV, BACKEND, [...INTERNET, 'except', 4], '203.0.113.0/24']],
    [
      `${AT_BACKEND} $.spec.egress: fablink-backend declares that it calls aws-apis:443/TCP at 0.0.0.0/0, but no policy lets the call out`,
    ],
  ],
  [
    'a caller that nobody declares',
    [[DEV, BACKEND, ['spec', 'ingress', 0, 'from', 3], { podSelector: { matchLabels: { app: 'thief' } } }]],
    [
      `${AT_BACKEND} $.spec.ingress[0].from[3]: the rule lets in pods app=thief on 8000/TCP, which fablink-backend does not declare`,
    ],
  ],
  [
    'all pods of a namespace as callers',
    [[DEV, BACKEND, ['spec', 'ingress', 0, 'from', 0], { podSelector: {} }]],
    [
      `${AT_BACKEND} $.spec.ingress[0].from[0]: the rule lets in pods {} on 8000/TCP, which fablink-backend does not declare`,
    ],
  ],
  [
    'the declared pods in any namespace',
    [[DEV, CHECK, ['spec', 'egress', 1, 'to', 0], { namespaceSelector: {}, podSelector: { matchLabels: PEER } }]],
    [
      `${AT_CHECK} $.spec.egress[1].to[0]: the rule lets out to pods app.kubernetes.io/instance=fablink,app.kubernetes.io/name=fablink-backend of namespaces {} on 8000/TCP, which fablink-backend-check does not declare`,
    ],
  ],
  [
    'everybody let in',
    [[DEV, BACKEND, ['spec', 'ingress', 0, 'from'], undefined]],
    [`${AT_BACKEND} $.spec.ingress[0]: the rule lets in everybody`],
  ],
  [
    'all ports let out',
    [[DEV, CHECK, ['spec', 'egress', 1, 'ports'], undefined]],
    [`${AT_CHECK} $.spec.egress[1]: the rule lets out to all ports`],
  ],
  [
    'DNS at anybody',
    [[DEV, CHECK, ['spec', 'egress', 0, 'to'], [{ ipBlock: { cidr: '0.0.0.0/0' } }]]],
    [
      `${AT_CHECK} $.spec.egress[0].to[0]: the rule lets out to 0.0.0.0/0 on 53/UDP, 53/TCP, which fablink-backend-check does not declare`,
    ],
  ],
  [
    'more than DNS at the resolver',
    [[DEV, CHECK, ['spec', 'egress', 0, 'ports', 2], { port: 443, protocol: 'TCP' }]],
    [
      `${AT_CHECK} $.spec.egress[0].to[0]: the rule lets out to pods k8s-app=kube-dns of namespaces kubernetes.io/metadata.name=kube-system on 53/UDP, 53/TCP, 443/TCP, which fablink-backend-check does not declare`,
    ],
  ],
];

test.each(planted)('%s is found in real output', (_, plants, found) => {
  expect(said(policyMatchesCalls, withPlants(...plants))).toEqual(found);
});

test('a call that is declared and in no policy is found on both sides', () => {
  const call: Endpoint = {
    type: 'pods',
    service: 'fablink-backend',
    namespace: PROD,
    selector: PEER,
    port: 8000,
    protocol: 'TCP',
  };
  const model = redeclared(
    realModel(),
    each => each.type === 'workload' && each.environment === PROD && each.name === 'fablink-backend-migrate',
    each => (each.type === 'workload' ? { ...each, calls: [...each.calls, call] } : each),
  );
  expect(said(policyMatchesCalls, model)).toEqual([
    'NetworkPolicy/fablink-prod/fablink-backend-migrate $.spec.egress: fablink-backend-migrate declares that it calls fablink-backend:8000/TCP, but no policy lets the call out',
    'NetworkPolicy/fablink-prod/fablink-backend $.spec.ingress: fablink-backend-migrate declares that it calls fablink-backend:8000/TCP, but no policy lets the call in',
  ]);
});

test('a call that is no longer declared is found in both policies', () => {
  const model = redeclared(
    realModel(),
    each => each.type === 'workload' && each.name === 'fablink-backend-check',
    each => (each.type === 'workload' ? { ...each, calls: [] } : each),
  );
  expect(said(policyMatchesCalls, model).map(line => line.split(':')[0])).toEqual([
    `${AT_CHECK} $.spec.egress[1].to[0]`,
    `${AT_BACKEND} $.spec.ingress[0].from[0]`,
  ]);
});

test('a policy that opens pods which nobody declares is found', () => {
  const model = realModel();
  const declarations = model.declarations.filter(
    each => !(each.type === 'workload' && each.environment === DEV && each.name === 'fablink-backend-migrate'),
  );
  expect(said(policyMatchesCalls, { ...model, declarations }).map(line => line.slice(0, 126))).toEqual([
    'NetworkPolicy/fablink-dev/fablink-backend-migrate $.spec.egress[1]: the rule opens pods that no workload declares: {"matchLabe',
    'NetworkPolicy/fablink-dev/fablink-backend-migrate $.spec.egress[2]: the rule opens pods that no workload declares: {"matchLabe',
  ]);
});

test('where no policy closes a direction no call is stopped', () => {
  const open = without(without(realModel(), named(DEV, BACKEND)), named(DEV, 'NetworkPolicy/default-deny'));
  expect(said(policyMatchesCalls, open)).toEqual([]);
});

test('default-deny alone stops every call', () => {
  const closed = without(realModel(), named(DEV, CHECK));
  expect(said(policyMatchesCalls, closed)).toEqual([
    'NetworkPolicy/fablink-dev/default-deny $.spec.egress: fablink-backend-check declares that it calls fablink-backend:8000/TCP, but no policy lets the call out',
  ]);
});

describe('between two namespaces', () => {
  const web: Endpoint = {
    type: 'pods',
    service: 'web',
    namespace: 'shop',
    selector: { app: 'web' },
    port: 8080,
    protocol: 'TCP',
  };

  function workload(name: string, namespace: string, more: Partial<WorkloadDeclaration>): Declared {
    return {
      type: 'workload',
      name,
      namespace,
      selector: { app: name },
      serves: [],
      calls: [],
      openTo: [],
      mostPods: 1,
      requests: { cpuMillis: 1, memoryMiB: 1 },
      limits: { cpuMillis: 1, memoryMiB: 1 },
      runs: 'service',
      environment: 'test',
      provenance: { construct: name, lines: () => [] },
      ...more,
    };
  }

  function policy(name: string, namespace: string, spec: Readonly<Record<string, unknown>>): KubeObject {
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace },
      spec: { podSelector: { matchLabels: { app: name } }, ...spec },
    };
  }

  const pods: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      template: {
        metadata: { labels: { app: 'web', tier: 'front' } },
        spec: { containers: [{ name: 'web', ports: [{ name: 'http', containerPort: 8080 }] }] },
      },
    },
  };
  const declarations = [
    workload('web', 'shop', { serves: [web] }),
    workload('probe', 'watch', { calls: [web], runs: 'job' }),
  ];
  const from = (namespace: string): unknown => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels: { app: 'probe' } },
  });
  const to = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
    podSelector: { matchLabels: { app: 'web' } },
  };
  const ports = [{ port: 'http', protocol: 'TCP' }];
  const egress = policy('probe', 'watch', { policyTypes: ['Egress'], egress: [{ to: [to], ports }] });

  test('a named port is that of the listening container, on both sides', () => {
    const ingress = policy('web', 'shop', { ingress: [{ from: [from('watch')], ports }] });
    expect(saidOf(policyMatchesCalls, [pods, ingress, egress], { declarations })).toEqual([]);
  });

  test('a namespace that is another is found twice: the call stopped, and the passage unexplained', () => {
    const ingress = policy('web', 'shop', { ingress: [{ from: [from('other')], ports }] });
    expect(
      saidOf(policyMatchesCalls, [pods, ingress, egress], { declarations }).map(line => line.split(':')[0]),
    ).toEqual(['NetworkPolicy/shop/web $.spec.ingress', 'NetworkPolicy/shop/web $.spec.ingress[0].from[0]']);
  });

  test('a port name that the container does not have lets nothing through', () => {
    const ingress = policy('web', 'shop', { ingress: [{ from: [from('watch')], ports: [{ port: 'htp' }] }] });
    expect(
      saidOf(policyMatchesCalls, [pods, ingress, egress], { declarations }).map(line => line.split(':')[0]),
    ).toEqual(['NetworkPolicy/shop/web $.spec.ingress', 'NetworkPolicy/shop/web $.spec.ingress[0].from[0]']);
  });

  test('a rule for several workloads is explained only by all of them', () => {
    const both = policy('web', 'shop', { podSelector: {}, ingress: [{ from: [from('watch')], ports }] });
    const second = workload('cart', 'shop', {});
    const found = saidOf(policyMatchesCalls, [pods, both, egress], { declarations: [...declarations, second] });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('which cart does not declare');
  });
});
