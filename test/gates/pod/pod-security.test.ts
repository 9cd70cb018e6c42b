import { podSecurity } from '../../../src/gates/pod/pod-security';
import { realModel } from '../../real-model';
import { put, said, saidOf, withPlants } from '../pod-planting';
import type { KubeObject } from '../../../src/model';

const DEV = 'fablink-dev';
const BACKEND = 'Deployment/fablink-backend';
const POD = ['spec', 'template', 'spec'];
const MAIN = [...POD, 'containers', 0];

/** A pod that keeps the level restricted, in a namespace of the given level. */
function pod(level: string, ...changes: readonly (readonly [readonly (string | number)[], unknown])[]): KubeObject[] {
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        { name: 'main', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
      ],
    },
  };
  for (const [steps, value] of changes) put(object, steps, value);
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': level } },
    },
    object,
  ];
}

const context = ['spec', 'containers', 0, 'securityContext'];

/** The namespaces of what reads folders of nodes, and of what keeps log files there: typed exceptions. */
const PRIVILEGED = ['logging', 'chaos', 'logging', 'node-metrics', 'security', 'logging', 'node-logs'].map(
  name =>
    `Namespace/${name} $.metadata.labels["pod-security.kubernetes.io/enforce"]: the namespace enforces "privileged"`,
);

describe('pod-security', () => {
  test('finds nothing in the real output but the namespaces of what reads folders of nodes and of Chaos Mesh, which are exceptions', () => {
    expect(said(podSecurity, realModel())).toEqual(PRIVILEGED);
    const excepted = realModel().declarations.flatMap(each =>
      each.type === 'exception' && each.rule === 'pod-security' ? [`${each.environment} ${each.object}`] : [],
    );
    expect(excepted.sort()).toEqual([
      'fablink-prod Namespace/logging',
      'learn Namespace/chaos',
      'learn Namespace/logging',
      'learn Namespace/node-metrics',
      'learn Namespace/security',
      'memo-prod Namespace/logging',
      'tripgen-dev Namespace/node-logs',
    ]);
  });

  test('a log collector keeps the level restricted but for the two folders of its node', () => {
    const label = ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'];
    const model = withPlants(['learn', 'Namespace/logging', label, 'restricted']);
    const agent = 'DaemonSet/logging/fluent-bit $.spec.template.spec.volumes';
    expect(said(podSecurity, model).filter(line => line.startsWith('DaemonSet'))).toEqual(
      [
        [2, '/var/log/containers'],
        [3, '/var/log/pods'],
      ].map(([at]) => expect.stringContaining(`${agent}[${at}]`) as string),
    );
  });

  test('node-exporter keeps the level restricted but for the root folder of its node', () => {
    const label = ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'];
    const model = withPlants(['learn', 'Namespace/node-metrics', label, 'restricted']);
    expect(said(podSecurity, model).filter(line => line.startsWith('DaemonSet'))).toEqual([
      'DaemonSet/node-metrics/node-exporter $.spec.template.spec.volumes[0].hostPath: volume root is of the type hostPath (Volume Types, level restricted)',
    ]);
  });

  test('what keeps log files keeps the level restricted but for the folder of its node, and being root', () => {
    const label = ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'];
    const model = withPlants(['tripgen-dev', 'Namespace/node-logs', label, 'restricted']);
    const found = said(podSecurity, model).filter(line => line.startsWith('DaemonSet'));
    expect(found.map(line => line.replace(/^\S+ (\$\S*): .*/, '$1')).sort()).toEqual([
      '$.spec.template.spec.containers[0].securityContext.runAsNonRoot',
      '$.spec.template.spec.containers[0].securityContext.runAsUser',
      '$.spec.template.spec.volumes[2].hostPath',
    ]);
  });

  test('finds a real pod that lost its seccomp profile and runs as root', () => {
    const model = withPlants(
      [DEV, BACKEND, [...POD, 'securityContext', 'seccompProfile'], undefined],
      [DEV, BACKEND, [...POD, 'securityContext', 'runAsUser'], 0],
      [DEV, BACKEND, [...MAIN, 'securityContext', 'allowPrivilegeEscalation'], true],
    );
    expect(said(podSecurity, model)).toEqual([
      ...PRIVILEGED,
      'Deployment/fablink-dev/fablink-backend $.spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation: container fablink-backend may gain rights: allowPrivilegeEscalation is true (Privilege Escalation, level restricted)',
      'Deployment/fablink-dev/fablink-backend $.spec.template.spec.securityContext.runAsUser: the pod runs as root (runAsUser: 0) (Running as Non-root user, level restricted)',
      'Deployment/fablink-dev/fablink-backend $.spec.template.spec.containers[0].securityContext.seccompProfile: container fablink-backend has no seccomp profile, and neither has its pod (Seccomp, level restricted)',
    ]);
  });

  const forbiddenAtBaseline: readonly [control: string, steps: readonly (string | number)[], value: unknown][] = [
    ['HostProcess', ['spec', 'securityContext', 'windowsOptions', 'hostProcess'], true],
    ['HostProcess', [...context, 'windowsOptions', 'hostProcess'], true],
    ['Host Namespaces', ['spec', 'hostNetwork'], true],
    ['Host Namespaces', ['spec', 'hostPID'], true],
    ['Host Namespaces', ['spec', 'hostIPC'], true],
    ['Privileged Containers', [...context, 'privileged'], true],
    ['Capabilities', [...context, 'capabilities', 'add'], ['NET_ADMIN']],
    ['Capabilities', [...context, 'capabilities', 'add'], ['ALL']],
    ['HostPath Volumes', ['spec', 'volumes'], [{ name: 'root', hostPath: { path: '/' } }]],
    ['Host Ports', ['spec', 'containers', 0, 'ports'], [{ containerPort: 80, hostPort: 80 }]],
    ['AppArmor', [...context, 'appArmorProfile'], { type: 'Unconfined' }],
    ['AppArmor', ['metadata', 'annotations', 'container.apparmor.security.beta.kubernetes.io/main'], 'unconfined'],
    ['SELinux', ['spec', 'securityContext', 'seLinuxOptions'], { type: 'spc_t' }],
    ['SELinux', [...context, 'seLinuxOptions'], { user: 'system_u' }],
    ['SELinux', [...context, 'seLinuxOptions'], { role: 'system_r' }],
    ['/proc Mount Type', [...context, 'procMount'], 'Unmasked'],
    ['Seccomp', ['spec', 'securityContext', 'seccompProfile'], { type: 'Unconfined' }],
    ['Seccomp', [...context, 'seccompProfile'], { type: 'Unconfined' }],
    ['Sysctls', ['spec', 'securityContext', 'sysctls'], [{ name: 'kernel.msgmax', value: '1' }]],
    ['Privileged Containers', ['spec', 'initContainers'], [{ name: 'init', securityContext: { privileged: true } }]],
    [
      'Privileged Containers',
      ['spec', 'ephemeralContainers'],
      [{ name: 'bug', securityContext: { privileged: true } }],
    ],
  ];

  test.each(forbiddenAtBaseline)('%s is forbidden at the level baseline at %j: %j', (control, steps, value) => {
    const found = saidOf(podSecurity, pod('baseline', [steps, value]));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`(${control}, level baseline)`);
  });

  test.each(forbiddenAtBaseline)('%s is forbidden at the level restricted, too, at %j: %j', (control, steps, value) => {
    const found = saidOf(podSecurity, pod('restricted', [steps, value]));
    const names: readonly string[] = control === 'HostPath Volumes' ? ['Volume Types'] : [control];
    for (const name of names)
      expect(found.filter(line => line.includes(`(${name}, level restricted)`))).not.toEqual([]);
  });

  const allowedAtBaseline: readonly [steps: readonly (string | number)[], value: unknown][] = [
    [['spec', 'hostNetwork'], false],
    [
      [...context, 'capabilities', 'add'],
      ['CHOWN', 'NET_BIND_SERVICE', 'SYS_CHROOT'],
    ],
    [['spec', 'containers', 0, 'ports'], [{ containerPort: 80, hostPort: 0 }]],
    [[...context, 'appArmorProfile'], { type: 'Localhost', localhostProfile: 'web' }],
    [['metadata', 'annotations', 'container.apparmor.security.beta.kubernetes.io/main'], 'localhost/web'],
    [[...context, 'seLinuxOptions'], { type: 'container_kvm_t', level: 's0:c1' }],
    [[...context, 'procMount'], 'Default'],
    [['spec', 'securityContext', 'seccompProfile'], undefined],
    [['spec', 'securityContext', 'sysctls'], [{ name: 'net.ipv4.tcp_keepalive_time', value: '60' }]],
    [['spec', 'securityContext', 'runAsNonRoot'], undefined],
    [['spec', 'securityContext', 'runAsUser'], 0],
    [context, undefined],
    [['spec', 'volumes'], [{ name: 'nfs', nfs: { server: 'a', path: '/' } }]],
  ];

  test.each(allowedAtBaseline)('the level baseline allows %j: %j', (steps, value) => {
    expect(saidOf(podSecurity, pod('baseline', [steps, value]))).toEqual([]);
  });

  const forbiddenAtRestricted: readonly [control: string, steps: readonly (string | number)[], value: unknown][] = [
    ['Volume Types', ['spec', 'volumes'], [{ name: 'nfs', nfs: { server: 'a', path: '/' } }]],
    ['Privilege Escalation', [...context, 'allowPrivilegeEscalation'], undefined],
    ['Privilege Escalation', [...context, 'allowPrivilegeEscalation'], true],
    ['Running as Non-root', ['spec', 'securityContext', 'runAsNonRoot'], undefined],
    ['Running as Non-root', [...context, 'runAsNonRoot'], false],
    ['Running as Non-root user', ['spec', 'securityContext', 'runAsUser'], 0],
    ['Running as Non-root user', [...context, 'runAsUser'], 0],
    ['Seccomp', ['spec', 'securityContext', 'seccompProfile'], undefined],
    ['Capabilities', [...context, 'capabilities', 'drop'], ['NET_RAW']],
    ['Capabilities', [...context, 'capabilities'], undefined],
    ['Capabilities', [...context, 'capabilities', 'add'], ['CHOWN']],
  ];

  test.each(forbiddenAtRestricted)('%s is forbidden at the level restricted at %j: %j', (control, steps, value) => {
    const found = saidOf(podSecurity, pod('restricted', [steps, value]));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`(${control}, level restricted)`);
  });

  const allowedAtRestricted: readonly (readonly (readonly [readonly (string | number)[], unknown])[])[] = [
    [[[...context, 'capabilities', 'add'], ['NET_BIND_SERVICE']]],
    [
      [['spec', 'securityContext', 'runAsNonRoot'], undefined],
      [[...context, 'runAsNonRoot'], true],
    ],
    [
      [['spec', 'securityContext', 'seccompProfile'], undefined],
      [[...context, 'seccompProfile'], { type: 'Localhost', localhostProfile: 'web.json' }],
    ],
    [
      [['spec', 'os'], { name: 'windows' }],
      [[...context, 'allowPrivilegeEscalation'], undefined],
      [[...context, 'capabilities'], undefined],
      [['spec', 'securityContext', 'seccompProfile'], undefined],
    ],
    [
      [
        ['spec', 'volumes'],
        [
          { name: 'a', emptyDir: {} },
          { name: 'b', projected: { sources: [] } },
        ],
      ],
    ],
  ];

  test.each(allowedAtRestricted.map(changes => [changes]))('the level restricted allows %j', changes => {
    expect(saidOf(podSecurity, pod('restricted', ...changes))).toEqual([]);
  });

  test.each([
    ['privileged', 'the namespace enforces "privileged"'],
    ['restrictd', 'the namespace enforces "restrictd"'],
  ])('a namespace that enforces %s is found', (level, message) => {
    expect(saidOf(podSecurity, pod(level))).toEqual([
      `Namespace/shop $.metadata.labels["pod-security.kubernetes.io/enforce"]: ${message}`,
    ]);
  });

  test('a real namespace without the label is found, and its pods are held to the level restricted', () => {
    const model = withPlants(
      [DEV, 'Namespace/fablink-dev', ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'], undefined],
      [DEV, BACKEND, [...MAIN, 'securityContext', 'capabilities', 'drop'], undefined],
    );
    expect(said(podSecurity, model)).toEqual([
      'Namespace/fablink-dev $.metadata.labels["pod-security.kubernetes.io/enforce"]: the namespace enforces no Pod Security Standard',
      ...PRIVILEGED,
      'Deployment/fablink-dev/fablink-backend $.spec.template.spec.containers[0].securityContext.capabilities.drop: container fablink-backend keeps capabilities: it drops none (Capabilities, level restricted)',
    ]);
  });
});
