import type { KubeObject } from '../../src/model';
import { networkOf, partiesOf, type Network } from '../../src/views/net';
import { addressText, holds, piecesOf, rangeOf } from '../../src/views/net/address-range';
import { everyPort, intersection, portsOf, portsText, union } from '../../src/views/net/port-set';
import { yamlLine } from '../../src/views/net/yaml-line';
import { manifestOf } from '../gates/model-of';
import { reached } from './net-declared';

function pod(name: string, namespace = 'shop', ports: readonly object[] = [{ containerPort: 80 }]): KubeObject {
  const labels = { 'app.kubernetes.io/name': name };
  const spec = { containers: [{ name, image: 'none', ports }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec };
}

function policy(spec: object, namespace = 'shop'): KubeObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'policy', namespace },
    spec,
  };
}

function networkWith(...objects: readonly KubeObject[]): Network {
  const manifests = objects.map(object => manifestOf(object));
  return networkOf(manifests, partiesOf(manifests));
}

const web = { matchLabels: { 'app.kubernetes.io/name': 'web' } };
const shop = [pod('web'), pod('db')];

/** Ports on which one reaches the other, by their names. */
function ports(network: Network, from: string, to: string): string {
  const [a, b] = [from, to].map(name => network.parties.find(party => party.name === name));
  if (a === undefined || b === undefined) throw new Error(`no ${from} or no ${to}`);
  return portsText(network.ports(a, b));
}

describe('reachability', () => {
  test('without a policy everybody reaches the pods of dist/ on all ports', () => {
    const network = networkWith(...shop);
    expect(ports(network, 'web', 'db')).toBe('all ports');
    expect(ports(network, 'internet', 'db')).toBe('all ports');
  });

  test.each([
    ['without policyTypes and egress a policy closes what comes in', {}, 'no port', 'all ports'],
    ['without policyTypes and with egress it closes both', { egress: [{}] }, 'no port', 'all ports'],
    ['policyTypes Egress closes what goes out only', { policyTypes: ['Egress'] }, 'all ports', 'no port'],
    [
      'rules of a type that is not named do nothing',
      { policyTypes: ['Egress'], ingress: [{}] },
      'all ports',
      'no port',
    ],
    ['a rule without peers and ports opens all', { ingress: [{}] }, 'all ports', 'all ports'],
    ['a port without a number opens its protocol', { ingress: [{ ports: [{}] }] }, 'all ports/TCP', 'all ports'],
    [
      'a range of ports ends with endPort',
      { ingress: [{ ports: [{ port: 80, endPort: 90, protocol: 'UDP' }] }] },
      '80–90/UDP',
      'all ports',
    ],
  ])('%s', (_, spec, into, out) => {
    const network = networkWith(...shop, policy({ podSelector: web, ...spec }));
    expect(ports(network, 'db', 'web')).toBe(into);
    expect(ports(network, 'web', 'db')).toBe(out);
  });

  test('a name of a port means what the receiving pods call so, with its protocol', () => {
    const named = pod('web', 'shop', [
      { name: 'http', containerPort: 8080 },
      { name: 'talk', containerPort: 9090, protocol: 'UDP' },
    ]);
    const ingress = [{ ports: [{ port: 'http' }, { port: 'talk' }, { port: 'none' }] }];
    const network = networkWith(named, pod('db'), policy({ podSelector: web, ingress }));
    expect(ports(network, 'db', 'web')).toBe('8080/TCP');
  });

  test('a peer with only a pod selector means pods of the policy’s own namespace', () => {
    const ingress = [{ from: [{ podSelector: {} }] }];
    const network = networkWith(...shop, policy({ podSelector: web, ingress }));
    expect(ports(network, 'db', 'web')).toBe('all ports');
    expect(ports(network, 'elsewhere/stranger', 'web')).toBe('no port');
    expect(ports(network, 'internet', 'web')).toBe('no port');
  });

  test('both selectors of a peer must hold, and a label of a namespace is the one of its manifest', () => {
    const team = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'bank', labels: { team: 'money' } } };
    const peer = { podSelector: web, namespaceSelector: { matchLabels: { team: 'money' } } };
    const objects = [pod('db'), pod('web', 'bank'), pod('teller', 'bank'), team];
    const network = networkWith(...objects, policy({ podSelector: {}, ingress: [{ from: [peer] }] }));
    expect(ports(network, 'web', 'db')).toBe('all ports');
    expect(ports(network, 'teller', 'db')).toBe('no port');
    expect(ports(network, 'shop/stranger', 'db')).toBe('no port');
  });

  test('NotIn selects what does not carry the label, as the API server has it', () => {
    const stranger = { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'NotIn', values: ['db'] }] };
    const network = networkWith(
      ...shop,
      policy({ podSelector: web, ingress: [{ from: [{ podSelector: stranger }] }] }),
    );
    expect(ports(network, 'shop/stranger', 'web')).toBe('all ports');
    expect(ports(network, 'db', 'web')).toBe('no port');
  });

  test('what several policies open adds up, and both sides of a connection must agree', () => {
    const [eighty, ninety] = [{ ports: [{ port: 80 }] }, { ports: [{ port: 90 }] }];
    const objects = [
      ...shop,
      policy({ podSelector: web, policyTypes: ['Egress'], egress: [eighty] }),
      policy({ podSelector: web, policyTypes: ['Egress'], egress: [ninety] }),
      policy({ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'db' } }, ingress: [ninety] }),
    ];
    expect(ports(networkWith(...objects.slice(0, 4)), 'web', 'db')).toBe('80/TCP, 90/TCP');
    expect(ports(networkWith(...objects), 'web', 'db')).toBe('90/TCP');
  });

  test('a block means addresses of its range, but for its exceptions, and no pods', () => {
    const ipBlock = { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] };
    const network = networkWith(...shop, policy({ podSelector: web, ingress: [{ from: [{ ipBlock }] }] }));
    expect(reached(network).filter(each => each.endsWith('→ web all ports'))).toEqual([
      'private (10.0.0.0–10.0.255.255) → web all ports',
      'private (10.2.0.0–10.255.255.255) → web all ports',
    ]);
  });

  test('a policy acts in its own namespace only', () => {
    const network = networkWith(...shop, policy({ podSelector: {} }, 'bank'));
    expect(ports(network, 'db', 'web')).toBe('all ports');
  });

  test('pods of jobs, schedules and analyses are parties; pods on the host’s network are their node', () => {
    const template = (name: string, hostNetwork = false): object => ({
      metadata: { labels: { 'app.kubernetes.io/name': name } },
      spec: { hostNetwork, containers: [{ name }] },
    });
    const made = (kind: string, spec: object): KubeObject => ({
      apiVersion: 'batch/v1',
      kind,
      metadata: { name: kind.toLowerCase(), namespace: 'shop' },
      spec,
    });
    const network = networkWith(
      made('Job', { template: template('once') }),
      made('CronJob', { jobTemplate: { spec: { template: template('often') } } }),
      made('AnalysisTemplate', { metrics: [{ provider: { job: { spec: { template: template('measure') } } } }] }),
      made('DaemonSet', { template: template('on-host', true) }),
    );
    const declared = network.parties.filter(party => party.type === 'pods' && party.standing === 'declared');
    expect(declared.map(({ name }) => name)).toEqual(['once', 'often', 'measure']);
  });
});

describe('sets of addresses and ports', () => {
  test.each([
    ['10.1.2.3/8', '10.0.0.0', '10.255.255.255'],
    ['192.0.2.7', '192.0.2.7', '192.0.2.7'],
    ['2001:db8::/126', '2001:db8:0:0:0:0:0:0', '2001:db8:0:0:0:0:0:3'],
    ['::ffff:192.0.2.1', '0:0:0:0:0:ffff:c000:201', '0:0:0:0:0:ffff:c000:201'],
  ])('%s are addresses from %s to %s', (cidr, first, last) => {
    const range = rangeOf(cidr);
    expect([addressText(range.first), addressText(range.last)]).toEqual([first, last]);
  });

  test.each(['10.0.0.0/33', '10.0.0/8', '10.0.0.0/', '10.0.0.0/8/8', '::1/129', 'nowhere', 'fe80::1%eth0'])(
    '%s is no range',
    cidr => expect(() => rangeOf(cidr)).toThrow(RangeError),
  );

  test('pieces cover all addresses and no range begins or ends inside one', () => {
    const ranges = ['10.0.0.0/8', '10.1.0.0/16', '::/1'].map(rangeOf);
    const pieces = piecesOf(ranges);
    expect(pieces).toHaveLength(7);
    for (const piece of pieces) {
      for (const range of ranges)
        expect(holds(range, piece) || piece.last < range.first || piece.first > range.last).toBe(true);
    }
    expect(holds(rangeOf('::/0'), rangeOf('10.0.0.1'))).toBe(false);
  });

  test('ports of different protocols never mix', () => {
    expect(portsText(union([portsOf('TCP', 65_535), portsOf('UDP', 1)]))).toBe('65535/TCP, 1/UDP');
    expect(portsText(union([portsOf('TCP', 1, 5), portsOf('TCP', 6), portsOf('TCP', 3)]))).toBe('1–6/TCP');
    expect(portsText(intersection(portsOf('TCP', 53), portsOf('UDP', 53)))).toBe('no port');
    expect(portsText(everyPort)).toBe('all ports');
  });
});

test('a line of YAML is the value’s, else that of what is around it', () => {
  const text = 'kind: A\nspec:\n  list:\n    - name: x\n    - name: y\n';
  expect(yamlLine(text, ['spec', 'list', 1])).toBe(5);
  expect(yamlLine(text, ['spec', 'list', 1, 'none'])).toBe(5);
  expect(yamlLine(text, ['none'])).toBe(1);
});
