import { quantityOf } from '../schema/fields/quantity';
import { shown, valueAt } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { containerName, podRule, startedContainers } from './rule-forms';

const example =
  'resources:\n  requests: { cpu: 100m, memory: 128Mi }\n  limits: { cpu: 500m, memory: 256Mi }   # on init containers, too';
const text: RuleTexts = {
  en: {
    rule: 'Every container, init containers included, states requests and limits of CPU and memory, all above zero.',
    reason:
      'Without requests the scheduler packs nodes until they starve and an autoscaler has nothing to measure against; without limits one container takes its neighbours down. A quota on the namespace refuses such pods altogether.',
    example,
  },
  ko: {
    rule: '초기화 컨테이너를 포함한 모든 컨테이너는 CPU와 메모리의 요청과 한도를 0보다 크게 적는다.',
    reason:
      '요청이 없으면 스케줄러가 노드를 넘치도록 채우고 오토스케일러는 기준이 없다. 한도가 없으면 컨테이너 하나가 이웃을 무너뜨린다. 쿼터가 있는 네임스페이스는 그런 파드를 아예 거부한다.',
    example,
  },
};

/** Every container states requests and limits of CPU and memory. */
export const requestsAndLimits = podRule('requests-and-limits', text, function* (template) {
  for (const container of startedContainers(template)) {
    for (const part of ['requests', 'limits']) {
      for (const name of ['cpu', 'memory']) {
        const amount = valueAt(container.container, ['resources', part, name]);
        // What is no quantity at all is the schema's finding.
        if (amount !== undefined && quantityOf(amount) !== 0) continue;
        yield {
          steps: [...container.steps, 'resources', part, name],
          message: `${containerName(container)} has ${amount === undefined ? 'no' : `${shown(amount)} as its`} ${part.slice(0, -1)} of ${name}`,
          expected: `resources.${part}.${name} above zero`,
          mend: `state how much ${name} the container ${part === 'requests' ? 'needs' : 'may take at most'}`,
        };
      }
    }
  }
});
