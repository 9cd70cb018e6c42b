import type { KubeObject, Model } from '../../src/model';
import { schemaRules } from '../../src/gates/schema';
import { kindRules } from '../../src/gates/schema/kinds';
import { clusterOf, declaredAt, environmentOf, modelOf } from './model-of';
import { validObjects, withValue } from './schema-objects';

/** `code path: message; expected` of everything the rules find. */
function found(model: Model): readonly string[] {
  return schemaRules.flatMap(rule =>
    rule
      .check(model)
      .map(({ code, where, message, expected }) => `${code} ${where.path ?? ''}: ${message}; ${expected}`),
  );
}

const container = ['spec', 'template', 'spec', 'containers', 0];
const duplicateEnv = [
  { name: 'A', value: '1' },
  { name: 'A', value: '2' },
];

/** What is planted: object, keys of the place, value, and how the only finding starts and what it contains. */
type Planted = readonly [
  object: string,
  keys: readonly (string | number)[],
  value: unknown,
  code: string,
  path: string,
  says: string,
];

const planted: readonly Planted[] = [
  [
    'deployment',
    [...container, 'imagePullPolicy'],
    'Sometimes',
    'schema-kubernetes',
    '$.spec.template.spec.containers[0].imagePullPolicy',
    'one of Always, IfNotPresent, Never',
  ],
  [
    'deployment',
    [...container, 'imagePulPolicy'],
    'Always',
    'schema-kubernetes',
    '$.spec.template.spec.containers[0].imagePulPolicy',
    'found unknown field "imagePulPolicy" (Kubernetes 1.30 and 1.36); "imagePullPolicy"',
  ],
  [
    'deployment',
    ['spec', 'replicas'],
    'three',
    'schema-kubernetes',
    '$.spec.replicas',
    'found "three" (Kubernetes 1.30 and 1.36); a whole number of 32 bits',
  ],
  [
    'deployment',
    [...container, 'resources', 'limits', 'cpu'],
    '5oom',
    'schema-kubernetes',
    '$.spec.template.spec.containers[0].resources.limits.cpu',
    'found "5oom" (Kubernetes 1.30 and 1.36); a quantity (500m, 1Gi)',
  ],
  ['deployment', ['spec', 'selector'], undefined, 'schema-kubernetes', '$.spec', 'found no field "selector"'],
  ['deployment', ['status'], {}, 'schema-kubernetes', '$.status', 'found unknown field "status"'],
  ['deployment', ['metadata', 'labels', 'tier'], 5, 'schema-kubernetes', '$.metadata.labels.tier', 'found 5'],
  [
    'deployment',
    [...container, 'ports', 0, 'containerPort'],
    80.5,
    'schema-kubernetes',
    '$.spec.template.spec.containers[0].ports[0].containerPort',
    'found 80.5',
  ],
  [
    'deployment',
    ['spec', 'template', 'spec', 'hostUsers'],
    null,
    'schema-kubernetes',
    '$.spec.template.spec.hostUsers',
    'found null',
  ],
  [
    'ingress',
    ['spec', 'rules', 0, 'http', 'paths', 0, 'pathType'],
    undefined,
    'schema-kubernetes',
    '$.spec.rules[0].http.paths[0]',
    'found no field "pathType"',
  ],
  ['quota', ['spec', 'hard', 'pods'], 'many', 'schema-kubernetes', '$.spec.hard.pods', 'a quantity'],
  [
    'application',
    ['spec', 'source', 'repoUrl'],
    'https://git.example.com',
    'schema-crd',
    '$.spec.source.repoUrl',
    '"repoURL"',
  ],
  ['application', ['kind'], 'Aplication', 'schema-crd', '', 'argoproj.io/v1alpha1 Application'],
  ['application', ['apiVersion'], 'example.com/v1', 'schema-crd', '', 'which no CRD in crds/ defines'],
  [
    'externalSecret',
    ['spec', 'data', 0, 'remoteRef', 'conversionStrategy'],
    'Defualt',
    'schema-crd',
    '$.spec.data[0].remoteRef.conversionStrategy',
    'one of Default, Unicode',
  ],
  [
    'budget',
    ['apiVersion'],
    'policy/v1beta1',
    'api-served',
    '$.apiVersion',
    'which Kubernetes 1.30, 1.36 does not serve; policy/v1 PodDisruptionBudget',
  ],
  ['configMap', ['metadata', 'namespace'], undefined, 'namespace-scope', '$.metadata.namespace', 'found no namespace'],
  [
    'namespace',
    ['metadata', 'namespace'],
    'shop',
    'namespace-scope',
    '$.metadata.namespace',
    'none: a Namespace belongs to the whole cluster',
  ],
  [
    'application',
    ['metadata', 'namespace'],
    undefined,
    'namespace-scope',
    '$.metadata.namespace',
    'found no namespace',
  ],
  [
    'deployment',
    [...container, 'env'],
    duplicateEnv,
    'list-key-unique',
    '$.spec.template.spec.containers[0].env[1]',
    'found name "A" a second time, after entry 0',
  ],
  [
    'service',
    ['spec', 'ports', 1],
    { name: 'again', port: 80, protocol: 'TCP' },
    'list-key-unique',
    '$.spec.ports[1]',
    'port 80, protocol "TCP" a second time',
  ],
  [
    'deployment',
    ['metadata', 'finalizers'],
    ['example.com/a', 'example.com/a'],
    'list-key-unique',
    '$.metadata.finalizers[1]',
    'found "example.com/a" a second time',
  ],
  ['deployment', ['spec'], undefined, 'spec-present', '$.spec', 'the spec of the Deployment'],
  ['deployment', ['metadata', 'name'], 'Shop', 'name-form', '$.metadata.name', 'found "Shop" as a name'],
  ['service', ['metadata', 'name'], '1-shop', 'name-form', '$.metadata.name', 'a letter first'],
  ['cronJob', ['metadata', 'name'], 'x'.repeat(53), 'name-form', '$.metadata.name', 'at most 52'],
  ['role', ['metadata', 'name'], 'a/b', 'name-form', '$.metadata.name', "a text without '/'"],
  ['deployment', ['metadata', 'namespace'], 'shop.one', 'name-form', '$.metadata.namespace', 'as a namespace'],
  [
    'deployment',
    [...container, 'name'],
    'main_one',
    'name-form',
    '$.spec.template.spec.containers[0].name',
    'as the name of a container',
  ],
  [
    'deployment',
    [...container, 'ports', 0, 'name'],
    'a-very-long-port-name',
    'name-form',
    '$.spec.template.spec.containers[0].ports[0].name',
    'at most 15',
  ],
  ['configMap', ['data', 'a/b'], 'x', 'name-form', '$.data["a/b"]', 'as a key'],
  [
    'deployment',
    ['metadata', 'labels', 'version'],
    'x'.repeat(64),
    'label-form',
    '$.metadata.labels.version',
    'at most 63',
  ],
  [
    'deployment',
    ['spec', 'template', 'metadata', 'labels', 'a/b/c'],
    'x',
    'label-form',
    '$.spec.template.metadata.labels["a/b/c"]',
    'found the label key',
  ],
  [
    'service',
    ['spec', 'selector', 'tier'],
    '-app',
    'label-form',
    '$.spec.selector.tier',
    'found the label value "-app"',
  ],
  [
    'configMap',
    ['metadata', 'annotations'],
    { 'a b': 'x' },
    'label-form',
    '$.metadata.annotations["a b"]',
    'found the annotation key',
  ],
  [
    'configMap',
    ['metadata', 'annotations'],
    { a: 'x'.repeat(300000) },
    'label-form',
    '$.metadata.annotations',
    'at most 262144 bytes',
  ],
  [
    'networkPolicy',
    ['spec', 'podSelector', 'matchLabels', 'tier'],
    'a b',
    'label-form',
    '$.spec.podSelector.matchLabels.tier',
    'found the label value "a b"',
  ],
  ['service', ['spec', 'ports', 0, 'port'], 70000, 'port-range', '$.spec.ports[0].port', 'found the port 70000'],
  [
    'ingress',
    ['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service', 'port', 'number'],
    0,
    'port-range',
    '$.spec.rules[0].http.paths[0].backend.service.port.number',
    'a port of 1 to 65535',
  ],
  [
    'networkPolicy',
    ['spec', 'egress', 0, 'ports', 0, 'endPort'],
    65536,
    'port-range',
    '$.spec.egress[0].ports[0].endPort',
    'found the port 65536',
  ],
  ['deployment', ['spec', 'replicas'], -1, 'count-range', '$.spec.replicas', 'found replicas -1'],
  [
    'deployment',
    ['spec', 'strategy', 'rollingUpdate', 'maxSurge'],
    '25',
    'count-range',
    '$.spec.strategy.rollingUpdate.maxSurge',
    'a percentage',
  ],
  [
    'deployment',
    [...container, 'readinessProbe', 'periodSeconds'],
    0,
    'count-range',
    '$.spec.template.spec.containers[0].readinessProbe.periodSeconds',
    'from 1 on',
  ],
  ['autoscaler', ['spec', 'maxReplicas'], 0, 'count-range', '$.spec.maxReplicas', 'from 1 on'],
  [
    'quota',
    ['spec', 'hard', 'request.cpu'],
    '1',
    'quota-quantity',
    '$.spec.hard["request.cpu"]',
    'found the resource "request.cpu"',
  ],
  ['quota', ['spec', 'hard', 'pods'], '1500m', 'quota-quantity', '$.spec.hard.pods', 'a whole number'],
  [
    'limitRange',
    ['spec', 'limits', 0, 'default', 'cpu'],
    '4',
    'quota-quantity',
    '$.spec.limits[0].max.cpu',
    'less than default (4)',
  ],
  [
    'deployment',
    [...container, 'resources', 'requests', 'cpu'],
    '1',
    'resource-limit',
    '$.spec.template.spec.containers[0].resources.requests.cpu',
    'found a request of "1" above the limit of "500m"',
  ],
  [
    'deployment',
    [...container, 'resources', 'requests', 'memory'],
    '-1Mi',
    'resource-limit',
    '$.spec.template.spec.containers[0].resources.requests.memory',
    'from 0 on',
  ],
  [
    'deployment',
    [...container, 'resources', 'limits', 'memroy'],
    '1Gi',
    'resource-limit',
    '$.spec.template.spec.containers[0].resources.limits.memroy',
    'found the resource "memroy"',
  ],
  [
    'deployment',
    ['spec', 'template', 'spec', 'restartPolicy'],
    'Never',
    'restart-policy',
    '$.spec.template.spec.restartPolicy',
    'Always, or no restartPolicy',
  ],
  [
    'job',
    ['spec', 'template', 'spec', 'restartPolicy'],
    undefined,
    'restart-policy',
    '$.spec.template.spec.restartPolicy',
    'found no restartPolicy, which means Always',
  ],
  [
    'cronJob',
    ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'restartPolicy'],
    'Always',
    'restart-policy',
    '$.spec.jobTemplate.spec.template.spec.restartPolicy',
    'OnFailure or Never',
  ],
  [
    'deployment',
    [...container, 'env', 0, 'name'],
    '1ST',
    'env-name',
    '$.spec.template.spec.containers[0].env[0].name',
    'no digit first',
  ],
  [
    'deployment',
    [...container, 'volumeMounts', 1],
    { name: 'cache', mountPath: '/c' },
    'volume-mount',
    '$.spec.template.spec.containers[0].volumeMounts[1].name',
    'found "cache", which no volume',
  ],
  [
    'deployment',
    ['spec', 'template', 'spec', 'volumes', 1],
    { name: 'rest', emptyDir: {} },
    'volume-mount',
    '$.spec.template.spec.volumes[1].name',
    'which no container mounts',
  ],
  [
    'statefulSet',
    [...container, 'volumeMounts', 1, 'name'],
    'tmp',
    'volume-mount',
    '$.spec.volumeClaimTemplates[0].metadata.name',
    'found the claim "data"',
  ],
  [
    'cronJob',
    ['spec', 'schedule'],
    '0 25 * * *',
    'cron-schedule',
    '$.spec.schedule',
    '"25" does not fit the hour (0 to 23)',
  ],
  ['cronJob', ['spec', 'schedule'], '0 3 * * 7', 'cron-schedule', '$.spec.schedule', 'the day of the week (0 to 6)'],
  ['cronJob', ['spec', 'schedule'], '0 3 * *', 'cron-schedule', '$.spec.schedule', 'it has 4 fields'],
  [
    'project',
    ['spec', 'syncWindows', 0, 'schedule'],
    '*/0 * * * *',
    'cron-schedule',
    '$.spec.syncWindows[0].schedule',
    'no positive number',
  ],
];

describe('the rules about single objects', () => {
  it('are silent about objects that an API server accepts', () => {
    expect(found(modelOf(Object.values(validObjects())))).toEqual([]);
  });

  it.each(planted)('name what is wrong: %s %j %j', (name, keys, value, code, path, says) => {
    const object = withValue(validObjects()[name] as KubeObject, keys, value);
    const lines = found(modelOf([object]));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.startsWith(`${code} ${path}: `)).toBe(true);
    expect(lines[0]).toContain(says);
  });

  it('find a workload without containers', () => {
    const spec = { volumes: [], containers: [] };
    const object = withValue(validObjects().deployment as KubeObject, ['spec', 'template', 'spec'], spec);
    expect(found(modelOf([object]))).toEqual([
      'containers-present $.spec.template.spec.containers: found no container; at least one container',
    ]);
  });

  it('have each caught at least one planted mistake', () => {
    const caught = new Set([...planted.map(([, , , code]) => code), 'containers-present']);
    const elsewhere = new Set(kindRules.map(({ code }) => code)); // schema-kinds.test.ts
    const codes = schemaRules.map(rule => rule.code).filter(code => !elsewhere.has(code));
    expect(codes.filter(code => !caught.has(code))).toEqual([]);
  });

  it('leave labels alone that are not those of Kubernetes, such as an alert has', () => {
    const object = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'shop', namespace: 'shop' },
      spec: { groups: [{ name: 'shop', rules: [{ alert: 'Down', expr: 'up == 0', labels: { team: 'the shop!' } }] }] },
    };
    const rule = schemaRules.find(({ code }) => code === 'label-form');
    expect(rule?.check(modelOf([object]))).toEqual([]);
  });

  it('find a field that only one of the two versions knows, and name the version', () => {
    const keys = ['spec', 'template', 'spec', 'hostnameOverride'];
    const object = withValue(validObjects().deployment as KubeObject, keys, 'shop');
    expect(found(modelOf([object]))).toEqual([
      expect.stringContaining('found unknown field "hostnameOverride" (Kubernetes 1.30); '),
    ]);
    const newest = { environments: [environmentOf({ cluster: clusterOf({ kubernetes: '1.36' }) })] };
    expect(found(modelOf([object], newest))).toEqual([]);
  });

  it('find a kind of Kubernetes that Garam has no schema for', () => {
    const object = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'a', namespace: 'shop' } };
    expect(found(modelOf([object]))).toEqual([expect.stringContaining('schemas/ does not hold')]);
  });

  it('find an API that the next version removes', () => {
    const object = { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3', kind: 'FlowSchema', metadata: { name: 'a' } };
    const served = schemaRules.find(rule => rule.code === 'api-served');
    const [finding] = served?.check(modelOf([object])) ?? [];
    expect(finding?.message).toBe(
      'found flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema, which Kubernetes 1.36 does not serve',
    );
    expect(finding?.mend).toBe('write it as flowcontrol.apiserver.k8s.io/v1 FlowSchema');
  });

  it('say where: environment, object, file and the TypeScript line', () => {
    const object = withValue(validObjects().deployment as KubeObject, ['spec', 'replicas'], -1);
    const findings = schemaRules.flatMap(rule => rule.check(modelOf([object])));
    expect(findings.map(finding => finding.where)).toEqual([
      {
        environment: 'test',
        object: 'Deployment/shop/shop',
        path: '$.spec.replicas',
        file: 'dist/test/test-app/shop/Deployment.shop.yaml',
        source: declaredAt,
      },
    ]);
  });

  it('explain themselves in English and Korean', () => {
    for (const { text } of schemaRules) {
      expect(text.en.rule).toMatch(/\.$/);
      expect(text.ko.rule).toMatch(/[가-힣].*\.$/);
      expect(text.ko.reason).not.toBe(text.en.reason);
    }
  });
});
