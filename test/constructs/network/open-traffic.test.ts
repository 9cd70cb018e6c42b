import { Duration } from 'cdk8s';
import { NetworkAccess, OpenTraffic } from '../../../src/constructs/network';
import { declarationsOf } from '../../../src/constructs/structure';
import { Job, size, type JobProps } from '../../../src/constructs/workload';
import type { Origin, PodEndpoint } from '../../../src/model';
import { objectOf, testSystem } from '../place';
import { read } from '../read';

const props: JobProps = {
  namespace: 'shop',
  run: 'after-sync',
  image: { repository: 'registry.example.com/job', tag: '1' },
  command: ['true'],
  size: size('10m', '16Mi', '20m', '32Mi'),
  user: 1000,
  deadline: Duration.minutes(1),
};

describe('a namespace that a document leaves open', () => {
  test('lets all pods talk but those that are named, whose own policies must count (TG-06, D-01)', () => {
    const system = testSystem();
    const except = { label: 'tier', values: ['data'] };
    new OpenTraffic(system.base, 'dev-basic-policy', { namespace: 'shop', except, requirement: 'TG-06' });
    expect(read(objectOf(system, 'NetworkPolicy', 'dev-basic-policy'), 'spec')).toEqual({
      podSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['data'] }] },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{}],
      egress: [{}],
    });
  });

  test('says so, for the rule that knows every passage by a declaration', () => {
    const system = testSystem();
    const except = { label: 'tier', values: ['data'] };
    const made = new OpenTraffic(system.base, 'dev-basic-policy', { namespace: 'shop', except, requirement: 'TG-06' });
    expect(declarationsOf(made)).toEqual([
      { type: 'open-traffic', namespace: 'shop', policy: 'dev-basic-policy', except, requirement: 'TG-06' },
    ]);
  });
});

describe('pods that call without being declared', () => {
  const database: PodEndpoint = {
    type: 'pods',
    service: 'database',
    namespace: 'shop',
    selector: { app: 'database' },
    port: 5432,
    protocol: 'TCP',
  };
  function ingress(openTo: readonly Origin[], tier?: string) {
    const system = testSystem();
    const { service: name, namespace, selector } = database;
    new NetworkAccess(system.app, 'access', { name, namespace, selector, serves: [database], calls: [], openTo });
    new Job(system.app, 'load', { ...props, calls: [database], ...(tier && { tier }) });
    return read(objectOf(system, 'NetworkPolicy', 'database'), 'spec.ingress.0.from');
  }
  const own = {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'load', 'app.kubernetes.io/instance': 'shop' } },
  };

  test('come in by their labels, in this namespace or in another', () => {
    expect(ingress([{ name: 'controller', namespace: 'nginx', selector: { app: 'nginx' } }])).toEqual([
      own,
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'nginx' } },
        podSelector: { matchLabels: { app: 'nginx' } },
      },
    ]);
  });

  test('take the place of the declared callers among them, and of no other', () => {
    const tier: Origin = { name: 'tier', namespace: 'shop', selector: { tier: 'application' } };
    const opened = { podSelector: { matchLabels: { tier: 'application' } } };
    expect(ingress([tier], 'application')).toEqual([opened]);
    expect(ingress([tier], 'data')).toEqual([own, opened]);
    expect(ingress([{ ...tier, namespace: 'elsewhere' }], 'application')).toHaveLength(2);
  });
});
