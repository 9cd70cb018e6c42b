import { parse } from 'yaml';
import { podSecurity } from '../../../src/gates/pod/pod-security';
import type { KubeObject } from '../../../src/model';
import { matrixJson, networkIn } from '../../../src/views/net';
import { read } from '../../constructs/read';
import { named, planted, realModel } from '../../real-model';
import { everyOnEks } from '../shop/requirements/output';
import { fileOf, ofSecurity, podOf, securityObjects, variablesOf } from './output';

interface Rule {
  readonly rule?: string;
  readonly macro?: string;
  readonly condition?: string;
  readonly priority?: string;
}

const rules = (): readonly Rule[] => parse(fileOf('falco-config', 'rules.yaml')) as Rule[];
const configuration = (): unknown => parse(fileOf('falco-config', 'falco.yaml'));
const falco = (path: string): unknown => read(ofSecurity('DaemonSet/falco'), `spec.template.spec.${path}`);

/** Ends of every call into and out of the namespace's pods. */
const calls = matrixJson(networkIn(realModel(), 'learn'));
const from = (name: string): readonly string[] =>
  calls.filter(each => each.from.name === name).map(({ to, ports }) => `${to.name} ${ports}`);

test('LP-13, LP-19 Falco is on every node of both groups, root without privileges, with the four capabilities that its probe needs', () => {
  expect(falco('nodeSelector')).toBeUndefined();
  expect(falco('tolerations')).toEqual([{ operator: 'Exists' }]);
  expect(falco('containers.0.securityContext')).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'], add: ['BPF', 'PERFMON', 'SYS_PTRACE', 'SYS_RESOURCE'] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: false,
    runAsUser: 0,
    runAsGroup: 0,
  });
  for (const shared of ['hostNetwork', 'hostPID', 'hostIPC']) expect(falco(shared)).toBeUndefined();
  expect(falco('automountServiceAccountToken')).toBe(false);
});

test('LP-13 Falco sees of its node what its documentation names, and writes none of it', () => {
  const volumes = falco('volumes') as { name: string; hostPath?: { path: string; type: string } }[];
  const seen = volumes.flatMap(({ name, hostPath }) => (hostPath ? [{ name, ...hostPath }] : []));
  expect(seen.map(({ path, type }) => [path, type])).toEqual([
    ['/proc', 'Directory'],
    ['/etc', 'Directory'],
    ['/run/containerd/containerd.sock', 'Socket'],
    ['/sys/kernel/tracing', 'Directory'],
  ]);
  const mounts = falco('containers.0.volumeMounts') as { name: string; mountPath: string; readOnly?: boolean }[];
  for (const { name } of seen) expect(mounts.find(each => each.name === name)?.readOnly).toBe(true);
  expect(mounts.find(({ name }) => name.endsWith('sock'))?.mountPath).toBe('/host/run/containerd/containerd.sock');
});

test('LP-13 Falco writes its findings as JSON to standard output, and counts them for Prometheus alone', () => {
  expect(configuration()).toMatchObject({
    config_files: [],
    engine: { kind: 'modern_ebpf' },
    json_output: true,
    stdout_output: { enabled: true },
    load_plugins: ['container'],
    plugins: [{ init_config: { engines: { cri: { sockets: ['/run/containerd/containerd.sock'] } } } }],
    metrics: { enabled: true, rules_counters_enabled: true },
    webserver: { listen_port: 8765, prometheus_metrics_enabled: true },
  });
  const readers = calls
    .filter(({ to }) => to.name === 'falco')
    .map(each => `${each.from.name.split(' ')[0]} ${each.ports}`);
  expect([...new Set(readers)]).toEqual(['prometheus 8765/TCP']);
});

test('LP-13 Falco reads the stable rules before ours, and mounts the file that it is told to read', () => {
  expect(configuration()).toMatchObject({ rules_files: ['/etc/falco/falco_rules.yaml', '/etc/platform/rules.yaml'] });
  const mounts = falco('containers.0.volumeMounts') as { mountPath: string }[];
  expect(mounts.map(({ mountPath }) => mountPath)).toContain('/etc/platform');
  expect(falco('containers.0.command')).toEqual(['/usr/bin/falco', '-c', '/etc/platform/falco.yaml']);
});

test('LP-13 whoever has rights on the cluster’s API may call it unseen: every add-on’s namespace and every workload of ours, and nobody else', () => {
  const [{ condition = '' } = {}] = rules().filter(({ macro }) => macro?.startsWith('user_known_contact_k8s_api'));
  const installed = realModel().manifests.flatMap(({ environment, object }) =>
    environment === 'learn' && object.kind === 'Application'
      ? ((read(object, 'spec.sources') ?? [read(object, 'spec.source')]) as { chart?: string }[]).some(
          each => each.chart,
        )
        ? [String(read(object, 'spec.destination.namespace'))]
        : []
      : [],
  );
  expect(installed.length).toBeGreaterThan(3);
  const [addOns = ''] = /k8s\.ns\.name in \(([^)]*)\)/.exec(condition)?.slice(1) ?? [];
  expect(new Set(addOns.match(/[\w-]+/g))).toEqual(new Set(['kube-system', ...installed]));
  const holders = everyOnEks('ClusterRoleBinding').flatMap(
    ({ subjects }) => subjects as { namespace: string; name: string }[],
  );
  const known = [...condition.matchAll(/\(k8s\.ns\.name = "([^"]+)" and container\.name = "([^"]+)"\)/g)];
  expect(known.map(([, namespace, name]) => `${namespace}/${name}`).sort()).toEqual(
    holders.map(({ namespace, name }) => `${namespace}/${name}`).sort(),
  );
});

test('LP-13 a terminal in a container and a stranger at the API are warnings, a service that asks for its node’s rights is critical', () => {
  const ours = rules().filter(({ rule }) => rule !== undefined);
  expect(ours.map(({ rule, priority }) => [rule, priority])).toEqual([
    ['Contact K8S API Server From Container', 'WARNING'],
    ['Terminal shell in container', 'WARNING'],
    ['Service asks for the rights of its node', 'CRITICAL'],
  ]);
  expect(ours.at(-1)?.condition).toContain('"frontend", "backend"');
});

test('LP-13, LP-19 findings from warning up are told by severity, and no priority is told twice or not at all', () => {
  const alerts = realModel().declarations.flatMap(each =>
    each.type === 'alert' && each.environment === 'learn' && each.name === 'ThreatDetected' ? [each] : [],
  );
  const told = (priority: number): readonly string[] =>
    alerts
      .filter(({ expr }) => new RegExp(`^${/priority=~"([^"]+)"/.exec(expr)?.[1]}$`).test(String(priority)))
      .map(({ severity }) => severity);
  expect([0, 1, 2, 3, 4, 5, 6, 7].map(told)).toEqual([
    ['critical'],
    ['critical'],
    ['critical'],
    ['warning'],
    ['warning'],
    [],
    [],
    [],
  ]);
});

test('LP-19 every pod of the namespace keeps `restricted` but those that look into nodes', () => {
  const strict = planted(realModel(), named('learn', 'Namespace/security'), ({ metadata }) => {
    (metadata['labels'] as Record<string, string>)['pod-security.kubernetes.io/enforce'] = 'restricted';
  });
  const found = podSecurity
    .check(strict)
    .filter(({ where }) => where.environment === 'learn' && where.object?.includes('/security/'));
  expect([...new Set(found.map(({ where }) => where.object))].sort()).toEqual([
    'CronJob/security/kube-bench',
    'CronJob/security/kube-bench-system',
    'DaemonSet/security/falco',
  ]);
});

test('LP-13, LP-19 kube-bench looks weekly at a node of each group, by the benchmark of EKS 1.28', () => {
  const pools = { 'kube-bench': 'application', 'kube-bench-system': 'system' };
  for (const [name, group] of Object.entries(pools)) {
    expect(read(ofSecurity(`CronJob/${name}`), 'spec')).toMatchObject({
      schedule: '0 6 * * 1',
      timeZone: 'Asia/Seoul',
    });
    const pod = podOf(name);
    expect(pod).toMatchObject({ hostPID: true, nodeSelector: { 'garam.dev/node-group': group } });
    expect(pod.tolerations).toEqual([{ operator: 'Exists' }]);
    expect(pod.initContainers[0]?.command.slice(-6)).toEqual([
      '--config-dir',
      '/opt/kube-bench/cfg/',
      '--targets',
      'node',
      '--benchmark',
      'eks-1.5.0',
    ]);
  }
});

test('LP-13 who looks is root without any capability and reads; who keeps the report is not root and sees nothing of the node', () => {
  const { volumes, initContainers, containers } = podOf('kube-bench');
  const ofNode = volumes.filter(({ hostPath }) => hostPath);
  expect(ofNode.map(({ hostPath }) => hostPath?.path)).toEqual([
    '/var/lib/kubelet/kubeconfig',
    '/etc/systemd',
    '/etc/kubernetes',
  ]);
  const [looks] = initContainers;
  expect(looks?.securityContext).toMatchObject({
    runAsUser: 0,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  });
  expect(looks?.securityContext['capabilities']).not.toHaveProperty('add');
  for (const { name } of ofNode) expect(looks?.volumeMounts.find(each => each.name === name)?.readOnly).toBe(true);
  const [keeps] = containers;
  expect(keeps?.securityContext).not.toHaveProperty('runAsUser');
  expect(keeps?.volumeMounts.filter(({ name }) => ofNode.some(each => each.name === name))).toEqual([]);
});

test('LP-07, LP-13 reports go below the bucket’s folder for them, and a pool’s role reads the one that it is held to', () => {
  const [bucket] = everyOnEks('Bucket');
  const name = String(read(bucket as KubeObject, 'spec.name'));
  const kept = (read(bucket as KubeObject, 'spec.lifecycle.rules') as { filter: { prefix: string } }[]).map(
    ({ filter }) => filter.prefix,
  );
  for (const pool of ['application', 'system']) {
    const role = String(read(ofSecurity(`Role/learn-kube-bench-${pool}`), 'spec.inlinePolicies.grants'));
    const { Statement } = JSON.parse(role) as { Statement: { Action: string[]; Resource: string[] }[] };
    expect(Statement.map(({ Action, Resource }) => [...Action, ...Resource])).toEqual([
      ['s3:ListBucket', `arn:aws:s3:::${name}`],
      ['s3:GetObject', `arn:aws:s3:::${name}/kube-bench/best/${pool}.json`],
      ['s3:PutObject', `arn:aws:s3:::${name}/kube-bench/*`],
    ]);
  }
  const { BUCKET, PREFIX } = variablesOf(podOf('kube-bench').containers[0] ?? { env: [] });
  expect([BUCKET, kept.includes(String(PREFIX))]).toEqual([name, true]);
});

test('LP-19 ZAP walks through the front end and reaches nothing else', () => {
  expect(podOf('zap-baseline').containers[0]?.command).toEqual([
    'zap-baseline.py',
    '-t',
    'http://frontend.frontend.svc.cluster.local:8080',
    '-m',
    '1',
    '-I',
    '-z',
    '-silent',
  ]);
  expect(from('zap-baseline')).toEqual(['frontend 8080/TCP', 'kube-dns 53/TCP, 53/UDP']);
  const service = everyOnEks('Service').find(({ metadata }) => metadata.name === 'frontend');
  expect(read(service as KubeObject, 'spec.ports.0.port')).toBe(8080);
});

test('LP-13, LP-19 Trivy looks at exactly the images that the environment’s objects name', () => {
  const listed = String(variablesOf(podOf('image-scan').containers[0] ?? { env: [] })['IMAGES']).split('\n');
  const named = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'image' && typeof inner === 'string') named.add(inner);
      else collect(inner);
    }
  };
  for (const { environment, tree, object } of realModel().manifests)
    if (environment === 'learn' && tree === 'dist' && object.kind !== 'ConfigMap') collect(object);
  expect(listed).toEqual([...named].sort());
  expect(listed.length).toBeGreaterThan(10);
});

test('LP-19 what is run on demand is suspended for ever, and what by schedule is not', () => {
  const suspended = securityObjects().flatMap(each =>
    each.kind === 'CronJob' ? [[each.metadata.name, read(each, 'spec.suspend') ?? false]] : [],
  );
  expect(Object.fromEntries(suspended)).toEqual({
    'image-scan': true,
    'kube-bench': false,
    'kube-bench-system': false,
    'zap-baseline': true,
  });
});
