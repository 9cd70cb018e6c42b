import { certManager, headlamp, NGINX_INGRESS_PODS, nginxIngressController } from '../../src/environments/add-ons';
import { pods } from '../../src/environments/add-ons/pods';
import type { AddOn } from '../../src/environments/environment';

/** Kinds that only the second replica brings. */
const OF_TWO = ['coordination.k8s.io/Lease', 'policy/PodDisruptionBudget'];

function valuesOf(addOn: AddOn): Record<string, unknown> {
  return addOn.values as Record<string, unknown>;
}

describe.each([
  ['nginx-ingress', nginxIngressController()],
  ['nginx-ingress of two', nginxIngressController({ replicas: 2 })],
  ['cert-manager', certManager()],
  ['headlamp', headlamp()],
])('%s', (_, addOn) => {
  it('is pinned by an exact version and lists its kinds once, sorted', () => {
    expect(addOn.chart.version).toMatch(/^v?\d+\.\d+\.\d+$/);
    for (const list of [addOn.kinds.namespaced, addOn.kinds.cluster]) {
      expect(list).toEqual([...new Set(list)].sort());
      expect(list.join()).not.toContain('*');
    }
  });

  it('states pods that request something', () => {
    expect(addOn.pods.length).toBeGreaterThan(0);
    for (const { count, requests } of addOn.pods) {
      expect(count).toBeGreaterThan(0);
      expect(requests.cpuMillis * requests.memoryMiB).toBeGreaterThan(0);
    }
  });
});

describe('the F5 NGINX Ingress Controller', () => {
  const one = nginxIngressController();
  const two = nginxIngressController({ replicas: 2 });

  it('serves the class nginx, takes no snippets and no kinds of its own (D-04)', () => {
    expect(valuesOf(one)).toMatchObject({
      controller: {
        ingressClass: { name: 'nginx', setAsDefaultIngress: false },
        enableSnippets: false,
        enableCustomResources: false,
        readOnlyRootFilesystem: true,
      },
      prometheus: { create: true },
    });
    expect(one.skipCrds).toBe(true);
    expect([...one.kinds.namespaced, ...one.kinds.cluster].join()).not.toContain('CustomResourceDefinition');
  });

  it('elects a leader and is protected from disruptions where there are two', () => {
    expect(one.kinds.namespaced).not.toEqual(expect.arrayContaining(OF_TWO));
    expect(two.kinds.namespaced.filter(kind => !one.kinds.namespaced.includes(kind))).toEqual(OF_TWO);
    expect(valuesOf(two)).toMatchObject({
      controller: {
        replicaCount: 2,
        reportIngressStatus: { enableLeaderElection: true },
        podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      },
    });
    expect(two.pods).toEqual([
      { name: 'nginx-ingress-controller', count: 2, requests: { cpuMillis: 100, memoryMiB: 128 } },
    ]);
  });

  it('is named to systems by the labels of its release', () => {
    expect(NGINX_INGRESS_PODS.namespace).toBe(one.namespace);
    expect(NGINX_INGRESS_PODS.selector['app.kubernetes.io/instance']).toBe(one.name);
    expect(NGINX_INGRESS_PODS.selector['app.kubernetes.io/name']).toBe(one.chart.name);
  });

  it('hands on what sets a load balancer up', () => {
    const loadBalancer = { 'service.beta.kubernetes.io/azure-pip-name': 'pip-shop' };
    const { controller } = valuesOf(nginxIngressController({ loadBalancer, allowedRanges: ['192.0.2.0/24'] }));
    expect(controller).toMatchObject({
      service: {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        annotations: loadBalancer,
        loadBalancerSourceRanges: ['192.0.2.0/24'],
      },
    });
  });
});

describe('cert-manager', () => {
  it('keeps its CRDs, and stays out of kube-system', () => {
    expect(valuesOf(certManager())).toMatchObject({
      crds: { enabled: true, keep: true },
      global: { leaderElection: { namespace: 'cert-manager' } },
      serviceAccount: { annotations: {}, labels: {} },
    });
  });

  it('proves domains as a managed identity: the ServiceAccount names it, the pods ask for its token', () => {
    const use = { 'azure.workload.identity/use': 'true' };
    const dns = { type: 'azure-workload-identity', clientId: 'client' } as const;
    expect(valuesOf(certManager({ dns }))).toMatchObject({
      serviceAccount: { annotations: { 'azure.workload.identity/client-id': 'client' }, labels: use },
      podLabels: use,
    });
  });

  it('proves domains with a role of AWS', () => {
    const role = 'arn:aws:iam::111122223333:role/cert-manager';
    expect(valuesOf(certManager({ dns: { type: 'aws-role', role } }))).toMatchObject({
      serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': role } },
      podLabels: {},
    });
  });

  it('leaves to its webhooks what cainjector writes', () => {
    expect(certManager().ignoreDifferences?.map(({ kind, name }) => `${kind}/${name}`)).toEqual([
      'MutatingWebhookConfiguration/cert-manager-webhook',
      'ValidatingWebhookConfiguration/cert-manager-webhook',
    ]);
  });
});

test('Headlamp reads, and nobody gets in without a token (D-05)', () => {
  expect(valuesOf(headlamp())).toMatchObject({
    clusterRoleBinding: { clusterRoleName: 'view' },
    config: { unsafeUseServiceAccountToken: false },
  });
});

describe('pods of a chart', () => {
  it('are counted by what its values request', () => {
    expect(pods('web', 2, { requests: { cpu: '1', memory: '1Gi' } })).toEqual({
      name: 'web',
      count: 2,
      requests: { cpuMillis: 1000, memoryMiB: 1024 },
    });
    expect(pods('web', 1).requests).toEqual({ cpuMillis: 0, memoryMiB: 0 });
  });

  it('are refused with a quantity of another unit', () => {
    expect(() => pods('web', 1, { requests: { cpu: '1', memory: '1G' } })).toThrow('memory: got "1G"');
  });
});
