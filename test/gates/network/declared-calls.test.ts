import { policyMatchesCalls } from '../../../src/gates/network/policy-matches-calls';
import type { Declared, Endpoint, KubeObject, WorkloadDeclaration } from '../../../src/model';
import { named, realModel, redeclared, without } from '../../real-model';
import { said, saidOf } from '../pod-planting';
import { DEV, BACKEND, CHECK, AT_BACKEND, AT_CHECK, PEER } from './calls';

const PROD = 'fablink-prod';

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
    `${AT_BACKEND} $.spec.ingress[0].from[1]`,
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
  const open = without(without(realModel(), named(DEV, BACKEND)), named(DEV, 'NetworkPolicy/fablink-dev/default-deny'));
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
      labels: { app: name },
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
