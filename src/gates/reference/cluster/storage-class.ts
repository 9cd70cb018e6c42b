import type { KubeObject } from '../../../model';
import { factValue } from '../../../objects/fact-value';
import { groupKindOf } from '../../identity/group-kind';
import { recordsIn, valueAt, type Step } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { referenceRule, unknownName } from '../reference-rule';

/** Where an object of a kind says how its volumes are claimed. */
function claimsOf(object: KubeObject): readonly (readonly Step[])[] {
  switch (groupKindOf(object)) {
    case 'PersistentVolumeClaim':
      return [['spec']];
    case 'apps/StatefulSet':
      return recordsIn(valueAt(object, ['spec', 'volumeClaimTemplates'])).map(([index]) => [
        ...['spec', 'volumeClaimTemplates'],
        index,
        'spec',
      ]);
    case 'monitoring.coreos.com/Alertmanager':
    case 'monitoring.coreos.com/Prometheus':
      return [['spec', 'storage', 'volumeClaimTemplate', 'spec']];
    default:
      return [];
  }
}

const example =
  'storageClassName: ebs-gp3\n# beside StorageClass ebs-gp3, or with storageClasses: [ebs-gp3] of the cluster';
const text: RuleTexts = {
  en: {
    rule: 'Every StorageClass that a claim names is declared in the environment, or is one that its cluster says it has.',
    reason:
      'A claim of an unknown class stays Pending, and the pod with it; the Prometheus operator makes no pods at all.',
    example,
  },
  ko: {
    rule: '클레임이 적은 StorageClass는 모두 그 환경에 선언되어 있거나, 클러스터가 이미 갖고 있다고 밝힌 것이다.',
    reason:
      '모르는 클래스의 클레임은 Pending에 머물고 파드도 함께 머문다. Prometheus operator는 파드를 아예 만들지 않는다.',
    example,
  },
};

/** Every StorageClass that is named exists; a claim with an empty name is bound to a volume that is declared. */
export const storageClass = referenceRule('storage-class', text, function* (object, environment) {
  for (const claim of claimsOf(object)) {
    const steps = [...claim, 'storageClassName'];
    const name = valueAt(object, steps);
    if (name === undefined || name === '') continue;
    const brought = factValue(environment.facts?.cluster.storageClasses ?? []);
    const known = [...environment.names('storage.k8s.io/StorageClass', undefined), ...brought];
    if (typeof name === 'string' && known.includes(name)) continue;
    yield unknownName({ steps, what: 'StorageClass', name, where: 'the environment', known });
  }
});
