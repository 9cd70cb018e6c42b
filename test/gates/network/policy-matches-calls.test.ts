import { policyMatchesCalls } from '../../../src/gates/network/policy-matches-calls';
import { realModel } from '../../real-model';
import { said, withPlants, type Plant } from '../pod-planting';
import { DEV, BACKEND, CHECK, AT_BACKEND, AT_CHECK, PEER } from './calls';

/** Prometheus calls kubelets, which Cilium knows by no address. */
const KUBELETS = 'tripgen-prod';
const PROMETHEUS = 'NetworkPolicy/prometheus';
const AT_PROMETHEUS = 'NetworkPolicy/monitoring/prometheus';
const RULE = 7;
const AT_KUBELETS = ['spec', 'egress', RULE];

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
    [[DEV, BACKEND, ['spec', 'ingress', 0, 'from', 1], { ipBlock: { cidr: '192.0.2.0/26' } }]],
    [
      `${AT_BACKEND} $.spec.ingress: fablink-backend-check declares that it calls fablink-backend:8000/TCP, but no policy lets the call in`,
    ],
  ],
  [
    'an origin that is not let in',
    [[DEV, BACKEND, ['spec', 'ingress', 0, 'from', 3], { ipBlock: { cidr: '192.0.2.0/26' } }]],
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
    [[DEV, BACKEND, ['spec', 'ingress', 0, 'from', 4], { podSelector: { matchLabels: { app: 'thief' } } }]],
    [
      `${AT_BACKEND} $.spec.ingress[0].from[4]: the rule lets in pods app=thief on 8000/TCP, which fablink-backend does not declare`,
    ],
  ],
  [
    'all pods of a namespace as callers',
    [[DEV, BACKEND, ['spec', 'ingress', 0, 'from', 1], { podSelector: {} }]],
    [
      `${AT_BACKEND} $.spec.ingress[0].from[1]: the rule lets in pods {} on 8000/TCP, which fablink-backend does not declare`,
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
    'addresses of nodes where the place’s policies know none',
    [[KUBELETS, PROMETHEUS, [...AT_KUBELETS, 'to'], [{ ipBlock: { cidr: '198.51.100.0/25' } }]]],
    [
      `${AT_PROMETHEUS} $.spec.egress: prometheus declares that it calls kubelets:10250/TCP, but no policy lets the call out`,
      `${AT_PROMETHEUS} $.spec.egress[${RULE}].to[0]: the rule lets out to 198.51.100.0/25 on 10250/TCP, which prometheus does not declare`,
    ],
  ],
  [
    'everybody let out to on another port than that of the nodes',
    [[KUBELETS, PROMETHEUS, [...AT_KUBELETS, 'ports', 1], { port: 22, protocol: 'TCP' }]],
    [`${AT_PROMETHEUS} $.spec.egress[${RULE}]: the rule lets out to everybody`],
  ],
  [
    'everybody let out to by who declares no such call',
    [[DEV, CHECK, ['spec', 'egress', 1, 'to'], undefined]],
    [`${AT_CHECK} $.spec.egress[1]: the rule lets out to everybody`],
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
