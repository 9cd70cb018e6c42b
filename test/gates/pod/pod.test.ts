import { podRules } from '../../../src/gates/pod';
import { podDefaults } from '../../../src/gates/pod/pod-defaults';
import { probes } from '../../../src/gates/pod/probes';
import { readOnlyRoot } from '../../../src/gates/pod/read-only-root';
import { requestsAndLimits } from '../../../src/gates/pod/requests-and-limits';
import type { KubeObject, Rule } from '../../../src/model';
import { realModel } from '../../real-model';
import { said, withObjects, withPlants, type Plant } from '../pod-planting';

const DEV = 'fablink-dev';
const BACKEND = 'Deployment/fablink-backend';
const CHECK = 'Job/fablink-backend-check';
const POD = ['spec', 'template', 'spec'];
const MAIN = [...POD, 'containers', 0];
const SIDECAR = { name: 'log', restartPolicy: 'Always', image: 'a/b:1.0' };

test.each(podRules.map(rule => [rule.code, rule] as const))(
  '%s is silent about the real output, but for the objects that an exception names',
  (code, rule) => {
    const excepted = realModel().declarations.flatMap(each =>
      each.type === 'exception' && each.rule === code ? [each.object] : [],
    );
    const spoken = said(rule, realModel());
    expect(spoken.filter(text => !excepted.some(object => text.startsWith(`${object} `)))).toEqual([]);
    expect(excepted.filter(object => !spoken.some(text => text.startsWith(`${object} `)))).toEqual([]);
  },
);

const defects: readonly [code: string, rule: Rule, plant: Plant, said: string][] = [
  [
    'a missing limit',
    requestsAndLimits,
    [DEV, BACKEND, [...MAIN, 'resources', 'limits', 'memory'], undefined],
    '.containers[0].resources.limits.memory: container fablink-backend has no limit of memory',
  ],
  [
    'a missing request in a job',
    requestsAndLimits,
    [DEV, CHECK, [...MAIN, 'resources', 'requests', 'cpu'], undefined],
    '.containers[0].resources.requests.cpu: container fablink-backend-check has no request of cpu',
  ],
  [
    'a limit of zero',
    requestsAndLimits,
    [DEV, BACKEND, [...MAIN, 'resources', 'limits', 'cpu'], '0'],
    '.containers[0].resources.limits.cpu: container fablink-backend has "0" as its limit of cpu',
  ],
  [
    'a missing readiness probe',
    probes,
    [DEV, BACKEND, [...MAIN, 'readinessProbe'], undefined],
    '.containers[0].readinessProbe: container fablink-backend runs on and has no readinessProbe',
  ],
  [
    'a missing liveness probe',
    probes,
    [DEV, BACKEND, [...MAIN, 'livenessProbe'], undefined],
    '.containers[0].livenessProbe: container fablink-backend runs on and has no livenessProbe',
  ],
  [
    'a check that outlasts its period',
    probes,
    [DEV, BACKEND, [...MAIN, 'readinessProbe', 'timeoutSeconds'], 11],
    '.containers[0].readinessProbe.timeoutSeconds: readinessProbe of container fablink-backend waits 11 s for an answer and asks every 10 s',
  ],
  [
    'a liveness probe that acts before readiness',
    probes,
    [DEV, BACKEND, [...MAIN, 'livenessProbe', 'failureThreshold'], 1],
    '.containers[0].livenessProbe.failureThreshold: container fablink-backend is restarted after 10 s of failures, but taken out of service only after 30 s',
  ],
  [
    'an account of nobody',
    podDefaults,
    [DEV, BACKEND, [...POD, 'serviceAccountName'], undefined],
    '.serviceAccountName: the pods run as no account of their own, which means the ServiceAccount default',
  ],
  [
    'the account default',
    podDefaults,
    [DEV, CHECK, [...POD, 'serviceAccountName'], 'default'],
    '.serviceAccountName: the pods run as the ServiceAccount default',
  ],
  [
    'a token that nothing needs',
    podDefaults,
    [DEV, BACKEND, [...POD, 'automountServiceAccountToken'], true],
    '.automountServiceAccountToken: found true, and no RoleBinding names the account "fablink-backend"',
  ],
  [
    'a token by default',
    podDefaults,
    [DEV, BACKEND, [...POD, 'automountServiceAccountToken'], undefined],
    '.automountServiceAccountToken: found nothing, which means true, and no RoleBinding names the account "fablink-backend"',
  ],
  [
    'service links by default',
    podDefaults,
    [DEV, BACKEND, [...POD, 'enableServiceLinks'], undefined],
    '.enableServiceLinks: found nothing, which means true',
  ],
  [
    'no priority',
    podDefaults,
    [DEV, BACKEND, [...POD, 'priorityClassName'], undefined],
    '.priorityClassName: the pods have no priority',
  ],
  [
    'a root file system to write to',
    readOnlyRoot,
    [DEV, CHECK, [...MAIN, 'securityContext', 'readOnlyRootFilesystem'], false],
    '.containers[0].securityContext.readOnlyRootFilesystem: container fablink-backend-check may write anywhere: readOnlyRootFilesystem is false',
  ],
  [
    'no security context at all',
    readOnlyRoot,
    [DEV, BACKEND, [...MAIN, 'securityContext'], undefined],
    '.containers[0].securityContext.readOnlyRootFilesystem: container fablink-backend may write anywhere: readOnlyRootFilesystem is not set',
  ],
];

test.each(defects)('%s is found in real output', (_, rule, plant, message) => {
  const [, object] = plant;
  const [kind = '', name = ''] = object.split('/');
  expect(said(rule, withPlants(plant))).toEqual([`${kind}/fablink-dev/${name} $.spec.template.spec${message}`]);
});

test('an init container without requests and limits is found four times', () => {
  const model = withPlants([DEV, BACKEND, [...POD, 'initContainers'], [{ name: 'init' }]]);
  expect(said(requestsAndLimits, model)).toHaveLength(4);
});

test('an init container that ends needs no probes, one that keeps running does', () => {
  const ends = withPlants([DEV, BACKEND, [...POD, 'initContainers'], [{ name: 'init' }]]);
  expect(said(probes, ends)).toEqual([]);
  const stays = withPlants([DEV, BACKEND, [...POD, 'initContainers'], [SIDECAR]]);
  expect(said(probes, stays)).toEqual([
    'Deployment/fablink-dev/fablink-backend $.spec.template.spec.initContainers[0].livenessProbe: container log runs on and has no livenessProbe',
    'Deployment/fablink-dev/fablink-backend $.spec.template.spec.initContainers[0].readinessProbe: container log runs on and has no readinessProbe',
  ]);
});

test('a job needs no probes', () => {
  const model = withPlants([DEV, CHECK, [...MAIN, 'livenessProbe'], undefined]);
  expect(said(probes, model)).toEqual([]);
});

test('a token is allowed where a RoleBinding gives the account rights', () => {
  const binding: KubeObject = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'backend', namespace: 'fablink-dev' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'backend' },
    subjects: [{ kind: 'ServiceAccount', name: 'fablink-backend' }],
  };
  const token = withPlants([DEV, BACKEND, [...POD, 'automountServiceAccountToken'], true]);
  const bound = withObjects(DEV, binding).manifests.filter(({ object }) => object === binding);
  expect(said(podDefaults, { ...token, manifests: [...token.manifests, ...bound] })).toEqual([]);
});
