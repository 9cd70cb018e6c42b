import { labelSteps, podIndexOf } from '../pod/pod-template';
import { modelRule } from '../pod/rule-forms';
import { shown } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { policyIndexOf, type Direction } from './policy';

const example =
  'kind: NetworkPolicy\nmetadata: { name: default-deny }\nspec: { podSelector: {}, policyTypes: [Ingress, Egress] }';
const text: RuleTexts = {
  en: {
    rule: 'Every pod is selected by a NetworkPolicy for incoming and by one for outgoing traffic.',
    reason: 'A pod that no policy selects talks to everybody and listens to everybody.',
    example,
  },
  ko: {
    rule: '모든 파드는 들어오는 트래픽의 NetworkPolicy와 나가는 트래픽의 NetworkPolicy에 선택된다.',
    reason: '어떤 정책도 고르지 않은 파드는 누구와도 말하고 누구의 말도 듣는다.',
    example,
  },
};

/** No pod is open by default. */
export const policyCoversPods = modelRule('policy-covers-pods', text, function* (model) {
  const policies = policyIndexOf(model);
  for (const template of podIndexOf(model).templates) {
    const { manifest, namespace, labels } = template;
    if (namespace === undefined) continue;
    const selecting = policies.selecting(manifest.environment, namespace, labels);
    for (const direction of ['ingress', 'egress'] satisfies Direction[]) {
      if (selecting.some(({ closes }) => closes[direction])) continue;
      yield [
        manifest,
        {
          steps: labelSteps(template),
          message: `no NetworkPolicy of ${namespace} for ${direction} selects the pods ${shown(labels)}`,
          expected: `a policy with the policy type ${direction === 'ingress' ? 'Ingress' : 'Egress'}`,
          mend: `add the policy default-deny to ${namespace}, or a policy of the workload's own`,
        },
      ];
    }
  }
});
