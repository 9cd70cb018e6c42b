import { BACKEND, CONTAINER, inContainer, inPod, POD, SCALED, violation, type Violation } from './violation';

/** What Pod Security's `restricted` forbids. */
const security: readonly Violation[] = [
  inContainer('pod-security', 'A container is privileged.', ['securityContext', 'privileged'], true),
  inContainer(
    'pod-security',
    'A container may gain privileges.',
    ['securityContext', 'allowPrivilegeEscalation'],
    true,
  ),
  inContainer('pod-security', 'A container keeps its capabilities.', ['securityContext', 'capabilities'], undefined),
  inContainer(
    'pod-security',
    'A container adds a capability.',
    ['securityContext', 'capabilities', 'add'],
    ['NET_ADMIN'],
  ),
  inContainer('pod-security', 'A container mounts the whole of /proc.', ['securityContext', 'procMount'], 'Unmasked'),
  inContainer('pod-security', 'A container opens a port of the node.', ['ports', 0, 'hostPort'], 8000),
  inPod('pod-security', 'A pod lives in the network of the node.', ['hostNetwork'], true),
  inPod('pod-security', 'A pod sees the processes of the node.', ['hostPID'], true),
  inPod('pod-security', 'A pod runs as root.', ['securityContext', 'runAsUser'], 0),
  inPod('pod-security', 'A pod may run as root.', ['securityContext', 'runAsNonRoot'], undefined),
  inPod('pod-security', 'A pod has no seccomp profile.', ['securityContext', 'seccompProfile'], undefined),
  inPod('pod-security', 'A pod mounts a folder of the node.', ['volumes', 0], { name: 'tmp', hostPath: { path: '/' } }),
  inPod(
    'pod-security',
    'A pod sets a parameter of the kernel.',
    ['securityContext', 'sysctls'],
    [{ name: 'kernel.msgmax', value: '65536' }],
  ),
  inPod('pod-security', 'A pod has a SELinux type of its own.', ['securityContext', 'seLinuxOptions'], {
    type: 'spc_t',
  }),
];

/** What we ask of pods beyond that. */
const habits: readonly Violation[] = [
  inContainer(
    'read-only-root',
    'A container may write to its root.',
    ['securityContext', 'readOnlyRootFilesystem'],
    false,
  ),
  inContainer(
    'requests-and-limits',
    'A container has no limit of memory.',
    ['resources', 'limits', 'memory'],
    undefined,
  ),
  inContainer('requests-and-limits', 'A container says nothing about what it needs.', ['resources'], undefined),
  inContainer('probes', 'A service has no readiness probe.', ['readinessProbe'], undefined),
  inContainer(
    'probe-port',
    'A probe asks at a port that has no such name.',
    ['readinessProbe', 'httpGet', 'port'],
    'web',
  ),
  inPod('pod-defaults', 'A pod gets a token that it does not need.', ['automountServiceAccountToken'], true),
  inContainer('image-pinned', 'An image is whatever is latest.', ['image'], 'public.ecr.aws/nginx/nginx:latest'),
  inContainer('image-registry', 'An image comes from anywhere.', ['image'], 'docker.io/somebody/backend:1.0.0'),
  inContainer('pull-policy', 'An image is pulled each time.', ['imagePullPolicy'], 'Always'),
  inContainer('graceful-shutdown', 'A service stops at once.', ['lifecycle'], undefined),
  violation('spread', SCALED, 'The pods of a service may all share a node.', [
    [...POD, 'topologySpreadConstraints'],
    undefined,
  ]),
];

/** How many pods, and how much they take. */
const amounts: readonly Violation[] = [
  violation('quota-exact', BACKEND, 'A container takes more than the LimitRange allows.', [
    [...CONTAINER, 'resources', 'limits'],
    { cpu: '4', memory: '2Gi' },
  ]),
  violation('quota-exact', BACKEND, 'A pod takes more than the quota has.', [
    [...CONTAINER, 'resources'],
    { requests: { cpu: '100m', memory: '64Gi' }, limits: { cpu: '100m', memory: '64Gi' } },
  ]),
  violation('quota-exact', 'ResourceQuota/quota', 'A quota allows no pod.', [['spec', 'hard', 'pods'], '0']),
  violation('autoscaler-bounds', 'HorizontalPodAutoscaler/fablink-backend', 'At least more pods than at most.', [
    ['spec', 'minReplicas'],
    40,
  ]),
  violation('replicas-owned', SCALED, 'A Deployment and its autoscaler both set replicas.', [['spec', 'replicas'], 2]),
  violation('disruption-budget', 'PodDisruptionBudget/fablink-backend', 'A budget allows no pod to leave.', [
    ['spec', 'maxUnavailable'],
    0,
  ]),
  violation('update-and-budget', SCALED, 'All pods are replaced at once.', [
    ['spec', 'strategy'],
    { type: 'Recreate' },
  ]),
  violation('rolling-update', BACKEND, 'An update may neither add nor remove a pod.', [
    ['spec', 'strategy', 'rollingUpdate'],
    { maxSurge: 0, maxUnavailable: 0 },
  ]),
];

/** What concerns pods and their number. */
export const ofPods: readonly Violation[] = [...security, ...habits, ...amounts];
