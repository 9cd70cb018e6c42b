import { chaosMesh } from '../../../src/environments/add-ons';
import { learn } from '../../../src/environments/learn';
import { environments } from '../../../src/environments';
import type { KubeObject, WorkloadDeclaration } from '../../../src/model';
import { read } from '../../constructs/read';
import { realModel } from '../../real-model';
import { eks, everyOnEks } from '../shop/requirements/output';

const schedule = (name: string): KubeObject => {
  const [found, ...others] = everyOnEks('Schedule').filter(({ metadata }) => metadata.name === name);
  if (found === undefined || others.length > 0) throw new Error(`no single Schedule ${name}`);
  return found;
};

/** The names that a selector takes pods by. */
const selected = (object: KubeObject, path: string): unknown =>
  (read(object, `${path}.expressionSelectors`) as { key: string; values: string[] }[]).find(
    ({ key }) => key === 'app.kubernetes.io/name',
  )?.values;

const declared = (name: string): WorkloadDeclaration => {
  const found = realModel().declarations.find(
    each => each.environment === 'learn' && each.type === 'workload' && each.name === name,
  );
  if (found?.type !== 'workload') throw new Error(`${name} is not declared`);
  return found;
};

test('LP-18 a random pod of the shop’s four services fails for 5 minutes', () => {
  const object = schedule('pod-failure');
  expect(object['spec']).toMatchObject({
    type: 'PodChaos',
    podChaos: { action: 'pod-failure', mode: 'one', duration: '5m' },
  });
  expect(selected(object, 'spec.podChaos.selector')).toEqual(['catalog', 'frontend', 'main', 'order']);
  expect(read(object, 'spec.podChaos.selector.namespaces')).toEqual(['backend', 'frontend']);
});

test('LP-18 services answer each other 100 ms late for 10 minutes: who is called answers, who calls waits', () => {
  const object = schedule('network-delay');
  expect(object['spec']).toMatchObject({
    type: 'NetworkChaos',
    networkChaos: { action: 'delay', mode: 'all', duration: '10m', direction: 'to', delay: { latency: '100ms' } },
  });
  expect(selected(object, 'spec.networkChaos.selector')).toEqual(['catalog', 'main', 'order']);
  expect(selected(object, 'spec.networkChaos.target.selector')).toEqual(['frontend', 'main']);
});

test('LP-18 worker nodes are at 80 % of their CPU for 15 minutes: each has a pod that may use all of it', () => {
  expect(schedule('cpu-stress')['spec']).toMatchObject({
    type: 'StressChaos',
    stressChaos: { mode: 'all', duration: '15m', stressors: { cpu: { workers: 2, load: 80 } } },
  });
  expect(selected(schedule('cpu-stress'), 'spec.stressChaos.selector')).toEqual(['stress-target']);
  const pod = 'spec.template.spec';
  expect(eks.value('DaemonSet/stress-target', `${pod}.containers.0.resources.limits.cpu`)).toBe('2');
  const workers = learn.cluster.pools.find(({ name }) => name === 'application');
  expect(eks.value('DaemonSet/stress-target', `${pod}.nodeSelector`)).toEqual(workers?.labels);
  expect(workers?.instanceTypes).toEqual(['t3.large']); // of 2 vCPU
});

test('LP-18 every experiment waits: it is paused, and would start once a year or not at all', () => {
  expect(everyOnEks('Schedule').map(({ metadata }) => metadata.name)).toEqual([
    'cpu-stress',
    'network-delay',
    'pod-failure',
  ]);
  for (const { metadata, ...object } of everyOnEks('Schedule')) {
    expect(metadata.annotations).toMatchObject({ 'experiment.chaos-mesh.org/pause': 'true' });
    expect(object['spec']).toMatchObject({ schedule: '0 0 1 1 *', startingDeadlineSeconds: 60 });
  }
});

test('LP-18 the shop’s namespaces and chaos are open to experiments, and no other of any environment', () => {
  const open = realModel().manifests.filter(
    ({ object: { kind, metadata } }) =>
      kind === 'Namespace' && metadata.annotations?.['chaos-mesh.org/inject'] === 'enabled',
  );
  expect(open.map(({ environment, object }) => `${environment} ${object.metadata.name}`).sort()).toEqual([
    'learn backend',
    'learn chaos',
    'learn frontend',
  ]);
  const allowed = environments.filter(({ cluster }) => cluster.experimentsIn !== undefined);
  expect(allowed.map(({ name }) => name)).toEqual(['learn']);
});

describe('LP-18 Chaos Mesh', () => {
  const addOn = learn.addOns.find(({ name }) => name === 'chaos-mesh');

  it('touches annotated namespaces alone, speaks to containerd, and shows no page', () => {
    expect(addOn?.chart.version).toBe('2.8.3');
    expect(addOn?.values).toMatchObject({
      controllerManager: {
        enableFilterNamespace: true,
        podChaos: { podFailure: { pauseImage: 'registry.k8s.io/pause:3.10' } },
      },
      chaosDaemon: { runtime: 'containerd', socketPath: '/run/containerd/containerd.sock' },
      dashboard: { create: false, securityMode: true },
      dnsServer: { create: false },
    });
  });

  it('has its controller and its daemon on the workers, where its targets are', () => {
    expect(addOn?.values).toMatchObject({
      controllerManager: { nodeSelector: { 'garam.dev/node-group': 'application' } },
      chaosDaemon: { nodeSelector: { 'garam.dev/node-group': 'application' } },
    });
    const [, daemon] = addOn?.pods ?? [];
    expect(daemon).toMatchObject({ count: 6, nodeSelector: { 'garam.dev/node-group': 'application' } });
  });

  it.each(['chaos-controller-manager', 'chaos-daemon'])('%s is as large as its namespace counts on', name => {
    const pods = chaosMesh(learn.cluster).pods.find(each => each.name === name);
    expect(pods?.requests).toEqual(declared(name).requests);
  });

  it('is asked by the API server alone, and its daemon by its controller alone', () => {
    expect(declared('chaos-controller-manager').openTo).toEqual([{ name: 'api-server', cidrs: ['198.51.100.0/24'] }]);
    expect(declared('chaos-daemon')).toMatchObject({ openTo: [], calls: [] });
    const callers = realModel().declarations.filter(
      each =>
        each.type === 'workload' &&
        each.environment === 'learn' &&
        each.calls.some(call => call.type === 'pods' && call.service === 'chaos-daemon'),
    );
    expect(callers).toMatchObject([{ name: 'chaos-controller-manager' }]);
  });

  it('has a namespace of its own with room for nothing else', () => {
    const [quota] = eks.all('ResourceQuota').filter(({ metadata }) => metadata.namespace === 'chaos');
    // 2 controllers while one comes, a daemon and a target of stress on each of 6 nodes.
    expect(read(quota as KubeObject, 'spec.hard.pods')).toBe('14');
  });
});

test('LP-18 who runs the nodes knows that their kernels have to delay packets', () => {
  expect(eks.contract('learn-netem').statement).toContain('sch_netem');
});
