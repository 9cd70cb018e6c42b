import type { RuleTexts } from '../../schema/object-rule';
import { usesOf } from '../configuration/uses';
import { environmentRule, unknownName } from '../reference-rule';

/** Classes that every cluster has. */
const GIVEN = ['system-cluster-critical', 'system-node-critical'];

const example = 'priorityClassName: shop-service\n# beside PriorityClass shop-service';
const text: RuleTexts = {
  en: {
    rule: 'Every PriorityClass that a pod names exists in the environment.',
    reason: 'A pod of an unknown class is refused; the workload looks synced and stays at 0 pods.',
    example,
  },
  ko: {
    rule: '파드가 적은 PriorityClass는 모두 그 환경에 있다.',
    reason: '모르는 클래스의 파드는 거부된다. 워크로드는 동기화된 것처럼 보이지만 파드는 0개로 남는다.',
    example,
  },
};

/** Every PriorityClass that is named exists. */
export const priorityClass = environmentRule('priority-class', text, function* (environment) {
  const known = environment.names('scheduling.k8s.io/PriorityClass', undefined);
  const all = new Set([...known, ...GIVEN]);
  for (const { kind, manifest, name, steps } of usesOf(environment)) {
    if (kind !== 'PriorityClass' || all.has(name)) continue;
    yield [manifest, unknownName({ steps, what: 'PriorityClass', name, where: 'the environment', known: [...all] })];
  }
});
