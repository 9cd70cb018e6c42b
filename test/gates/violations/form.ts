import { BACKEND, inContainer, inPod, violation, type Violation } from './violation';

const CONFIG = 'ConfigMap/fablink-backend-config';
const CRON = 'CronJob/drill-backup';
const SERVICE = 'Service/fablink-backend';
const POLICY = 'NetworkPolicy/fablink-backend';
const AUTOSCALER = 'HorizontalPodAutoscaler/fablink-backend';

/** Objects that are not what their schema says. */
const schemas: readonly Violation[] = [
  violation('schema-kubernetes', BACKEND, 'A number of replicas is a word.', [['spec', 'replicas'], 'three']),
  violation('schema-kubernetes', BACKEND, 'A field is misspelt.', [['spec', 'replica'], 2]),
  inContainer('schema-kubernetes', 'An amount of CPU is no quantity.', ['resources', 'limits', 'cpu'], '5oom'),
  inContainer('schema-kubernetes', 'A container has no name.', ['name'], undefined),
  inContainer('schema-kubernetes', 'A command is a text, not a list.', ['command'], 'sleep 30'),
  inContainer('schema-kubernetes', 'An environment variable is a number.', ['env'], [{ name: 'A', value: 1 }]),
  inContainer('schema-kubernetes', 'A protocol does not exist.', ['ports', 0, 'protocol'], 'HTTP'),
  violation('schema-kubernetes', BACKEND, 'A label is a number.', [['metadata', 'labels', 'version'], 2]),
  violation('schema-kubernetes', CONFIG, 'A value of a ConfigMap is a number.', [['data', 'PORT'], 8000]),
  violation('schema-kubernetes', SERVICE, 'A port of a Service has no number.', [
    ['spec', 'ports', 0, 'port'],
    undefined,
  ]),
  violation('schema-kubernetes', SERVICE, 'A type of Service does not exist.', [['spec', 'type'], 'Internal']),
  violation('schema-kubernetes', 'Ingress/fablink-backend', 'A path of an Ingress has no type.', [
    ['spec', 'rules', 0, 'http', 'paths', 0, 'pathType'],
    undefined,
  ]),
  violation('schema-crd', 'ExternalSecret/fablink-backend-secrets', 'A field of a custom resource is misspelt.', [
    ['spec', 'refreshIntervall'],
    '1h',
  ]),
  violation('schema-crd', 'ExternalSecret/fablink-backend-secrets', 'A word is none of the allowed ones.', [
    ['spec', 'target', 'creationPolicy'],
    'Sometimes',
  ]),
  violation('schema-crd', 'SecretStore/secrets', 'A required field of a custom resource is missing.', [
    ['spec', 'provider', 'aws', 'region'],
    undefined,
  ]),
  violation('schema-crd', 'Table/fablink-prod-sessions', 'A switch of a custom resource is a text.', [
    ['spec', 'deletionProtectionEnabled'],
    'yes',
  ]),
  violation('schema-crd', 'TargetGroupBinding/fablink-backend', 'A target type does not exist.', [
    ['spec', 'targetType'],
    'pod',
  ]),
  violation('schema-crd', 'Application/fablink-app', 'A URL is spelt repoUrl.', [
    ['spec', 'source', 'repoUrl'],
    'https://git.example.com/platform/garam.git',
  ]),
  violation('api-served', BACKEND, 'A version of an API is gone.', [['apiVersion'], 'apps/v1beta1']),
  violation('api-served', AUTOSCALER, 'An API version was removed.', [['apiVersion'], 'autoscaling/v2beta2']),
  violation('schema-crd', 'ExternalSecret/fablink-backend-secrets', 'A version of a CRD is not served.', [
    ['apiVersion'],
    'external-secrets.io/v1alpha1',
  ]),
  violation('namespace-scope', BACKEND, 'An object has no namespace.', [['metadata', 'namespace'], undefined]),
  violation('namespace-scope', 'PriorityClass/fablink-job', 'An object of the whole cluster has a namespace.', [
    ['metadata', 'namespace'],
    'fablink-prod',
  ]),
  violation('spec-present', BACKEND, 'A Deployment has no spec.', [['spec'], undefined]),
  violation('spec-present', 'NetworkPolicy/default-deny', 'A policy has no spec.', [['spec'], undefined]),
];

const port = (name: string, containerPort: number) => ({ name, containerPort, protocol: 'TCP' });

/** Lists that hold a key twice. */
const lists: readonly Violation[] = [
  inContainer(
    'list-key-unique',
    'A variable is set twice.',
    ['env'],
    [
      { name: 'A', value: '1' },
      { name: 'A', value: '2' },
    ],
  ),
  inContainer('list-key-unique', 'A port is opened twice.', ['ports', 1], port('again', 8000)),
  inContainer('list-key-unique', 'Two volumes are mounted at one path.', ['volumeMounts', 1], {
    name: 'tmp',
    mountPath: '/tmp',
  }),
  inPod('list-key-unique', 'Two volumes have one name.', ['volumes', 1], { name: 'tmp', emptyDir: {} }),
  violation('list-key-unique', SERVICE, 'A Service has a port twice.', [
    ['spec', 'ports', 1],
    { name: 'again', port: 8000, protocol: 'TCP' },
  ]),
  inContainer('entry-unique', 'Two ports of a container have one name.', ['ports', 1], port('http', 8001)),
];

/** Names, keys and values that have not the form they must have. */
const names: readonly Violation[] = [
  violation('name-form', BACKEND, 'A name has a capital letter.', [['metadata', 'name'], 'Fablink-Backend']),
  violation('name-form', CONFIG, 'A name has an underscore.', [['metadata', 'name'], 'fablink_config']),
  violation('name-form', SERVICE, 'The name of a Service starts with a digit.', [['metadata', 'name'], '1-backend']),
  violation('name-form', CRON, 'The name of a CronJob is too long for its Jobs.', [
    ['metadata', 'name'],
    'a'.repeat(53),
  ]),
  inContainer('name-form', 'The name of a container has a dot.', ['name'], 'fablink.backend'),
  inContainer(
    'name-form',
    'The name of a port is longer than 15 characters.',
    ['ports', 0, 'name'],
    'http-for-everybody',
  ),
  inPod('name-form', 'The name of a volume has a capital letter.', ['volumes', 0, 'name'], 'Tmp'),
  violation('name-form', CONFIG, 'The key of a ConfigMap has a blank.', [['data', 'LOG LEVEL'], 'INFO']),
  violation('name-form', SERVICE, 'The name of a target port is too long.', [
    ['spec', 'ports', 0, 'targetPort'],
    'http-for-everybody',
  ]),
  violation('label-form', BACKEND, 'The value of a label has a blank.', [['metadata', 'labels', 'owner'], 'team one']),
  violation('label-form', BACKEND, 'The key of a label ends with a slash.', [['metadata', 'labels', 'team/'], 'one']),
  violation('label-form', BACKEND, 'The key of an annotation has a blank.', [['metadata', 'annotations', 'a b'], '']),
  violation('label-form', CONFIG, 'Annotations hold more than 256 KiB.', [
    ['metadata', 'annotations', 'garam.dev/long'],
    'x'.repeat(262145),
  ]),
  violation('label-form', POLICY, 'A selector asks for an impossible label.', [
    ['spec', 'podSelector', 'matchLabels', 'app'],
    'fablink backend',
  ]),
  inContainer('env-name', 'The name of a variable starts with a digit.', ['env'], [{ name: '1A', value: '' }]),
  inContainer('env-name', 'The name of a variable has an equals sign.', ['env'], [{ name: 'A=B', value: '' }]),
];

/** Numbers and quantities out of their range. */
const ranges: readonly Violation[] = [
  inContainer('port-range', 'A container opens port 70000.', ['ports', 0, 'containerPort'], 70000),
  inContainer('port-range', 'A probe asks at port 0.', ['readinessProbe', 'httpGet', 'port'], 0),
  violation('port-range', SERVICE, 'A Service has port 0.', [['spec', 'ports', 0, 'port'], 0]),
  violation('port-range', SERVICE, 'A Service sends to port 70000.', [['spec', 'ports', 0, 'targetPort'], 70000]),
  violation('port-range', POLICY, 'A policy opens port 70000.', [['spec', 'egress', 0, 'ports', 0, 'port'], 70000]),
  violation('count-range', BACKEND, 'A Deployment has less than no pods.', [['spec', 'replicas'], -1]),
  violation('count-range', BACKEND, 'A deadline is not after the start.', [['spec', 'progressDeadlineSeconds'], 0]),
  violation('count-range', BACKEND, 'More than all pods may be missing.', [
    ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable'],
    '150%',
  ]),
  violation('count-range', AUTOSCALER, 'An autoscaler may have no pod at most.', [['spec', 'maxReplicas'], 0]),
  violation('count-range', CRON, 'A limit of history is negative.', [['spec', 'failedJobsHistoryLimit'], -1]),
  violation('count-range', 'PodDisruptionBudget/fablink-backend', 'A budget is negative.', [
    ['spec', 'maxUnavailable'],
    -1,
  ]),
  inContainer('count-range', 'A probe may never fail.', ['livenessProbe', 'failureThreshold'], 0),
  inPod('count-range', 'A pod ends before it begins.', ['terminationGracePeriodSeconds'], -1),
  inPod('count-range', 'A user has a negative number.', ['securityContext', 'runAsUser'], -1),
  violation('quota-quantity', 'ResourceQuota/quota', 'A quota is negative.', [['spec', 'hard', 'pods'], '-1']),
  violation('quota-quantity', 'LimitRange/limits', 'The least that is allowed is more than the most.', [
    ['spec', 'limits', 0, 'min'],
    { cpu: '2000m' },
  ]),
  inContainer('resource-limit', 'More is requested than is allowed.', ['resources', 'requests', 'cpu'], '1500m'),
  inContainer('resource-limit', 'A negative amount is requested.', ['resources', 'requests', 'cpu'], '-1'),
  inContainer('resource-limit', 'A resource does not exist.', ['resources', 'limits', 'gpu'], '1'),
  inPod('containers-present', 'A pod has no container.', ['containers'], []),
  inPod('restart-policy', 'A Deployment never restarts its pods.', ['restartPolicy'], 'Never'),
  violation('restart-policy', CRON, 'A Job restarts what has ended.', [
    ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'restartPolicy'],
    'Always',
  ]),
  inContainer('volume-mount', 'A mount names no volume of the pod.', ['volumeMounts', 0, 'name'], 'temp'),
  inContainer('volume-mount', 'A path of a mount leaves the volume.', ['volumeMounts', 0, 'subPath'], '../etc'),
  violation('cron-schedule', CRON, 'A schedule has six fields.', [['spec', 'schedule'], '0 0 0 1 1 *']),
  violation('cron-schedule', CRON, 'A schedule names minute 60.', [['spec', 'schedule'], '60 0 * * *']),
  violation('object-size', CONFIG, 'A ConfigMap holds more than 1 MiB.', [['data', 'LONG'], 'x'.repeat(1048577)]),
];

/** Choices, words and lists that the schemas leave open. */
const choices: readonly Violation[] = [
  inContainer('one-source', 'Variables come from nowhere.', ['envFrom', 0], {}),
  inContainer('one-source', 'A probe asks in two ways.', ['readinessProbe', 'tcpSocket'], { port: 'http' }),
  inContainer(
    'one-source',
    'A variable has a value and a source.',
    ['env'],
    [{ name: 'A', value: '1', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
  ),
  inPod('one-source', 'A volume has two sources.', ['volumes', 0, 'configMap'], { name: 'fablink-backend-config' }),
  inPod(
    'label-form',
    'A spread looks at an impossible label.',
    ['topologySpreadConstraints', 0, 'matchLabelKeys'],
    ['a b'],
  ),
  inPod('count-range', 'A group has a number beyond 31 bits.', ['securityContext', 'fsGroup'], 2 ** 40),
  inContainer('containers-present', 'A container has no image.', ['image'], undefined),
  violation('entry-unique', 'NetworkPolicy/default-deny', 'A policy names a direction three times.', [
    ['spec', 'policyTypes'],
    ['Ingress', 'Egress', 'Ingress'],
  ]),
  violation('entry-unique', 'LimitRange/limits', 'Containers are limited twice.', [
    ['spec', 'limits', 1],
    { type: 'Container', max: { cpu: '1' } },
  ]),
  violation('known-word', 'LimitRange/limits', 'Something is limited that cannot be written.', [
    ['spec', 'limits', 0, 'type'],
    'every container',
  ]),
  violation('known-word', 'Namespace/fablink-prod', 'A level of Pod Security does not exist.', [
    ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'],
    'strict',
  ]),
  violation('part-present', SERVICE, 'A Service has no port.', [['spec', 'ports'], undefined]),
  violation('provisioner-form', 'StorageClass/tripgen-dev-postgresql', 'A provisioner is no name.', [
    ['provisioner'],
    'Not a name!',
  ]),
  violation('ingress-form', 'Ingress/fablink-backend', 'An Ingress has no rule.', [['spec', 'rules'], undefined]),
  violation('ingress-form', 'Ingress/fablink-backend', 'A path does not start with a slash.', [
    ['spec', 'rules', 0, 'http', 'paths', 0, 'path'],
    'orders',
  ]),
  violation('ingress-form', 'Ingress/fablink-backend', 'A path leads nowhere.', [
    ['spec', 'rules', 0, 'http', 'paths', 0, 'backend'],
    {},
  ]),
  violation('autoscaler-form', AUTOSCALER, 'A metric says another type than it has.', [
    ['spec', 'metrics', 0, 'type'],
    'Pods',
  ]),
  violation('autoscaler-form', AUTOSCALER, 'A metric has no target.', [
    ['spec', 'metrics', 0, 'resource', 'target'],
    { type: 'Utilization' },
  ]),
  violation('autoscaler-form', AUTOSCALER, 'A policy is chosen by a word that does not exist.', [
    ['spec', 'behavior', 'scaleDown', 'selectPolicy'],
    'Average',
  ]),
  violation('autoscaler-form', AUTOSCALER, 'A period is longer than half an hour.', [
    ['spec', 'behavior', 'scaleDown', 'policies', 0, 'periodSeconds'],
    3600,
  ]),
];

/** What concerns one object's form. */
export const ofForm: readonly Violation[] = [...schemas, ...lists, ...names, ...ranges, ...choices];
