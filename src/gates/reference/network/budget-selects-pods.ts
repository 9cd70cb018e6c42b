import { groupKindOf } from '../../identity/group-kind';
import { valueAt } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { selectorText } from '../label-selector';
import { podsOf } from '../pods';
import { referenceRule } from '../reference-rule';

const example = 'selector: { matchLabels: { app.kubernetes.io/name: orders } } # the workload’s own selector';
const text: RuleTexts = {
  en: {
    rule: 'A disruption budget selects the pods of at least one workload of its namespace.',
    reason: 'A budget without pods protects nothing: a drained node may take all replicas at once.',
    example,
  },
  ko: {
    rule: 'PodDisruptionBudget은 같은 네임스페이스의 워크로드를 하나 이상 고른다.',
    reason: '고른 파드가 없으면 아무것도 지키지 못한다. 노드 하나를 비울 때 모든 복제본이 한꺼번에 사라질 수 있다.',
    example,
  },
};

/** A disruption budget selects pods. */
export const budgetSelectsPods = referenceRule('budget-selects-pods', text, function* (object, environment) {
  const { namespace } = object.metadata;
  if (groupKindOf(object) !== 'policy/PodDisruptionBudget' || namespace === undefined) return;
  const selector = valueAt(object, ['spec', 'selector']);
  if (environment.chartNamespaces.has(namespace)) return;
  if (selector !== undefined && podsOf(environment).selectsSome(namespace, selector)) return;
  yield {
    steps: ['spec', 'selector'],
    message: `found ${selectorText(selector)}, which selects no pods of namespace ${namespace}`,
    expected: 'labels that a pod template of the namespace carries',
    mend: 'copy the selector of the workload',
  };
});
