import { shown } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { containerName, podRule, startedContainers } from '../pod/rule-forms';

const example = 'imagePullPolicy: IfNotPresent';
const text: RuleTexts = {
  en: {
    rule: 'Every container pulls its image only where the node does not have it (imagePullPolicy IfNotPresent, stated).',
    reason:
      'Images are pinned, so pulling again brings nothing new, but with Always no pod starts while the registry is away, and with Never none starts on a new node.',
    example,
  },
  ko: {
    rule: '모든 컨테이너는 노드에 이미지가 없을 때만 내려받는다(imagePullPolicy IfNotPresent를 적는다).',
    reason:
      '이미지가 고정되어 있어 다시 받아도 새것이 없다. Always면 레지스트리가 없는 동안 파드가 뜨지 않고, Never면 새 노드에서 뜨지 않는다.',
    example,
  },
};

/** A pinned image is pulled once a node. */
export const pullPolicy = podRule('pull-policy', text, function* (template) {
  for (const container of startedContainers(template)) {
    const found = container.container.imagePullPolicy;
    if (found === 'IfNotPresent') continue;
    yield {
      steps: [...container.steps, 'imagePullPolicy'],
      message: `${containerName(container)} has ${found === undefined ? 'no imagePullPolicy' : `the imagePullPolicy ${shown(found)}`}`,
      expected: 'IfNotPresent',
      mend: 'set imagePullPolicy: IfNotPresent',
    };
  }
});
