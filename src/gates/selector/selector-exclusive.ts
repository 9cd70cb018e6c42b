import { objectName } from '../finding';
import { workloadKindOf } from '../identity/workload-kinds';
import { valueAt } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { requirementsOf, selectorText } from '../reference/label-selector';
import { podsOf } from '../reference/pods';
import { referenceRule } from '../reference/reference-rule';

const example = 'selector: { matchLabels: { app.kubernetes.io/name: orders, app.kubernetes.io/instance: shop } }';
const text: RuleTexts = {
  en: {
    rule: 'No workload selects the pods of another workload of its namespace.',
    reason: 'Two workloads that count the same pods as theirs create and delete each other’s pods without end.',
    example,
  },
  ko: {
    rule: '어떤 워크로드도 같은 네임스페이스의 다른 워크로드의 파드를 고르지 않는다.',
    reason: '두 워크로드가 같은 파드를 자기 것으로 세면 서로의 파드를 끝없이 만들고 지운다.',
    example,
  },
};

/** No workload selects the pods of another. */
export const selectorExclusive = referenceRule('selector-exclusive', text, function* (object, environment, manifest) {
  const { namespace } = object.metadata;
  const selector = valueAt(object, ['spec', 'selector']);
  if (workloadKindOf(object)?.selects !== true || namespace === undefined || requirementsOf(selector).length === 0)
    return;
  for (const pods of podsOf(environment).selected(namespace, selector)) {
    if (pods.manifest === manifest) continue;
    yield {
      steps: ['spec', 'selector'],
      message: `found ${selectorText(selector)}, which selects the pods of ${objectName(pods.manifest.object)} too`,
      expected: 'a selector that selects the pods of this workload alone',
      mend: 'add a label that only this workload’s pods carry',
    };
    return;
  }
});
