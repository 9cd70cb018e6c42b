import { labelForm } from '../../../src/gates/schema/fields/label-form';
import { schemaRules } from '../../../src/gates/schema';
import { kindRules } from '../../../src/gates/schema/kinds';
import { partPresent } from '../../../src/gates/schema/kinds/part-present';
import { withPlants } from '../pod-planting';

type Steps = readonly (string | number)[];

const container: Steps = ['spec', 'template', 'spec', 'containers', 0];
const path: Steps = ['spec', 'rules', 0, 'http', 'paths', 0];
const scaleDown: Steps = ['spec', 'behavior', 'scaleDown'];
const drill: Steps = ['spec', 'jobTemplate', 'spec', 'template', 'spec'];
const WORKLOAD = 'Rollout/fablink-backend';
const INGRESS = 'Ingress/fablink-backend';
const AUTOSCALER = 'HorizontalPodAutoscaler/fablink-backend';
const LIMITS = 'LimitRange/limits';
const CLAIM = 'PersistentVolumeClaim/shared-logs';
const VOLUME = 'PersistentVolume/backend-shared-logs';
const claimOfSet: Steps = ['spec', 'volumeClaimTemplates', 0, 'spec', 'resources'];

/** What is planted (object, steps, value), and the rule and the place that it must be found by. */
const planted: readonly (readonly [object: string, steps: Steps, value: unknown, code: string, at: string])[] = [
  [WORKLOAD, [...container, 'envFrom', 0], {}, 'one-source', 'containers[0].envFrom[0]'],
  [WORKLOAD, [...container, 'readinessProbe', 'httpGet'], undefined, 'one-source', 'containers[0].readinessProbe'],
  [WORKLOAD, [...container, 'env'], [{ name: 'A', valueFrom: {} }], 'one-source', 'env[0].valueFrom'],
  [
    WORKLOAD,
    [...container, 'env'],
    [{ name: 'A', value: '1', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
    'one-source',
    'env[0].valueFrom',
  ],
  [WORKLOAD, ['spec', 'template', 'spec', 'volumes', 0, 'emptyDir'], undefined, 'one-source', 'volumes[0]'],
  [
    WORKLOAD,
    [...container, 'ports', 1],
    { name: 'http', containerPort: 1, protocol: 'TCP' },
    'entry-unique',
    'ports[1].name',
  ],
  [LIMITS, ['spec', 'limits', 1], { type: 'Container' }, 'entry-unique', '$.spec.limits[1].type'],
  ['Service/fablink-backend', ['spec', 'ports', 1], { name: 'http', port: 1 }, 'entry-unique', '$.spec.ports[1].name'],
  ['Service/fablink-backend', ['spec', 'ports'], undefined, 'part-present', '$.spec.ports'],
  ['Service/fablink-backend', ['spec', 'ports'], [], 'part-present', '$.spec.ports'],
  [
    'ClusterRole/monitoring-kube-state-metrics',
    ['rules', 0, 'resources'],
    undefined,
    'part-present',
    '$.rules[0].resources',
  ],
  ['ClusterRole/monitoring-kube-state-metrics', ['rules', 0, 'apiGroups'], [], 'part-present', '$.rules[0].apiGroups'],
  ['NetworkPolicy/default-deny', ['spec', 'policyTypes', 2], 'Egress', 'entry-unique', '$.spec.policyTypes[2]'],
  [LIMITS, ['spec', 'limits', 0, 'type'], 'Containers', 'known-word', '$.spec.limits[0].type'],
  [
    'Namespace/fablink-prod',
    ['metadata', 'labels', 'pod-security.kubernetes.io/warn'],
    'strict',
    'known-word',
    '["pod-security.kubernetes.io/warn"]',
  ],
  [INGRESS, ['spec', 'rules'], [], 'ingress-form', '$.spec.rules'],
  [INGRESS, ['spec', 'rules', 0, 'http', 'paths'], [], 'ingress-form', 'http.paths'],
  [INGRESS, [...path, 'path'], 'orders', 'ingress-form', 'paths[0].path'],
  [INGRESS, [...path, 'backend'], {}, 'ingress-form', 'paths[0].backend'],
  [INGRESS, [...path, 'backend', 'service', 'port'], { name: 'a', number: 1 }, 'ingress-form', 'service.port'],
  [AUTOSCALER, ['spec', 'metrics', 0, 'type'], 'External', 'autoscaler-form', 'metrics[0].type'],
  [AUTOSCALER, ['spec', 'metrics', 0, 'type'], 'constructor', 'autoscaler-form', 'metrics[0].type'],
  [
    AUTOSCALER,
    ['spec', 'metrics', 1, 'resource', 'target', 'averageUtilization'],
    undefined,
    'autoscaler-form',
    'metrics[1].resource.target.type',
  ],
  [AUTOSCALER, [...scaleDown, 'selectPolicy'], 'Average', 'autoscaler-form', 'scaleDown.selectPolicy'],
  [AUTOSCALER, [...scaleDown, 'policies'], [], 'autoscaler-form', 'scaleDown.policies'],
  [WORKLOAD, [...container, 'envFrom', 0, 'configMapRef'], {}, 'one-source', 'envFrom[0].configMapRef.name'],
  ['CronJob/drill-backup', [...drill, 'volumes', 1, 'configMap'], {}, 'one-source', 'volumes[1].configMap.name'],
  [AUTOSCALER, [...scaleDown, 'policies', 0, 'value'], 0, 'autoscaler-form', 'policies[0].value'],
  [AUTOSCALER, [...scaleDown, 'policies', 0, 'type'], 'Share', 'autoscaler-form', 'policies[0].type'],
  [AUTOSCALER, [...scaleDown, 'policies', 0, 'periodSeconds'], 1801, 'autoscaler-form', 'policies[0].periodSeconds'],
  [WORKLOAD, [...container, 'image'], undefined, 'containers-present', 'containers[0].image'],
  [WORKLOAD, [...container, 'volumeMounts', 0, 'subPath'], '../a', 'volume-mount', 'volumeMounts[0].subPath'],
  [WORKLOAD, [...container, 'volumeMounts', 0, 'subPath'], '/a', 'volume-mount', 'volumeMounts[0].subPath'],
  [
    WORKLOAD,
    ['spec', 'template', 'spec', 'topologySpreadConstraints', 0, 'matchLabelKeys', 0],
    'a b',
    'label-form',
    'matchLabelKeys[0]',
  ],
  [
    WORKLOAD,
    ['spec', 'template', 'spec', 'securityContext', 'fsGroup'],
    2 ** 31,
    'count-range',
    'securityContext.fsGroup',
  ],
];

describe('what the API server checks by hand', () => {
  test.each(planted)('%s with %j set to %j', (object, steps, value, code, at) => {
    const rule = schemaRules.find(each => each.code === code);
    const places = rule?.check(withPlants(['fablink-prod', object, steps, value])).map(({ where }) => where.path);
    // Objects of one name stand in several namespaces.
    expect([...new Set(places)]).toEqual([expect.stringContaining(at)]);
  });

  test('has each of its rules caught at least one planted mistake', () => {
    const caught = new Set([...planted.map(([, , , code]) => code), 'provisioner-form']);
    expect(kindRules.map(({ code }) => code).filter(code => !caught.has(code))).toEqual([]);
  });

  test.each(['-', 'Not a form!', 'ebs csi'])('a provisioner %j is no name', provisioner => {
    const model = withPlants(['learn', 'StorageClass/ebs-gp3', ['provisioner'], provisioner]);
    expect(schemaRules.flatMap(rule => rule.check(model)).map(({ code }) => code)).toEqual(['provisioner-form']);
  });

  test.each<[environment: string, object: string, steps: Steps, value: unknown, at: string]>([
    ['learn', CLAIM, ['spec', 'resources'], {}, '$.spec.resources.requests.storage'],
    ['learn', CLAIM, ['spec', 'accessModes'], [], '$.spec.accessModes'],
    ['learn', VOLUME, ['spec', 'capacity'], {}, '$.spec.capacity.storage'],
    ['memo-prod', 'StatefulSet/mariadb', [...claimOfSet, 'requests'], {}, 'spec.resources.requests.storage'],
  ])('%s: %s with %j set to %j has no size or access mode', (environment, object, steps, value, at) => {
    const found = partPresent.check(withPlants([environment, object, steps, value]));
    expect(found.map(({ where }) => where.path)).toEqual([expect.stringContaining(at)]);
  });

  test('an annotation that is no text is left to the schema', () => {
    const model = withPlants(['fablink-prod', INGRESS, ['metadata', 'annotations', 'garam.dev/number'], 7]);
    expect(labelForm.check(model)).toEqual([]);
    expect(schemaRules.flatMap(rule => rule.check(model)).map(({ code }) => code)).toEqual(['schema-kubernetes']);
  });
});
