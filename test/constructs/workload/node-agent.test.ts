import { Duration } from 'cdk8s';
import { declarationsOf } from '../../../src/constructs/structure';
import { Namespace } from '../../../src/constructs/tenancy';
import { NodeAgent, size, type NodeAgentProps } from '../../../src/constructs/workload';
import type { Cluster, NodePool } from '../../../src/model';
import { objectOf, TEST_CLUSTER, testSystem } from '../place';
import { read } from '../read';

const pool: NodePool = {
  name: 'default',
  instanceTypes: ['t3.large'],
  zones: ['a'],
  nodes: { min: 1, max: 3 },
  allocatable: { cpuMillis: 1930, memoryMiB: 7452, pods: 35 },
};

function agent(
  overrides: Partial<Cluster> = { pools: [pool] },
  changes: Partial<NodeAgentProps> = {},
  listens: Pick<NodeAgentProps, 'port'> = { port: 2020 },
) {
  const system = testSystem({ ...TEST_CLUSTER, ...overrides });
  const alive = { path: '/', every: Duration.seconds(15), timeout: Duration.seconds(5), failures: 4 };
  new Namespace(system.base, 'agents', { podSecurity: 'privileged' });
  new NodeAgent(system.app, 'reader', {
    namespace: 'agents',
    image: { repository: 'docker.io/library/busybox', tag: '1.37.0' },
    size: size('50m', '64Mi', '100m', '128Mi'),
    user: 10001,
    ...listens,
    command: ['/bin/read'],
    probes: { liveness: alive, readiness: alive },
    nodeFolders: ['/var/log/pods'],
    ...changes,
  });
  return system;
}

test('an agent of nodes is a DaemonSet that reads folders of its node and writes none', () => {
  const made = objectOf(agent(), 'DaemonSet', 'reader');
  expect(read(made, 'spec.template.spec.volumes')).toEqual([
    { name: 'var-log-pods', hostPath: { path: '/var/log/pods', type: 'Directory' } },
  ]);
  expect(read(made, 'spec.template.spec.containers.0.volumeMounts')).toEqual([
    { name: 'var-log-pods', mountPath: '/var/log/pods', readOnly: true },
  ]);
  expect(read(made, 'spec.template.spec.containers.0.securityContext')).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsGroup: 0,
  });
  expect(read(made, 'spec.template.spec.securityContext.runAsUser')).toBe(10001);
});

test('a namespace has quota for one pod of an agent on each node at most', () => {
  const pods = (overrides: Partial<Cluster>) =>
    read(objectOf(agent(overrides), 'ResourceQuota', 'quota'), 'spec.hard.pods');
  const other: NodePool = { ...pool, name: 'other', labels: { group: 'application' } };
  const tainted: NodePool = { ...pool, name: 'system', taints: [{ key: 'only', value: 'a', effect: 'NoSchedule' }] };
  expect(pods({ pools: [pool, other] })).toBe('6');
  expect(pods({ pools: [pool, other], workloadNodes: { group: 'application' } })).toBe('3');
  expect(pods({ pools: [pool, tainted] })).toBe('3');
});

test('an agent of every pool puts up with every taint, looks for no label, and has quota for each node', () => {
  const tainted: NodePool = { ...pool, name: 'system', taints: [{ key: 'only', value: 'a', effect: 'NoSchedule' }] };
  const system = agent({ pools: [pool, tainted], workloadNodes: { group: 'application' } }, { everyPool: true });
  const pod = read(objectOf(system, 'DaemonSet', 'reader'), 'spec.template.spec') as Record<string, unknown>;
  expect([pod['tolerations'], pod['nodeSelector']]).toEqual([[{ operator: 'Exists' }], undefined]);
  expect(read(objectOf(system, 'ResourceQuota', 'quota'), 'spec.hard.pods')).toBe('6');
});

test('an agent sees a folder of its node elsewhere, with what is mounted there later, as a group of its own', () => {
  const folder = { path: '/', at: '/host', laterMounts: true } as const;
  const made = objectOf(agent({ pools: [pool] }, { nodeFolders: [folder], group: 10001 }), 'DaemonSet', 'reader');
  expect(read(made, 'spec.template.spec.volumes')).toEqual([
    { name: 'root', hostPath: { path: '/', type: 'Directory' } },
  ]);
  expect(read(made, 'spec.template.spec.containers.0.volumeMounts')).toEqual([
    { name: 'root', mountPath: '/host', readOnly: true, mountPropagation: 'HostToContainer' },
  ]);
  expect(read(made, 'spec.template.spec.containers.0.securityContext.runAsGroup')).toBe(10001);
});

test('an agent that writes to a folder of its node, is root and needs no network says so, and why', () => {
  const system = agent(
    { pools: [pool] },
    { nodeFolders: [{ path: '/var/log', at: '/var/log', writable: true }], root: 'files are root’s', offline: true },
  );
  const made = objectOf(system, 'DaemonSet', 'reader');
  expect(read(made, 'spec.template.spec.containers.0.volumeMounts')).toEqual([
    { name: 'var-log', mountPath: '/var/log' },
  ]);
  expect(read(made, 'spec.template.spec.containers.0.securityContext')).toMatchObject({
    runAsNonRoot: false,
    runAsUser: 0,
    capabilities: { drop: ['ALL'] },
  });
  expect(system.node.findAll().flatMap(declarationsOf)).toContainEqual(
    expect.objectContaining({ rule: 'no-root-user', object: 'DaemonSet/agents/reader', reason: 'files are root’s' }),
  );
  expect(() => objectOf(system, 'NetworkPolicy', 'reader')).toThrow();
  expect(objectOf(system, 'NetworkPolicy', 'default-deny')).toBeDefined();
});

test('an agent that listens on no port has none, and is asked by a command', () => {
  const asked = { command: ['/bin/true'], every: Duration.seconds(15), timeout: Duration.seconds(5), failures: 4 };
  const made = objectOf(
    agent({ pools: [pool] }, { probes: { liveness: asked, readiness: asked } }, {}),
    'DaemonSet',
    'reader',
  );
  expect(read(made, 'spec.template.spec.containers.0.ports')).toBeUndefined();
  expect(read(made, 'spec.template.spec.containers.0.livenessProbe.exec')).toEqual({ command: ['/bin/true'] });
});

test('an agent on a cluster whose nodes nobody knows is refused', () => {
  expect(() => agent({ pools: [] })).toThrow('test-cluster has no pool of nodes that an agent could run on');
});
