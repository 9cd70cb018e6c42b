import { App } from 'cdk8s';
import { Place } from '../../../src/constructs/structure';
import { groupsReached, logFile, pipelineOf, type Pipeline } from '../../../src/gates/logs/pipeline';
import { logs } from '../../../src/systems/logs';
import { read } from '../../constructs/read';
import { TEST_CLUSTER } from '../../constructs/place';
import { all, configuration, groups, KEPT, ofLogs } from './output';

const BESIDE = ['alertmanager', 'blackbox-exporter', 'grafana', 'kube-state-metrics', 'prometheus'];

const SERVICES = {
  'fablink-prod': [
    ['fablink-prod', 'fablink-backend'],
    ['tracing', 'otel-collector'],
  ],
  learn: [
    ['frontend', 'frontend'],
    ['backend', 'main'],
    ['backend', 'catalog'],
    ['backend', 'order'],
    ['tracing', 'otel-collector'],
    ['node-metrics', 'node-exporter'],
    ['chaos', 'stress-target'],
    ['security', 'falco'],
  ],
} as const;

const EVERY = KEPT.flatMap(environment =>
  [...SERVICES[environment], ...BESIDE.map(name => ['monitoring', name] as const)].map(
    ([namespace, name]) => [environment, namespace, name] as const,
  ),
);

function pipeline(environment: string): Pipeline {
  const made = pipelineOf(JSON.stringify(configuration(environment)));
  if (typeof made === 'string') throw new Error(made);
  return made;
}

/** Groups that lines of a container arrive in. */
function reached(environment: string, namespace: string, container: string, pod = `${container}-7d9c5b6f4d-x2x9z`) {
  return groupsReached(pipeline(environment), logFile({ namespace, pod, container }));
}

test('FP-11 the backend’s log group keeps 90 days, and so does every group that Fluent Bit writes to', () => {
  expect(groups('fablink-prod')).toEqual({
    '/aws/apigateway/fablink-prod-api': 90,
    '/aws/containerinsights/fablink-cluster-prod/performance': 90,
    '/fablink-prod/fablink-backend': 90,
    '/fablink-prod/otel-collector': 90,
    ...Object.fromEntries(BESIDE.map(name => [`/fablink-prod/${name}`, 90])),
  });
});

test('LP-12 every service of the shop has a log group in CloudWatch, which keeps a week like its database', () => {
  const names = [...SERVICES.learn.map(([, name]) => name), ...BESIDE];
  expect(groups('learn')).toEqual(Object.fromEntries(names.map(name => [`/learn/${name}`, 7])));
});

test.each(EVERY)(
  'FP-11, LP-12 in %s lines of %s/%s arrive in its own log group and in no other',
  (environment, namespace, name) => {
    expect(reached(environment, namespace, name)).toEqual([`/${environment}/${name}`]);
  },
);

test('lines of a pod whose name has dots, and those of a StatefulSet’s pod, arrive like others', () => {
  expect(reached('learn', 'backend', 'main', 'main.v2.x')).toEqual(['/learn/main']);
  expect(reached('learn', 'monitoring', 'prometheus', 'prometheus-monitoring-0')).toEqual(['/learn/prometheus']);
});

test.each([
  ['a Job whose name begins like the service', 'fablink-prod', 'fablink-backend-migrate'],
  ['a service of the same name elsewhere', 'other', 'fablink-backend'],
  ['another container of the service’s pods', 'fablink-prod', 'exporter'],
  ['the collector itself', 'logging', 'fluent-bit'],
])('lines of %s arrive in no group', (_whose, namespace, container) => {
  expect(reached('fablink-prod', namespace, container)).toEqual([]);
});

test.each(KEPT)('FP-11 in %s a line is sent as the program wrote it, to a group that stands', environment => {
  const { outputs } = configuration(environment).pipeline;
  for (const output of outputs) {
    expect(output).toMatchObject({ log_key: 'log', auto_create_group: 'false', region: 'ap-northeast-2' });
    expect(Object.keys(groups(environment))).toContain(output['log_group_name']);
  }
  expect(outputs).toHaveLength(EVERY.filter(([of]) => of === environment).length);
});

test.each(KEPT)(
  'in %s lines that wait have room on the disk of the pod and in its memory, whatever service they are of',
  environment => {
    const { service, pipeline: of } = configuration(environment);
    const waiting = of.outputs.map(output => Number.parseInt(String(output['storage.total_limit_size']), 10));
    const volumes = read(ofLogs(environment, 'DaemonSet'), 'spec.template.spec.volumes') as {
      name: string;
      emptyDir?: { sizeLimit: string };
    }[];
    const room = Number.parseInt(volumes.find(({ emptyDir }) => emptyDir)?.emptyDir?.sizeLimit ?? '', 10);
    expect(waiting.reduce((sum, each) => sum + each, 0)).toBeLessThan(room);
    const limit = read(ofLogs(environment, 'DaemonSet'), 'spec.template.spec.containers.0.resources.limits.memory');
    // A chunk takes 2 MB, and 2.3 MB more while it is sent: all of them leave three quarters to the rest.
    const chunks = Number(service['storage.max_chunks_up']) * (2 + 2.3);
    expect(chunks).toBeLessThanOrEqual(Number.parseInt(String(limit), 10) / 4);
  },
);

test.each(KEPT)('FP-07, LP-09 in %s the collector may write to exactly the groups of the services', environment => {
  const role = read(ofLogs(environment, 'Role'), 'spec.inlinePolicies.grants') as string;
  const { Statement } = JSON.parse(role) as { Statement: { Action: string[]; Resource: string[] }[] };
  const [only, ...others] = Statement;
  expect(others).toEqual([]);
  expect(only?.Action).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  const named = only?.Resource.map(arn => arn.replace(/^arn:aws:logs:ap-northeast-2:\d{12}:log-group:/, ''));
  const owned = Object.keys(groups(environment)).filter(name => !name.startsWith('/aws/'));
  expect(named).toEqual(owned.flatMap(name => [name, `${name}:*`]).sort());
});

test.each(KEPT)(
  'in %s the collector reads two folders of its node and writes none, as a user that is not root',
  environment => {
    const pod = read(ofLogs(environment, 'DaemonSet'), 'spec.template.spec') as {
      securityContext: { runAsUser: number };
      volumes: { name: string; hostPath?: { path: string } }[];
      containers: { volumeMounts: { name: string; readOnly?: boolean }[] }[];
    };
    const ofNode = pod.volumes.filter(({ hostPath }) => hostPath);
    expect(ofNode.map(({ hostPath }) => hostPath?.path)).toEqual(['/var/log/containers', '/var/log/pods']);
    const mounts = pod.containers.flatMap(({ volumeMounts }) => volumeMounts);
    for (const { name } of ofNode) expect(mounts.find(each => each.name === name)?.readOnly).toBe(true);
    expect(pod.securityContext.runAsUser).toBeGreaterThan(0);
  },
);

test('every node that runs services has a collector, and the quota holds one for each', () => {
  const quota = (environment: string) => read(ofLogs(environment, 'ResourceQuota'), 'spec.hard.pods');
  expect(KEPT.map(quota)).toEqual(['30', '6']);
  expect(read(ofLogs('learn', 'DaemonSet'), 'spec.template.spec.nodeSelector')).toEqual({
    'garam.dev/node-group': 'application',
  });
});

test('what keeps logs speaks to AWS and is read by Prometheus, and nothing else', () => {
  const [agent] = all('learn', 'NetworkPolicy').filter(({ metadata }) => metadata.name === 'fluent-bit');
  if (agent === undefined) throw new Error('learn has no policy of the collector');
  expect(JSON.stringify(read(agent, 'spec.ingress'))).toContain('"app.kubernetes.io/name":"prometheus"');
  const ports = (read(agent, 'spec.egress') as { ports: { port: number }[] }[]).flatMap(each => each.ports);
  expect(ports.map(({ port }) => port)).toEqual([53, 53, 443]);
});

test('logs that are listed before every system are refused, with what to do', () => {
  const entry = logs({
    to: { type: 'cloudwatch', prefix: '/shop', retentionDays: 7, role: 'shop-logs' },
    requirements: ['LP-12'],
  });
  expect(() => entry.build(new Place(new App(), 'test', { cluster: TEST_CLUSTER }))).toThrow(
    'list the logs behind the systems',
  );
});
