import { valueAt } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { containerName, podRule, startedContainers } from './rule-forms';

const example = 'securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001 }';
const text: RuleTexts = {
  en: {
    rule: 'No container runs as root, in a namespace of any Pod Security level; one that must is a typed exception.',
    reason:
      'Root in a container is root on the node for whoever breaks out of it. A namespace of level baseline lets any container be root, also the next one, which nobody asked for.',
    example,
  },
  ko: {
    rule: '네임스페이스의 Pod Security 수준과 상관없이 어떤 컨테이너도 root로 돌지 않는다. 꼭 필요하면 형이 있는 예외로 밝힌다.',
    reason:
      '컨테이너의 root는 그곳을 빠져나온 사람에게 노드의 root다. baseline 네임스페이스는 아무 컨테이너나 root이게 두며, 아무도 원하지 않은 다음 것도 마찬가지다.',
    example,
  },
};

/** No container runs as root, whatever its namespace would let it. */
export const noRootUser = podRule('no-root-user', text, function* (template) {
  for (const at of startedContainers(template)) {
    const own = valueAt(at.container, ['securityContext', 'runAsUser']);
    const user = own ?? valueAt(template.pod.spec, ['securityContext', 'runAsUser']);
    if (typeof user === 'number' && user > 0) continue;
    yield {
      steps: [...at.steps, 'securityContext', 'runAsUser'],
      message: `${containerName(at)} runs as ${user === 0 ? 'root' : "the image's user, which may be root"}`,
      expected: 'a user above 0, in the container or in the pod',
      mend: 'set runAsUser to the user that the image is made for',
    };
  }
});
