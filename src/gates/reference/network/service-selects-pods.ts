import { groupKindOf } from '../../identity/group-kind';
import { isRecord } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { selectorText } from '../label-selector';
import { podsOf } from '../pods';
import { referenceRule } from '../reference-rule';

const example = 'selector: { app.kubernetes.io/name: orders } # labels of a pod template of the namespace';
const text: RuleTexts = {
  en: {
    rule: 'The selector of a Service selects the pods of at least one workload of its namespace.',
    reason: 'A Service without pods answers nobody, and nothing else says so.',
    example,
  },
  ko: {
    rule: 'Service의 셀렉터는 같은 네임스페이스의 워크로드를 하나 이상 고른다.',
    reason: '파드가 없는 Service는 아무에게도 응답하지 않으며, 달리 알려 주는 것도 없다.',
    example,
  },
};

/** The selector of a Service selects pods. */
export const serviceSelectsPods = referenceRule('service-selects-pods', text, function* (object, environment) {
  const { name, namespace } = object.metadata;
  const { spec } = object;
  if (groupKindOf(object) !== 'Service' || namespace === undefined || !isRecord(spec)) return;
  if (spec.type === 'ExternalName') return;
  if (!isRecord(spec.selector) || Object.keys(spec.selector).length === 0) {
    if (
      environment.find('Endpoints', namespace, name) ??
      environment.find('discovery.k8s.io/EndpointSlice', namespace, name)
    )
      return;
    yield {
      steps: ['spec', 'selector'],
      message: 'found no selector',
      expected: 'a selector, or an EndpointSlice of the same name',
      mend: 'select the pods of a workload by their labels',
    };
    return;
  }
  const selector = { matchLabels: spec.selector };
  if (environment.chartNamespaces.has(namespace) || podsOf(environment).selectsSome(namespace, selector)) return;
  yield {
    steps: ['spec', 'selector'],
    message: `found ${selectorText(selector)}, which selects no pods of namespace ${namespace}`,
    expected: 'labels that a pod template of the namespace carries',
    mend: 'copy the selector of the workload',
  };
});
