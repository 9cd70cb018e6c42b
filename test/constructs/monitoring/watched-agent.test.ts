import { Duration } from 'cdk8s';
import { declarationsOf } from '../../../src/constructs/structure';
import { Namespace } from '../../../src/constructs/tenancy';
import { NodeAgent, size, type NodeAgentProps } from '../../../src/constructs/workload';
import type { AlertDeclaration, Watcher } from '../../../src/model';
import { CLOUDLESS_CLUSTER, objectOf, objectsOf, testSystem, WATCHER } from '../place';
import { read } from '../read';

const ALIVE = { path: '/', every: Duration.seconds(15), timeout: Duration.seconds(5), failures: 4 };

const POOL = {
  name: 'default',
  instanceTypes: ['t3.large'],
  zones: ['a'],
  nodes: { min: 1, max: 3 },
  allocatable: { cpuMillis: 1930, memoryMiB: 7452, pods: 35 },
};

function agent(watchedBy?: Watcher, shows: Pick<NodeAgentProps, 'metrics'> = {}) {
  const system = testSystem({ ...CLOUDLESS_CLUSTER, pools: [POOL] }, watchedBy);
  new Namespace(system.base, 'agents', { podSecurity: 'privileged' });
  new NodeAgent(system.app, 'keeper', {
    namespace: 'agents',
    image: { repository: 'docker.io/library/busybox', tag: '1.37.0' },
    size: size('50m', '64Mi', '100m', '128Mi'),
    user: 10001,
    port: 2020,
    command: ['/bin/keep'],
    probes: { liveness: ALIVE, readiness: ALIVE },
    nodeFolders: ['/var/log/pods'],
    ...shows,
  });
  return system;
}

const missing = (of: ReturnType<typeof agent>): readonly AlertDeclaration[] =>
  of.node
    .findAll()
    .flatMap(declarationsOf)
    .filter((each): each is AlertDeclaration => each.type === 'alert' && each.name === 'AgentMissing');

describe('a program on every node that shows no metrics', () => {
  test('is told of when a node has been without it for 15 minutes, where somebody watches', () => {
    const system = agent(WATCHER);
    const labels = { namespace: 'agents', service: 'keeper', severity: 'warning', system: 'shop', team: 'shop' };
    const rule = {
      alert: 'AgentMissing',
      expr: 'max by (namespace) (kube_daemonset_status_number_unavailable{namespace="agents",daemonset="keeper"}) > 0',
      for: '15m',
      labels,
    };
    expect(missing(system)).toEqual([expect.objectContaining({ expr: rule.expr, for: rule.for, labels })]);
    const rules = objectOf(system, 'PrometheusRule', 'keeper-agent');
    expect(rules.metadata.namespace).toBe('agents');
    expect(read(rules, 'spec.groups')).toEqual([
      { name: 'keeper-agent', rules: [expect.objectContaining(rule) as unknown] },
    ]);
  });

  test('has no rule where nobody watches', () => {
    expect(missing(agent())).toEqual([]);
    expect(objectsOf(agent()).map(({ kind }) => kind)).not.toContain('PrometheusRule');
  });

  test('is told of by its metrics alone where it shows some', () => {
    expect(missing(agent(WATCHER, { metrics: '/metrics' }))).toEqual([]);
    expect(missing(agent(WATCHER))).toHaveLength(1);
  });
});
